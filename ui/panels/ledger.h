// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What became of everything that was accepted: a row for each service, and below them what the scenario expected.
#pragma once

#include "bridge/run_monitor.h"
#include "bridge/selection.h"

#include <QElapsedTimer>
#include <QTreeWidget>

namespace twinflow::ui {

class Ledger : public QTreeWidget {
    Q_OBJECT
public:
    Ledger(RunMonitor& run, Selection& selection, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    void addVerdict(const simulation::Verdict& verdict);
    void put(int row, int group, const ServiceRef& ref, const QString& title, const metrics::LedgerRow& counts);

    RunMonitor& m_run;
    Selection& m_selection;
    QElapsedTimer m_refreshed;
    bool m_isStale = false; // the run went on while nobody looked
};

} // namespace twinflow::ui
