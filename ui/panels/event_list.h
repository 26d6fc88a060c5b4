// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The last events of the run, and the whole way of the one that is selected.
#pragma once

#include "bridge/run_monitor.h"
#include "bridge/selection.h"
#include "panels/event_rows.h"

#include <QElapsedTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QTableView;
class QTreeWidget;

namespace twinflow::ui {

class EventModel;

class EventList : public QWidget {
    Q_OBJECT
public:
    EventList(RunMonitor& run, Selection& selection, QWidget* parent = nullptr);

private:
    void refresh(bool always);
    void showChain();

    RunMonitor& m_run;
    Selection& m_selection;
    EventModel* m_model;
    QTableView* m_table;
    QLineEdit* m_filter;
    QLabel* m_sampled;
    QTreeWidget* m_chain;
    QElapsedTimer m_refreshed;
    std::shared_ptr<const record::Chain> m_shown;
};

} // namespace twinflow::ui
