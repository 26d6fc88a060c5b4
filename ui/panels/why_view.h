// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why the last event passed a route or did not: the truth of each clause of its filter, and what the clause saw.
#pragma once

#include "bridge/run_monitor.h"

#include <QWidget>

class QLabel;

namespace twinflow::ui {

class ClauseView;

class WhyView : public QWidget {
    Q_OBJECT
public:
    WhyView(RunMonitor& run, std::string route, QWidget* parent = nullptr);

private:
    void look();

    RunMonitor& m_run;
    std::string m_route;
    QLabel* m_head;
    ClauseView* m_clauses;
};

} // namespace twinflow::ui
