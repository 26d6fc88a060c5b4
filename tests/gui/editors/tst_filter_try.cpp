// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A filter tried while it is typed: on examples without a run, on the run's own events with one.
#include "deployment/project.h"
#include "editors/filter_edit.h"
#include "panels/filter_try.h"
#include "panels/filter_try_model.h"
#include "panels/inspector.h"
#include "support.h"

#include <QTableView>

using namespace twinflow;
using namespace twinflow::ui;

class FilterTryTest : public QObject {
    Q_OBJECT

    std::unique_ptr<DeploymentController> m_controller;
    std::unique_ptr<RunMonitor> m_run;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<Inspector> m_inspector;

    FilterEdit& filter() { return *m_inspector->findChild<FilterEdit*>(); }
    FilterTry& tried() { return *m_inspector->findChild<FilterTry*>(); }
    QTableView& events() { return *m_inspector->findChild<QTableView*>(QStringLiteral("tryEvents")); }
    int count() { return events().model()->rowCount(); }
    void type(const QString& text) {
        filter().setFocus();
        filter().selectAll();
        QTest::keyClick(&filter(), Qt::Key_Delete);
        QTest::keyClicks(&filter(), text);
    }

private Q_SLOTS:
    void init() {
        m_controller = std::make_unique<DeploymentController>();
        m_run = std::make_unique<RunMonitor>();
        m_selection = std::make_unique<Selection>();
        m_inspector = std::make_unique<Inspector>(*m_controller, *m_run, *m_selection);
        m_controller->open(test::sourceFolder() / "resources" / "samples" / "smart-building");
        QTRY_VERIFY(m_controller->isOpen() && !m_controller->isChecking());
        m_inspector->resize(340, 1200);
        m_inspector->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_inspector.get()));
        m_selection->select({RefKind::route, "all-changes"});
        QTRY_VERIFY(count() > 0);
    }
    void cleanup() {
        m_inspector.reset();
        m_selection.reset();
        m_run.reset();
        m_controller.reset();
    }

    void examplesWithoutARun() {
        type(QStringLiteral("true"));
        QCOMPARE(tried().verdict(), QStringLiteral("%1 of %1 pass").arg(count()));
        type(QStringLiteral("false"));
        QCOMPARE(tried().verdict(), QStringLiteral("0 of %1 pass").arg(count()));
        type(QStringLiteral("type = 'microsoft.iot.telemetry'"));
        auto& model = static_cast<FilterTryModel&>(*events().model());
        QVERIFY(model.passing() > 0 && model.passing() < count());
        for (int row = 0; row < count(); ++row) {
            const bool isTelemetry = model.events()[static_cast<std::size_t>(row)].type == "microsoft.iot.telemetry";
            const QString spoken = model.index(row, 0).data(Qt::AccessibleTextRole).toString();
            QCOMPARE(spoken.endsWith(QStringLiteral("passes")), isTelemetry);
        }
    }

    void halfAFilterWaits() {
        type(QStringLiteral("type ="));
        QVERIFY(filter().isWrong());
        QCOMPARE(tried().verdict(), QStringLiteral("waits for a filter"));
        QTest::keyClicks(&filter(), QStringLiteral(" 'x'"));
        QCOMPARE(tried().verdict(), QStringLiteral("0 of %1 pass").arg(count()));
    }

    void aClickShowsTheTruthOfEachClause() {
        type(QStringLiteral("type = 'x' AND subject != 'nobody'"));
        QWidget* clauses = nullptr;
        for (QWidget* each : tried().findChildren<QWidget*>())
            if (each->accessibleName() == QStringLiteral("Truth of each clause")) clauses = each;
        QVERIFY(clauses);
        QCOMPARE(clauses->height(), 0);
        QTest::mouseClick(events().viewport(), Qt::LeftButton, {},
                          events().visualRect(events().model()->index(0, 0)).center());
        QVERIFY(clauses->height() > 0);
        QVERIFY(clauses->accessibleDescription().contains(QStringLiteral("type = 'x' is false, it is '")));
        QVERIFY(clauses->accessibleDescription().contains(QStringLiteral("subject != 'nobody' is true")));
        // By keys, and while typing goes on.
        QTest::keyClick(&events(), Qt::Key_Down);
        QCOMPARE(events().currentIndex().row(), 1);
        type(QStringLiteral("true"));
        QCOMPARE(clauses->accessibleDescription(), QStringLiteral("true is true"));
    }

    void aRunBringsItsOwnEvents() {
        const auto examples = static_cast<FilterTryModel&>(*events().model()).events();
        QTemporaryDir out;
        RunSetup setup;
        setup.outputFolder = out.path().toStdString();
        setup.projectFolder = m_controller->folder();
        m_run->start(m_controller->shared(), setup);
        QTRY_COMPARE_WITH_TIMEOUT(m_run->state(), RunMonitor::State::finished, 60'000);
        QTRY_COMPARE(count(), static_cast<int>(kMostTrialEvents));
        const auto& real = static_cast<FilterTryModel&>(*events().model()).events();
        QVERIFY(real != examples);
        type(QStringLiteral("type = 'Microsoft.DigitalTwins.Twin.Update'"));
        int updates = 0;
        for (const TrialEvent& event : real) updates += event.type == "Microsoft.DigitalTwins.Twin.Update" ? 1 : 0;
        QVERIFY(updates > 0);
        QCOMPARE(tried().verdict(), QStringLiteral("%1 of 200 pass").arg(updates));
    }
};

QTEST_MAIN(FilterTryTest)
#include "tst_filter_try.moc"
