// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One live chart over the virtual time of the run: a line for each route or endpoint.
#pragma once

#include "bridge/run_monitor.h"
#include "look/tokens.h"

#include <QChartView>
#include <QElapsedTimer>

#include <map>

class QDateTimeAxis;
class QLineSeries;
class QValueAxis;

namespace twinflow::ui {

enum class ChartSubject : std::uint8_t {
    routeRates,    ///< events per second that each route delivered
    endpointRates, ///< events per second that each endpoint took
    queues,        ///< what waits or is tried again, by endpoint
    deadLetters    ///< what was given up, by route and endpoint
};
QString chartTitle(ChartSubject subject);

class RunChart : public QChartView {
    Q_OBJECT
public:
    RunChart(RunMonitor& run, ChartSubject subject, QWidget* parent = nullptr);

    void setSubject(ChartSubject subject);
    /// How much virtual time is shown; zero: the whole run.
    void setWindow(Duration window);

protected:
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void rebuild();
    void refresh();
    void applyTheme();

    struct Line {
        CountKey key;
        QLineSeries* series = nullptr;
    };
    RunMonitor& m_run;
    ChartSubject m_subject;
    Duration m_window = std::chrono::minutes(15);
    QDateTimeAxis* m_time;
    QValueAxis* m_value;
    std::vector<Line> m_lines;
    QElapsedTimer m_refreshed;
    bool m_isStale = false; // the run went on while nobody looked
    std::shared_ptr<const deployment::Deployment> m_deployment; // that the lines are of
};

} // namespace twinflow::ui
