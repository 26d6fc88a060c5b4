// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One box for everything: commands, services, routes, scenarios, by a few letters of their names.
#pragma once

#include <QDialog>

#include <functional>
#include <vector>

class QLineEdit;
class QListWidget;

namespace twinflow::ui {

class CommandPalette : public QDialog {
    Q_OBJECT
public:
    struct Entry {
        QString title;
        QString group; ///< shown dim behind it
        QString shortcut;
        QIcon icon;
        bool enabled = true;
        std::function<void()> act;
    };

    explicit CommandPalette(std::vector<Entry> entries, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& letters);
    void act();

    std::vector<Entry> m_entries;
    QLineEdit* m_edit;
    QListWidget* m_list;
};

/// How well letters fit a text in their order: higher is better, below zero not at all. Beginnings of words count most.
int fuzzyScore(const QString& letters, const QString& text);

} // namespace twinflow::ui
