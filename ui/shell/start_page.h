// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a newcomer sees: samples that run with one click, and ways to one's own projects.
#pragma once

#include "shell/command_set.h"

#include <QWidget>

class QVBoxLayout;
class QLabel;

namespace twinflow::ui {

class StartPage : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(CommandSet& commands, QWidget* parent = nullptr);

    void refresh();
    /// A sentence above all else: why something could not be opened.
    void tell(const QString& sentence);

Q_SIGNALS:
    void sampleWanted(const QString& name);
    void projectWanted(const QString& folder);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVBoxLayout* m_recent;
    QLabel* m_told;
};

} // namespace twinflow::ui
