// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One sitting with mouse and keys alone: a sample, a coupling that can be and one that cannot, a filter, a run that
// changes on its way, everything undone, and files as they were to the byte.
#include "base/file.h"
#include "bridge/service_ref.h"
#include "charts/run_chart.h"
#include "deployment/services.h"
#include "editors/filter_edit.h"
#include "flow/flow_panel.h"
#include "flow/refusal_popup.h"
#include "look/tokens.h"
#include "shell/main_window.h"
#include "shell/recent_projects.h"
#include "support.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineSeries>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>

#include <map>

using namespace twinflow;
using namespace twinflow::ui;
namespace fs = std::filesystem;

namespace {

const ServiceRef kTopic{RefKind::endpoint, "incident-topic"};
const ServiceRef kLog{RefKind::downstream, "audit-log"};
const ServiceRef kArchive{RefKind::downstream, "archive"};
const ServiceRef kTwins{RefKind::twins, "building-twins"};
const ServiceRef kRoute{RefKind::route, "all-changes"};
const ServiceRef kStream{RefKind::endpoint, "twin-stream"};

/// Every file of a project; what runs have left starts with a dot.
std::map<std::string, std::string> filesOf(const fs::path& project) {
    std::map<std::string, std::string> files;
    for (auto entry = fs::recursive_directory_iterator(project); entry != fs::recursive_directory_iterator(); ++entry) {
        if (entry->path().filename().string().starts_with('.'))
            entry.disable_recursion_pending();
        else if (entry->is_regular_file())
            files[fs::relative(entry->path(), project).string()] = readFile(entry->path()).value();
    }
    return files;
}

} // namespace

class WholeWayTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QApplication::setOrganizationName(QStringLiteral("Twinflow"));
        QApplication::setApplicationName(QStringLiteral("whole-way"));
        qputenv("XDG_DATA_HOME", m_home.filePath(QStringLiteral("data")).toUtf8());
        qputenv("XDG_CACHE_HOME", m_home.filePath(QStringLiteral("cache")).toUtf8());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_home.filePath(QStringLiteral("config")));
        Theme::instance().apply();
        m_window = std::make_unique<MainWindow>();
        m_window->setAsksBeforeClosing(false);
        m_window->resize(1600, 1000);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->activateWindow();
    }

    void aWholeSitting() {
        openTheSample();
        const auto before = filesOf(m_project);
        drawACoupling();
        tryWhatTheServiceRefuses();
        editAFilter();
        watchARun();
        changeTheRouteMeanwhile();
        press(Qt::Key_F5, Qt::ShiftModifier);
        QTRY_COMPARE(m_window->monitor().state(), RunMonitor::State::stopped);
        undoEverything();
        QVERIFY(m_window->controller().deployment() == *m_opened);
        // Somebody who is not sure saves all the same.
        QSignalSpy saved(&m_window->controller(), &DeploymentController::saved);
        press(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(saved.wait());
        QVERIFY(filesOf(m_project) == before);
        // The way there was real: redone and saved, the files are others; undone and saved, they are the same again.
        while (m_window->controller().undoStack().canRedo()) press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        press(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(saved.wait());
        QVERIFY(filesOf(m_project) != before);
        undoEverything();
        press(Qt::Key_S, Qt::ControlModifier);
        QVERIFY(saved.wait());
        QVERIFY(filesOf(m_project) == before);
    }

    void cleanupTestCase() { m_window.reset(); }

private:
    void openTheSample() {
        auto* sample = m_window->findChild<QAbstractButton*>(QStringLiteral("sample-smart-building"));
        QVERIFY(sample && sample->isVisible());
        QTest::mouseClick(sample, Qt::LeftButton);
        QTRY_COMPARE(m_window->monitor().state(), RunMonitor::State::running);
        press(Qt::Key_F5, Qt::ShiftModifier);
        QTRY_COMPARE(m_window->monitor().state(), RunMonitor::State::stopped);
        m_project = samplesFolder() / "smart-building";
        m_opened = m_window->controller().shared();
    }

    void drawACoupling() {
        const ServiceRef coupling{RefKind::coupling, kTopic.name, kLog.name};
        QVERIFY(!exists(m_window->controller().deployment(), coupling));
        drag(portOf(kTopic), middleOf(kLog));
        QTRY_VERIFY(exists(m_window->controller().deployment(), coupling));
    }

    void tryWhatTheServiceRefuses() {
        auto* popup = m_window->findChild<RefusalPopup*>();
        const auto tried = m_window->controller().shared();
        drag(portOf(kTwins), middleOf(kArchive));
        QTRY_VERIFY(popup->isVisible());
        QCOMPARE(m_window->controller().shared(), tried); // nothing is drawn in silence
        bool isReason = false;
        for (const QLabel* label : popup->findChildren<QLabel*>())
            isReason |= label->text().contains(QStringLiteral("archive"));
        QVERIFY(isReason);
        auto* fix = popup->findChild<QPushButton*>(QStringLiteral("refusalFix"));
        QVERIFY(fix->isVisible());
        QTest::mouseClick(fix, Qt::LeftButton);
        QVERIFY(!popup->isVisible());
        // An endpoint stands between them, with a route to it.
        const auto& mended = m_window->controller().deployment();
        QCOMPARE(mended.endpoints.size(), tried->endpoints.size() + 1);
        QCOMPARE(mended.routes.size(), tried->routes.size() + 1);
        const ServiceRef way{RefKind::coupling, mended.routes.back().endpoint, kArchive.name};
        QVERIFY(exists(mended, way));
        QTRY_VERIFY(!m_window->controller().isChecking());
        for (const auto& finding : m_window->controller().findings())
            QVERIFY2(finding.error.severity != Severity::error, finding.error.str().c_str());
    }

    void editAFilter() {
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, middleOf(kRoute));
        QVERIFY(m_window->selection().single() == kRoute);
        QTRY_VERIFY(filter() != nullptr);
        QTest::mouseClick(filter()->viewport(), Qt::LeftButton);
        QTest::keyClick(filter(), Qt::Key_End, Qt::ControlModifier);
        QTest::keyClicks(filter(), QStringLiteral(" AND subject != 'nobody'"));
        QVERIFY(!filter()->isWrong());
        TF_COMPARE(deployment::findRoute(m_window->controller().deployment(), kRoute.name)->filter,
                   "type = 'Microsoft.DigitalTwins.Twin.Update' AND subject != 'nobody'");
    }

    void watchARun() {
        press(Qt::Key_F5);
        QTRY_COMPARE(m_window->monitor().state(), RunMonitor::State::running);
        // The counter at the edge says something, and something else a moment later.
        QTRY_VERIFY(!counter().isEmpty());
        const QString first = counter();
        QTRY_VERIFY(counter() != first);
        auto* chart = m_window->findChild<RunChart*>();
        const auto newest = [&] {
            const auto all = chart->chart()->series();
            return all.isEmpty() ? 0.0 : static_cast<QLineSeries*>(all.front())->points().back().x();
        };
        QTRY_VERIFY(newest() > 0);
        const double charted = newest();
        QTRY_VERIFY(newest() > charted);
    }

    void changeTheRouteMeanwhile() {
        QTest::mouseClick(filter()->viewport(), Qt::LeftButton);
        QTest::keyClick(filter(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(filter(), QStringLiteral("false"));
        QTRY_VERIFY(m_window->monitor().deployment() == m_window->controller().shared());
        QVERIFY(m_window->monitor().isLive());
        const auto& row = [&]() -> const metrics::LedgerRow& {
            for (const auto& route : m_window->monitor().view().snapshot.routes) {
                if (route.name == kRoute.name) return route.row;
            }
            qFatal("the run has no such route");
        };
        // Events still come to the route, and none passes: the counter at the edge falls to nothing.
        QTRY_VERIFY(row().filtered > 0);
        const std::uint64_t passed = row().accepted;
        const std::uint64_t offered = row().offered;
        QTRY_VERIFY(counter().startsWith(u'0'));
        QVERIFY(row().offered > offered);
        QCOMPARE(row().accepted, passed);
    }

    void undoEverything() {
        view().setFocus();
        while (m_window->controller().undoStack().canUndo()) press(Qt::Key_Z, Qt::ControlModifier);
    }

    FlowView& view() { return m_window->flow().view(); }
    FilterEdit* filter() { return m_window->findChild<FilterEdit*>(); }
    QPoint middleOf(const ServiceRef& ref) {
        return view().mapFromScene(m_window->flow().scene().cardOf(ref)->sceneBoundingRect().center());
    }
    QPoint portOf(const ServiceRef& ref) { return view().mapFromScene(m_window->flow().scene().cardOf(ref)->port()); }
    /// What is written at the line from the route to its endpoint.
    QString counter() {
        const FlowScene& scene = m_window->flow().scene();
        for (const QGraphicsItem* item : scene.items()) {
            const auto* line = qgraphicsitem_cast<const LineItem*>(item);
            if (!line) continue;
            const auto& nodes = scene.graph().nodes;
            if (nodes[line->line().from].ref == kRoute && nodes[line->line().to].ref == kStream) return line->label();
        }
        return {};
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QWidget* at = QApplication::focusWidget();
        QTest::keyClick(at ? at : m_window.get(), key, modifiers);
    }
    void drag(QPoint from, QPoint to) {
        QWidget* field = view().viewport();
        QTest::mouseMove(field, from);
        QTest::mousePress(field, Qt::LeftButton, {}, from);
        for (int i = 1; i <= 8; ++i) {
            const QPointF at = from + (to - from) * i / 8.0;
            QMouseEvent move(QEvent::MouseMove, at, field->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(field, &move);
        }
        QTest::mouseRelease(field, Qt::LeftButton, {}, to);
    }

    QTemporaryDir m_home;
    std::unique_ptr<MainWindow> m_window;
    fs::path m_project;
    std::shared_ptr<const deployment::Deployment> m_opened;
};

QTEST_MAIN(WholeWayTest)
#include "tst_whole_way.moc"
