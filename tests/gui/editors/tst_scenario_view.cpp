// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario by other means than its text: faults on the time line, traffic with its curves, expectations.
#include "bridge/file_edits.h"
#include "bridge/scenario_edits.h"
#include "bridge/text.h"
#include "panels/body_model.h"
#include "panels/expectation_model.h"
#include "panels/fault_timeline.h"
#include "panels/scenario_view.h"
#include "panels/traffic_editor.h"
#include "simulation/fault_rules.h"
#include "support.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>

using namespace twinflow;
using namespace twinflow::ui;
using namespace std::chrono_literals;

class ScenarioViewTest : public QObject {
    Q_OBJECT

    const std::string m_path = "scenarios/evening-outage.json";
    std::unique_ptr<DeploymentController> m_controller;
    std::unique_ptr<ScenarioView> m_view;

    const simulation::Scenario& scenario() { return *scenarioOfFile(m_controller->deployment(), m_path); }
    FaultTimeline& timeline() { return *m_view->findChild<FaultTimeline*>(); }
    TrafficEditor& traffic() { return *m_view->findChild<TrafficEditor*>(); }
    int entries() { return m_controller->undoStack().count(); }
    template <typename Widget>
    Widget& named(const char* name) {
        auto* found = m_view->findChild<Widget*>(QLatin1String(name));
        if (!found) qFatal("no %s", name);
        return *found;
    }
    void press(const QString& title) {
        for (auto* each : m_view->currentWidget()->findChildren<QPushButton*>()) {
            if (each->text() != title) continue;
            QVERIFY(each->isEnabled());
            QTest::mouseClick(each, Qt::LeftButton);
            return;
        }
        QFAIL("no such button");
    }
    /// With the button down.
    void moveTo(QPointF at) {
        QMouseEvent move(QEvent::MouseMove, at, timeline().mapToGlobal(at), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(&timeline(), &move);
    }
    void drag(QPoint from, QPoint to) {
        QTest::mousePress(&timeline(), Qt::LeftButton, {}, from);
        for (int i = 1; i <= 6; ++i) moveTo(from + (to - from) * i / 6.0);
        QTest::mouseRelease(&timeline(), Qt::LeftButton, {}, to);
    }
    void write(QTableView& table, int row, int column, const QString& text) {
        const QPoint at = table.visualRect(table.model()->index(row, column)).center();
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(table.viewport(), Qt::LeftButton, {}, at);
        auto* editor = table.viewport()->findChild<QLineEdit*>();
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!table.viewport()->findChild<QLineEdit*>());
    }

    QStringList membersOf(const QTableView& table) {
        QStringList members;
        for (int row = 0; row < table.model()->rowCount(); ++row)
            members << table.model()->index(row, BodyModel::kName).data().toString();
        return members;
    }

private Q_SLOTS:
    void init() {
        m_controller = std::make_unique<DeploymentController>();
        m_controller->open(test::sourceFolder() / "resources" / "samples" / "smart-building");
        QTRY_VERIFY(m_controller->isOpen() && !m_controller->isChecking());
        m_view = std::make_unique<ScenarioView>(*m_controller, QString::fromStdString(m_path));
        m_view->resize(760, 800);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }
    void cleanup() {
        m_view.reset();
        m_controller.reset();
    }

    void aBarIsDraggedAndResized() {
        const auto before = scenario();
        const QRect bar = timeline().barOf(0);
        drag(bar.center(), bar.center() + QPoint(60, 0));
        QVERIFY(scenario().faults[0].at > before.faults[0].at);
        QCOMPARE(scenario().faults[0].lasts, before.faults[0].lasts);
        QCOMPARE(entries(), 1); // the whole drag
        QVERIFY(scenario().faults[0].at.count() % timeline().step().count() == 0);
        const QRect moved = timeline().barOf(0);
        drag({moved.right() - 2, moved.center().y()}, {moved.right() + 40, moved.center().y()});
        QVERIFY(scenario().faults[0].lasts > before.faults[0].lasts);
        QCOMPARE(entries(), 2);
        m_controller->undoStack().undo();
        m_controller->undoStack().undo();
        QVERIFY(scenario() == before);
        QVERIFY(!m_controller->isModified());
        QVERIFY(timeline().barOf(0) == bar);
    }

    void aBarStaysWithinTheScenario() {
        const QRect bar = timeline().barOf(0);
        drag(bar.center(), bar.center() + QPoint(5000, 0));
        QVERIFY(scenario().faults[0].at + scenario().faults[0].lasts <= scenario().duration);
        const QRect there = timeline().barOf(0);
        drag(there.center(), there.center() - QPoint(5000, 0));
        QCOMPARE(scenario().faults[0].at, Duration{});
    }

    void aBarThatIsMovedKeepsItsLength() {
        for (const Duration lasts : {Duration(1s), Duration(3h)}) { // shorter than a step, longer than the scenario
            editScenario(*m_controller, QStringLiteral("Set"), m_path, [&](simulation::Scenario& changed) {
                changed.faults[0].at = 20min;
                changed.faults[0].lasts = lasts;
            });
            const Duration at = scenario().faults[0].at;
            const QRect bar = timeline().barOf(0);
            const QPoint grip(lasts < timeline().step() ? bar.left() + 1 : bar.center().x(), bar.center().y());
            drag(grip, grip - QPoint(40, 0));
            QVERIFY(scenario().faults[0].at < at);
            QVERIFY(scenario().faults[0].lasts == lasts);
        }
    }

    void aShortBarIsNotStretchedByItsEnd() {
        editScenario(*m_controller, QStringLiteral("Set"), m_path,
                     [&](simulation::Scenario& changed) { changed.faults[0].lasts = 1s; });
        const QRect bar = timeline().barOf(0);
        drag({bar.right() - 1, bar.center().y()}, {bar.right() - 60, bar.center().y()});
        QVERIFY(scenario().faults[0].lasts == Duration(1s));
    }

    void aSlipOfTheHandMovesNothing() {
        const auto before = scenario();
        for (const int x : {timeline().barOf(0).center().x(), timeline().barOf(0).right() - 2}) {
            const QPoint at(x, timeline().barOf(0).center().y());
            drag(at, at + QPoint(QApplication::startDragDistance() - 1, 0));
            QVERIFY(scenario() == before);
        }
        QCOMPARE(entries(), 0);
    }

    void theKeysDoTheSame() {
        const auto before = scenario();
        timeline().setFocus();
        QTest::keyClick(&timeline(), Qt::Key_Down);
        QCOMPARE(timeline().current(), 0);
        QTest::keyClick(&timeline(), Qt::Key_Right);
        QCOMPARE(scenario().faults[0].at, before.faults[0].at + timeline().step());
        QTest::keyClick(&timeline(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(scenario().faults[0].lasts, before.faults[0].lasts + timeline().step());
        QVERIFY(timeline().accessibleDescription().contains(QStringLiteral("endpointDown of twin-stream")));
        QTest::keyClick(&timeline(), Qt::Key_Delete);
        QCOMPARE(scenario().faults.size(), before.faults.size() - 1);
        QTest::keyClick(&timeline(), Qt::Key_Insert);
        QCOMPARE(scenario().faults.size(), before.faults.size());
    }

    void twoClicksAddAFaultToALane() {
        const auto before = scenario();
        const QRect bar = timeline().barOf(1);
        QTest::mouseDClick(&timeline(), Qt::LeftButton, {}, {timeline().width() - 60, bar.center().y()});
        QCOMPARE(scenario().faults.size(), before.faults.size() + 1);
        TF_COMPARE(scenario().faults.back().target, before.faults[1].target);
        QVERIFY(scenario().faults.back().kind == before.faults[1].kind);
        QCOMPARE(timeline().current(), static_cast<int>(before.faults.size()));
        press(QStringLiteral("Remove"));
        QVERIFY(scenario() == before);
    }

    void theFormHasTheFieldsOfTheKind() {
        timeline().setCurrent(0);
        auto& kind = named<QComboBox>("faultKind");
        QVERIFY(!m_view->findChild<QWidget*>(QStringLiteral("Later by")));
        kind.setCurrentIndex(kind.findText(QStringLiteral("endpointSlow")));
        Q_EMIT kind.activated(kind.currentIndex());
        QVERIFY(scenario().faults[0].kind == simulation::FaultKind::endpointSlow);
        auto& later = named<QLineEdit>("Later by");
        later.setFocus();
        later.selectAll();
        QTest::keyClicks(&later, QStringLiteral("2m"));
        QTest::keyClick(&later, Qt::Key_Return);
        QCOMPARE(scenario().faults[0].latency, Duration(2min));
        // Another kind of target: one that fits takes its place.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // the form as it was
        auto& now = named<QComboBox>("faultKind");
        now.setCurrentIndex(now.findText(QStringLiteral("deviceSilent")));
        Q_EMIT now.activated(now.currentIndex());
        TF_COMPARE(scenario().faults[0].target, m_controller->deployment().devices.front().name);
    }

    void theFormTakesWhatTheReaderTakes() {
        timeline().setCurrent(0);
        const auto form = [this] { // it is made anew by each edit
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            return &named<QWidget>("faultForm");
        };
        int numbers = 0;
        for (const auto& rule : simulation::faultRules()) {
            editScenario(*m_controller, QStringLiteral("Set"), m_path, [&](simulation::Scenario& changed) {
                changed.faults[0].kind = rule.kind;
                changed.faults[0].latency = 1s;
            });
            const auto count = form()->findChildren<QDoubleSpinBox*>().size();
            for (qsizetype i = 0; i < count; ++i) {
                for (const double end : {-1e9, 1e9}) {
                    form()->findChildren<QDoubleSpinBox*>()[i]->setValue(end);
                    QVERIFY2(!obstacleToEdit(m_controller->deployment(), m_path), rule.name.data());
                    ++numbers;
                }
            }
            for (const char* label : {"For", "Later by"}) {
                auto* field = form()->findChild<QLineEdit*>(QLatin1String(label));
                if (!field) continue;
                const auto before = scenario();
                field->selectAll();
                QTest::keyClicks(field, QStringLiteral("0s"));
                QVERIFY(field->property("wrong").toBool());
                QTest::keyClick(field, Qt::Key_Return);
                QVERIFY(scenario() == before);
            }
        }
        QVERIFY(numbers > 0);
    }

    void goingBackTakesWhatIsHalfTypedWithIt() {
        const auto before = scenario();
        timeline().setCurrent(0);
        QTest::keyClick(&timeline(), Qt::Key_Right);
        m_view->activateWindow();
        auto& at = named<QLineEdit>("At");
        at.setFocus();
        QTRY_VERIFY(at.hasFocus());
        at.selectAll();
        QTest::keyClicks(&at, QStringLiteral("7m"));
        m_controller->undoStack().undo();
        QVERIFY(scenario() == before);
        QCOMPARE(entries(), 1);
        QVERIFY(m_controller->undoStack().canRedo());
    }

    void aFaultThatGoesWhileItIsDraggedStaysGone() {
        editScenario(*m_controller, QStringLiteral("Add"), m_path, [](simulation::Scenario& changed) {
            changed.faults.push_back(changed.faults.front());
            changed.faults.back().at = 80min;
        });
        const QPoint at = timeline().barOf(static_cast<int>(scenario().faults.size()) - 1).center();
        QTest::mousePress(&timeline(), Qt::LeftButton, {}, at);
        m_controller->undoStack().undo();
        const auto before = scenario();
        moveTo(at + QPoint(60, 0));
        QTest::mouseRelease(&timeline(), Qt::LeftButton, {}, at);
        QVERIFY(scenario() == before);
        QVERIFY(m_controller->undoStack().canRedo());
    }

    void trafficHasItsCurves() {
        m_view->setCurrentIndex(1);
        QTRY_VERIFY(traffic().curves().curves.contains("humidity"));
        QVERIFY(traffic().curves().curves.contains("temperature")); // which replays a file of the project
        TF_COMPARE(traffic().curves().device, "thermostat-101");
        const auto before = traffic().curves().curves.at("humidity");
        QVERIFY(before.size() > 100);
        auto& seed = named<QSpinBox>("trafficSeed");
        seed.setValue(2);
        QTRY_VERIFY(traffic().curves().curves.at("humidity") != before);
        seed.setValue(1);
        QTRY_VERIFY(traffic().curves().curves.at("humidity") == before);
        auto& table = named<QTableView>("trafficBody");
        write(table, 1, BodyModel::kGenerator, QStringLiteral("{ \"constant\": 7 }"));
        QVERIFY(scenario().traffic[0].body[1].generator == simulation::Generator(simulation::Constant{Value(7.0)}));
        QTRY_VERIFY(traffic().curves().curves.at("humidity").front().second == 7);
        QVERIFY(!m_controller->undoStack().undoText().isEmpty());
    }

    void aLineIsNotGivenTheMembersOfAnother() {
        editScenario(*m_controller, QStringLiteral("Set"), m_path,
                     [&](simulation::Scenario& changed) { changed.traffic[1].body.clear(); });
        m_view->setCurrentIndex(1);
        QTRY_VERIFY(traffic().curves().curves.contains("humidity"));
        auto& table = named<QTableView>("trafficBody");
        auto& lines = named<QComboBox>("trafficLines");
        const auto choose = [&](int index) {
            lines.setCurrentIndex(index);
            Q_EMIT lines.activated(index);
        };
        choose(1);
        QCOMPARE(table.model()->rowCount(), 0); // what the model of the lights gives is not known yet
        QVERIFY(!table.isEnabled());
        QTRY_VERIFY(table.isEnabled());
        const QStringList members = membersOf(table);
        QVERIFY(!members.isEmpty() && !members.contains(QStringLiteral("humidity")));
        press(QStringLiteral("Add member"));
        TF_COMPARE(scenario().traffic[1].body.front().name, utf8(members.front()));
        TF_COMPARE(scenario().traffic[1].body.back().name, "value");

        press(QStringLiteral("Add line")); // without a body as well
        QVERIFY(!table.isEnabled());
        QCOMPARE(table.model()->rowCount(), 0);
        choose(0); // and its curves are not shown on another line
        QVERIFY(table.isEnabled());
        QTRY_VERIFY(traffic().curves().curves.contains("humidity"));
        QVERIFY(membersOf(table).contains(QStringLiteral("humidity")));
    }

    void aGeneratorThatIsNoneIsRefused() {
        m_view->setCurrentIndex(1);
        const auto before = scenario();
        auto& table = named<QTableView>("trafficBody");
        QSignalSpy refused(static_cast<BodyModel*>(table.model()), &BodyModel::refused);
        for (const char* wrong : {"{ \"walk\": 3 }", "{", "{ \"constant\": 1 }, \"more\": { \"constant\": 2 }"}) {
            write(table, 1, BodyModel::kGenerator, QLatin1String(wrong));
            QVERIFY(scenario() == before);
            QVERIFY(!refused.takeLast().front().toString().isEmpty());
        }
    }

    void membersAndLinesComeAndGo() {
        m_view->setCurrentIndex(1);
        const auto before = scenario();
        new QAbstractItemModelTester(named<QTableView>("trafficBody").model(),
                                     QAbstractItemModelTester::FailureReportingMode::QtTest, m_view.get());
        press(QStringLiteral("Add member"));
        TF_COMPARE(scenario().traffic[0].body.back().name, "value");
        named<QTableView>("trafficBody").selectRow(static_cast<int>(before.traffic[0].body.size()));
        press(QStringLiteral("Remove member"));
        QVERIFY(scenario() == before);
        press(QStringLiteral("Add line"));
        QCOMPARE(scenario().traffic.size(), before.traffic.size() + 1);
        QCOMPARE(named<QComboBox>("trafficLines").currentIndex(), static_cast<int>(before.traffic.size()));
        press(QStringLiteral("Remove"));
        QVERIFY(scenario() == before);
        auto& every = named<QLineEdit>("trafficEvery");
        every.setFocus();
        every.selectAll();
        QTest::keyClicks(&every, QStringLiteral("3s"));
        QTest::keyClick(&every, Qt::Key_Return);
        QCOMPARE(scenario().traffic[static_cast<std::size_t>(named<QComboBox>("trafficLines").currentIndex())].every,
                 Duration(3s));
    }

    void expectationsAreWritten() {
        m_view->setCurrentIndex(2);
        const auto before = scenario();
        auto& table = named<QTableView>("expectations");
        new QAbstractItemModelTester(table.model(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     m_view.get());
        write(table, 0, ExpectationModel::kMin, QStringLiteral("12"));
        QCOMPARE(scenario().expect[0].min, std::optional(12.0));
        for (const char* wrong : {"many", "inf", "nan"}) {
            write(table, 0, ExpectationModel::kMin, QLatin1String(wrong));
            QCOMPARE(scenario().expect[0].min, std::optional(12.0));
        }
        write(table, 0, ExpectationModel::kAt, QStringLiteral("30m"));
        QCOMPARE(scenario().expect[0].at, std::optional(Duration(30min)));
        press(QStringLiteral("Add expectation"));
        QCOMPARE(scenario().expect.size(), before.expect.size() + 1);
        press(QStringLiteral("Remove"));
        QCOMPARE(scenario().expect.size(), before.expect.size());
        table.selectRow(0);
        QTest::keyClick(&table, Qt::Key_Delete);
        QCOMPARE(scenario().expect.size(), before.expect.size() - 1);
        m_controller->undoStack().undo();
        const int ledger = static_cast<int>(before.expect.size()) - 1; // "ledger": "balanced" has no numbers
        QVERIFY(!(table.model()->flags(table.model()->index(ledger, ExpectationModel::kMin)) & Qt::ItemIsEditable));
        while (m_controller->undoStack().canUndo()) m_controller->undoStack().undo();
        QVERIFY(scenario() == before);
    }

    void whatIsNotUnderstoodIsNotWrittenAnew() {
        const std::string good = findProjectFile(m_controller->deployment(), m_path)->text;
        QLabel& note = *m_view->currentWidget()->findChild<QLabel*>(QStringLiteral("scenarioNote"));
        QVERIFY(!note.isVisible());
        timeline().setCurrent(0);
        for (const auto& [word, other] : {std::pair<const char*, const char*>{"\"endpointDown\"", "\"endpointDwon\""},
                                          {"\"faults\"", "\"remark\": \"ours\", \"faults\""},
                                          {"\"balanced\"", "\"balances\""}}) {
            const std::string strange = utf8(text(good).replace(text(word), text(other)));
            QVERIFY(strange != good);
            m_controller->edit(QStringLiteral("Write"),
                               [&](deployment::Deployment& deployment) { setFileText(deployment, m_path, strange); });
            const int count = entries();
            QTest::keyClick(&timeline(), Qt::Key_Right);
            QCOMPARE(entries(), count);
            TF_COMPARE(findProjectFile(m_controller->deployment(), m_path)->text, strange);
            QVERIFY(note.isVisible());
            QVERIFY(note.text().contains(QStringLiteral("line ")));
        }
        while (m_controller->undoStack().canUndo()) m_controller->undoStack().undo();
        QVERIFY(!note.isVisible());
        QTest::keyClick(&timeline(), Qt::Key_Right);
        QCOMPARE(m_controller->undoStack().index(), 1);
    }

    void whatAnEditLeftHalfSaidCanBeEditedOn() {
        m_view->setCurrentIndex(2);
        auto& table = named<QTableView>("expectations");
        // Nothing is expected of it any more, which the reader refuses.
        QVERIFY(table.model()->setData(table.model()->index(0, ExpectationModel::kMin), QString()));
        QVERIFY(!scenario().expect[0].min && !scenario().expect[0].max);
        write(table, 0, ExpectationModel::kMax, QStringLiteral("5"));
        QCOMPARE(scenario().expect[0].max, std::optional(5.0));
    }

    void aBrokenTextLeavesWhatWasRead() {
        const QRect bar = timeline().barOf(0);
        m_controller->edit(QStringLiteral("Break"),
                           [&](deployment::Deployment& deployment) { setFileText(deployment, m_path, "{"); });
        QCOMPARE(timeline().barOf(0), bar);
        timeline().setFocus();
        timeline().setCurrent(0);
        const int count = entries();
        QTest::keyClick(&timeline(), Qt::Key_Right);
        QCOMPARE(entries(), count); // there is no scenario to change
    }
};

QTEST_MAIN(ScenarioViewTest)
#include "tst_scenario_view.moc"
