// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One curve over some virtual time, before anything runs.
#pragma once

#include "base/time.h"

#include <QChartView>

#include <utility>
#include <vector>

class QLineSeries;
class QValueAxis;

namespace twinflow::ui {

class CurveChart : public QChartView {
    Q_OBJECT
public:
    explicit CurveChart(QWidget* parent = nullptr);
    /// Seconds after the start, and numbers; nothing is drawn where there are none.
    void show(const std::vector<std::pair<double, double>>& curve, Duration span);

private:
    void paint();

    QLineSeries* m_series;
    QValueAxis* m_time;
    QValueAxis* m_value;
};

} // namespace twinflow::ui
