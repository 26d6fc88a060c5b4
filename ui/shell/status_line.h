// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The line at the foot of the window: what the run does, how fast, and how many problems there are.
#pragma once

#include "bridge/deployment_controller.h"
#include "bridge/run_monitor.h"

#include <QObject>

class QLabel;
class QStatusBar;

namespace twinflow::ui {

class StatusLine : public QObject {
    Q_OBJECT
public:
    StatusLine(DeploymentController& controller, RunMonitor& monitor, QStatusBar& bar);

    /// A sentence about what has just happened; it goes after a while.
    void tell(const QString& sentence);

private:
    QString stateSentence() const;
    void showState();
    void showFindings();
    void showPace();

    DeploymentController& m_controller;
    RunMonitor& m_monitor;
    QStatusBar& m_bar;
    QLabel* m_state;
    QLabel* m_pace;
    QLabel* m_findings;
};

} // namespace twinflow::ui
