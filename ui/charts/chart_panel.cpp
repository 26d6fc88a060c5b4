// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chart_panel.h"

#include "charts/run_chart.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace twinflow::ui {

namespace {

struct Window {
    Duration span;
    QString title;
};

QComboBox* quietBox(const QString& name, QWidget* parent) {
    auto* box = new QComboBox(parent);
    box->setAccessibleName(name);
    box->setStyleSheet(
        QStringLiteral("QComboBox { background: transparent; border: none; font-weight: 600; padding: 0 2px; }"));
    return box;
}

} // namespace

ChartPanel::ChartPanel(RunMonitor& run, QWidget* parent)
    : QWidget(parent) {
    setProperty("role", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 12, 4);
    row->setSpacing(16);
    const Window windows[]{{std::chrono::minutes(5), tr("5 minutes")},
                           {std::chrono::minutes(15), tr("15 minutes")},
                           {std::chrono::hours(1), tr("1 hour")},
                           {Duration{}, tr("whole run")}};
    for (const ChartSubject first : {ChartSubject::endpointRates, ChartSubject::queues}) {
        auto* chart = new RunChart(run, first, this);
        auto* subject = quietBox(tr("What the chart shows"), this);
        for (const auto each :
             {ChartSubject::routeRates, ChartSubject::endpointRates, ChartSubject::queues, ChartSubject::deadLetters})
            subject->addItem(chartTitle(each), static_cast<int>(each));
        subject->setCurrentIndex(subject->findData(static_cast<int>(first)));
        auto* span = quietBox(tr("How much time the chart shows"), this);
        for (const Window& window : windows) span->addItem(window.title, static_cast<qlonglong>(window.span.count()));
        span->setCurrentIndex(1);
        connect(subject, &QComboBox::activated, chart,
                [chart, subject] { chart->setSubject(static_cast<ChartSubject>(subject->currentData().toInt())); });
        connect(span, &QComboBox::activated, chart,
                [chart, span] { chart->setWindow(Duration(span->currentData().toLongLong())); });
        auto* head = new QHBoxLayout;
        head->addWidget(subject);
        head->addStretch();
        head->addWidget(span);
        auto* column = new QVBoxLayout;
        column->setSpacing(2);
        column->addLayout(head);
        column->addWidget(chart, 1);
        row->addLayout(column, 1);
    }
}

} // namespace twinflow::ui
