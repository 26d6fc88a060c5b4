// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The charts: lines that can be told apart, whatever they have in common.
#include "charts/run_chart.h"
#include "deployment/project.h"
#include "support.h"

#include <QChart>
#include <QLineSeries>
#include <QTemporaryDir>

#include <set>

using namespace twinflow;
using namespace twinflow::ui;

class ChartsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linesOfOneHueDiffer_data() {
        QTest::addColumn<int>("theme");
        QTest::newRow("light") << static_cast<int>(ThemeChoice::light);
        QTest::newRow("dark") << static_cast<int>(ThemeChoice::dark);
    }

    void linesOfOneHueDiffer() {
        QFETCH(const int, theme);
        Theme::instance().choose(static_cast<ThemeChoice>(theme));
        auto deployment = deployment::load(test::sourceFolder() / "resources/samples/smart-building")->deployment;
        auto route = deployment.routes.front();
        deployment.routes.clear();
        route.endpoint = "incident-topic";
        for (int i = 1; i <= 9; ++i) {
            route.name = "route-" + std::to_string(i);
            deployment.routes.push_back(route);
        }
        QTemporaryDir folder;
        RunMonitor monitor;
        RunSetup setup;
        setup.projectFolder = test::sourceFolder() / "resources/samples/smart-building";
        setup.outputFolder = std::filesystem::path(folder.path().toStdString()) / "out";
        setup.paused = true;
        RunChart chart(monitor, ChartSubject::routeRates);
        monitor.start(std::make_shared<deployment::Deployment>(std::move(deployment)), setup);
        QTRY_COMPARE(monitor.state(), RunMonitor::State::paused);
        QTRY_COMPARE(chart.chart()->series().size(), 8);
        std::set<QRgb> inks;
        for (QAbstractSeries* series : chart.chart()->series()) {
            const QColor ink = static_cast<QLineSeries*>(series)->pen().color();
            inks.insert(ink.rgb());
            QVERIFY(ink != tokens().panel);
        }
        QCOMPARE(inks.size(), std::size_t{8});
    }
};

QTEST_MAIN(ChartsTest)
#include "tst_charts.moc"
