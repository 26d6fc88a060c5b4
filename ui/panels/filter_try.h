// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A filter tried on events while it is typed: which pass, and for one of them the truth of each clause.
#pragma once

#include "bridge/deployment_controller.h"
#include "bridge/run_monitor.h"
#include "bridge/trial_events.h"

#include <QElapsedTimer>
#include <QWidget>

class QLabel;
class QTableView;

namespace twinflow::ui {

class ClauseView;
class FilterTryModel;

class FilterTry : public QWidget {
    Q_OBJECT
public:
    FilterTry(DeploymentController& controller, RunMonitor& run, QWidget* parent = nullptr);

    /// A filter that does not parse holds nothing back and lets nothing pass: the list says that it waits.
    void setFilter(const QString& filter);
    QString verdict() const;

private:
    void followRun();
    void makeExamples();
    void put(std::vector<TrialEvent> events, bool areExamples);
    void judge();
    void explain();

    DeploymentController& m_controller;
    RunMonitor& m_run;
    std::string m_filter;
    FilterTryModel* m_model;
    QLabel* m_verdict;
    QLabel* m_source;
    QTableView* m_table;
    ClauseView* m_clauses;
    JobRunner m_examples;
    QElapsedTimer m_refreshed;
    bool m_areExamples = false;
};

} // namespace twinflow::ui
