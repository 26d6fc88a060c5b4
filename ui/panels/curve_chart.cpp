// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/curve_chart.h"

#include "look/tokens.h"

#include <QChart>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLineSeries>
#include <QValueAxis>

#include <algorithm>

namespace twinflow::ui {

namespace {

constexpr std::size_t kPoints = 1000; // more than a screen has pixels for it

} // namespace

CurveChart::CurveChart(QWidget* parent)
    : QChartView(parent)
    , m_series(new QLineSeries(this))
    , m_time(new QValueAxis(this))
    , m_value(new QValueAxis(this)) {
    chart()->addSeries(m_series);
    chart()->addAxis(m_time, Qt::AlignBottom);
    chart()->addAxis(m_value, Qt::AlignLeft);
    m_series->attachAxis(m_time);
    m_series->attachAxis(m_value);
    m_time->setLabelFormat(tr("%g s"));
    m_value->setTickCount(4);
    chart()->legend()->hide();
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setMinimumHeight(120);
    setAccessibleName(tr("Preview of the chosen member"));
    connect(&Theme::instance(), &Theme::changed, this, &CurveChart::paint);
    paint();
}

void CurveChart::paint() {
    const Tokens& t = tokens();
    chart()->setBackgroundBrush(t.panel);
    setBackgroundBrush(t.panel);
    m_series->setPen(QPen(colour(Hue::device), 1.6));
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    for (QValueAxis* axis : {m_time, m_value}) {
        axis->setLabelsBrush(t.dim);
        axis->setLabelsFont(small);
        axis->setGridLinePen(QPen(t.hairline, 1));
        axis->setLinePen(QPen(t.hairline, 1));
    }
}

void CurveChart::show(const std::vector<std::pair<double, double>>& curve, Duration span) {
    QList<QPointF> points;
    const std::size_t every = std::max<std::size_t>(1, curve.size() / kPoints);
    double low = curve.empty() ? 0 : curve.front().second;
    double high = curve.empty() ? 1 : low;
    for (std::size_t i = 0; i < curve.size(); i += every) {
        points.append({curve[i].first, curve[i].second});
        low = std::min(low, curve[i].second);
        high = std::max(high, curve[i].second);
    }
    const double room = high > low ? (high - low) * 0.05 : 1;
    m_time->setRange(0, toSeconds(span));
    m_value->setRange(low - room, high + room);
    m_series->replace(points);
}

} // namespace twinflow::ui
