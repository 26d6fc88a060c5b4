// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/run_chart.h"

#include "bridge/text.h"
#include "look/figures.h"
#include "look/seen.h"

#include <QChart>
#include <QCoreApplication>
#include <QDateTime>
#include <QDateTimeAxis>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLegendMarker>
#include <QLineSeries>
#include <QPainter>
#include <QTimer>
#include <QValueAxis>

#include <algorithm>
#include <array>
#include <cmath>

namespace twinflow::ui {

namespace {

constexpr qint64 kBeat = 120;         // ms
constexpr std::size_t kPoints = 160;  // of a line: about one for three pixels
constexpr std::size_t kMostLines = 8; // more cannot be told apart
/// How far each line of one hue is from the hue itself towards the end of its lightness: few lines are far apart.
constexpr std::array<float, kMostLines> kShades{0, 0.5F, 0.25F, 0.75F, 0.125F, 0.625F, 0.375F, 0.875F};

bool isRate(ChartSubject subject) {
    return subject == ChartSubject::routeRates || subject == ChartSubject::endpointRates;
}

qint64 millis(Instant instant) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(instant.time_since_epoch()).count();
}

std::vector<CountKey> keysOf(ChartSubject subject, const deployment::Deployment& deployment) {
    std::vector<CountKey> keys;
    const Measure measure = subject == ChartSubject::queues        ? Measure::pending
                            : subject == ChartSubject::deadLetters ? Measure::failed
                                                                   : Measure::through;
    const bool routes = subject == ChartSubject::routeRates || subject == ChartSubject::deadLetters;
    const bool endpoints = subject != ChartSubject::routeRates;
    if (routes) {
        for (const auto& route : deployment.routes) keys.push_back({{RefKind::route, route.name}, {}, measure});
    }
    if (endpoints) {
        for (const auto& endpoint : deployment.endpoints)
            keys.push_back({{RefKind::endpoint, endpoint.name}, {}, measure});
    }
    return keys;
}

/// The ink of the `nth` line of a hue: lighter on a dark ground, darker on a light one.
QColor inkOf(Hue hue, std::size_t nth) {
    float h = 0, s = 0, l = 0;
    const QColor pure = colour(hue);
    pure.getHslF(&h, &s, &l);
    const float end = tokens().isDark ? 0.96F : 0.14F;
    return QColor::fromHslF(std::max(h, 0.0F), s, l + (end - l) * kShades[nth % kMostLines]);
}

/// The distance of the lines of an axis that reaches `top` with at most four of them: 1, 2, 2.5 or 5 times a power of
/// ten.
double stepFor(double top) {
    if (top <= 0) return 1;
    const double power = std::pow(10, std::floor(std::log10(top / 4)));
    for (const double step : {1.0, 2.0, 2.5, 5.0, 10.0}) {
        if (top <= 4 * step * power) return step * power;
    }
    return top;
}

} // namespace

QString chartTitle(ChartSubject subject) {
    switch (subject) {
    case ChartSubject::routeRates:
        return RunChart::tr("Events per second by route");
    case ChartSubject::endpointRates:
        return RunChart::tr("Events per second by endpoint");
    case ChartSubject::queues:
        return RunChart::tr("Waiting and retrying by endpoint");
    case ChartSubject::deadLetters:
        return RunChart::tr("Given up, by route and endpoint");
    }
    return {};
}

RunChart::RunChart(RunMonitor& run, ChartSubject subject, QWidget* parent)
    : QChartView(parent)
    , m_run(run)
    , m_subject(subject)
    , m_time(new QDateTimeAxis(this))
    , m_value(new QValueAxis(this)) {
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(NoFrame);
    setAccessibleName(chartTitle(subject));
    chart()->setMargins(QMargins(4, 0, 8, 0));
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setBackgroundRoundness(0);
    chart()->legend()->setAlignment(Qt::AlignTop);
    chart()->legend()->setMarkerShape(QLegend::MarkerShapeCircle);
    m_time->setFormat(QStringLiteral("HH:mm"));
    m_time->setTickCount(5);
    chart()->addAxis(m_time, Qt::AlignBottom);
    chart()->addAxis(m_value, Qt::AlignLeft);
    connect(&run, &RunMonitor::advanced, this, [this] {
        m_isStale = true;
        if (isSeen(*this) && (!m_refreshed.isValid() || m_refreshed.elapsed() >= kBeat)) refresh();
    });
    connect(&run, &RunMonitor::stateChanged, this, &RunChart::refresh);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        applyTheme();
        m_deployment.reset(); // the lines have inks of the theme
        refresh();
    });
    applyTheme();
    refresh();
}

void RunChart::setSubject(ChartSubject subject) {
    m_subject = subject;
    setAccessibleName(chartTitle(subject));
    m_deployment.reset();
    refresh();
}

void RunChart::setWindow(Duration window) {
    m_window = window;
    refresh();
}

void RunChart::applyTheme() {
    const Tokens& t = tokens();
    setBackgroundBrush(t.panel);
    chart()->setBackgroundBrush(t.panel);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(m_time), static_cast<QAbstractAxis*>(m_value)}) {
        axis->setLabelsFont(small);
        axis->setLabelsColor(t.dim);
        axis->setGridLineColor(t.hairline);
        axis->setLinePen(QPen(t.hairline));
    }
    m_time->setGridLineVisible(false);
    m_value->setLineVisible(false);
    chart()->legend()->setFont(small);
    chart()->legend()->setLabelColor(t.dim);
}

void RunChart::rebuild() {
    chart()->removeAllSeries();
    m_lines.clear();
    m_deployment = m_run.deployment();
    if (!m_deployment) return;
    std::vector<CountKey> keys = keysOf(m_subject, *m_deployment);
    if (keys.size() > kMostLines) keys.resize(kMostLines);
    std::map<Hue, std::size_t> ofHue;
    for (const CountKey& key : keys) {
        // A route has the hue of the endpoint that it leads to: routes themselves are all of one hue.
        ServiceRef hued = key.ref;
        if (hued.kind == RefKind::route) {
            for (const auto& route : m_deployment->routes) {
                if (route.name == hued.name) hued = {RefKind::endpoint, route.endpoint};
            }
        }
        // Lines of one hue are told apart by lightness.
        const Hue hue = hueOf(*m_deployment, hued);
        const QColor ink = inkOf(hue, ofHue[hue]++);
        auto* series = new QLineSeries(chart());
        series->setName(text(key.ref.name));
        series->setPen(QPen(ink, 1.6));
        chart()->addSeries(series);
        series->attachAxis(m_time);
        series->attachAxis(m_value);
        m_lines.push_back({key, series});
    }
    for (QLegendMarker* marker : chart()->legend()->markers()) marker->setPen(Qt::NoPen);
}

void RunChart::refresh() {
    m_refreshed.start();
    m_isStale = false;
    if (m_deployment != m_run.deployment()) rebuild();
    const RunHistory& history = m_run.history();
    chart()->setVisible(!history.empty() && m_run.hasView());
    if (history.empty()) return;
    const Instant end = history.samples().back().at;
    const Instant first = history.samples().front().at;
    const Duration window = m_window == Duration{}
                                ? end - first
                                : std::min(m_window, std::max(end - first, Duration(std::chrono::seconds(10))));
    const Instant begin = std::max(first, end - window);
    double top = 0;
    for (const Line& line : m_lines) {
        const std::size_t place = history.find(line.key);
        QList<QPointF> points;
        if (isRate(m_subject)) {
            const std::vector<double> rates = history.rates(place, kPoints, window);
            for (std::size_t i = 0; i < rates.size(); ++i) {
                const double share = static_cast<double>(i + 1) / static_cast<double>(rates.size());
                const Duration after((end - begin).count() * static_cast<std::int64_t>(share * 1000) / 1000);
                points << QPointF(static_cast<double>(millis(begin + after)), rates[i]);
            }
        } else if (place != RunHistory::kNone) {
            for (const CountSample& sample : history.samples()) {
                if (sample.at >= begin)
                    points << QPointF(static_cast<double>(millis(sample.at)),
                                      static_cast<double>(sample.values[place]));
            }
        }
        for (const QPointF& point : points) top = std::max(top, point.y());
        line.series->replace(points);
    }
    m_time->setRange(QDateTime::fromMSecsSinceEpoch(millis(begin), Qt::UTC),
                     QDateTime::fromMSecsSinceEpoch(std::max(millis(end), millis(begin) + 1), Qt::UTC));
    m_time->setFormat(end - begin < std::chrono::minutes(5) ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm"));
    const double step = stepFor(top);
    const int steps = std::max(1, static_cast<int>(std::ceil(top / step - 1e-9)));
    m_value->setTickCount(steps + 1);
    m_value->setRange(0, step * steps);
    m_value->setLabelFormat(step == std::round(step) ? QStringLiteral("%.0f") : QStringLiteral("%.3g"));
}

void RunChart::showEvent(QShowEvent* event) {
    QChartView::showEvent(event);
    refresh();
}

void RunChart::paintEvent(QPaintEvent* event) {
    QChartView::paintEvent(event);
    if (m_isStale && !m_run.isLive()) QTimer::singleShot(0, this, &RunChart::refresh); // its tab has come to the front
    if (chart()->isVisible()) return;
    QPainter painter(viewport());
    painter.setPen(tokens().dim);
    painter.drawText(viewport()->rect().adjusted(24, 8, -24, -8), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("%1 appear here when a run is on. Press Run.").arg(chartTitle(m_subject)));
}

} // namespace twinflow::ui
