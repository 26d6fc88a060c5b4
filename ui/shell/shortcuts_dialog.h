// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which keys command what, and other keys for it: every change holds at once.
#pragma once

#include "shell/command_set.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace twinflow::ui {

class KeyField;

class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    ShortcutsDialog(CommandSet& commands, QWidget* parent);

private:
    void fill();
    void filter();
    void showChosen();
    /// Gives the chosen command these keys, or tells who has one of them.
    void offer(const QList<QKeySequence>& keys);
    void take();
    QAction* chosen() const;

    CommandSet& m_commands;
    QLineEdit* m_search;
    QTreeWidget* m_list;
    QLabel* m_what;
    KeyField* m_keys;
    QPushButton* m_none;
    QPushButton* m_usual;
    QLabel* m_conflict;
    QPushButton* m_take;
    QList<QKeySequence> m_wanted; // of which another command has one
};

} // namespace twinflow::ui
