// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A newcomer's way through the studio with mouse and keys: a sample, a run, a stop, a filter, undo, save.
#include "base/file.h"
#include "charts/run_chart.h"
#include "deployment/services.h"
#include "editors/code_edit.h"
#include "editors/file_editor.h"
#include "editors/filter_edit.h"
#include "flow/flow_panel.h"
#include "look/tokens.h"
#include "shell/command_palette.h"
#include "shell/main_window.h"
#include "shell/recent_projects.h"
#include "support.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLineSeries>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTreeWidget>

using namespace twinflow;
using namespace twinflow::ui;
namespace fs = std::filesystem;

class JourneyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QApplication::setOrganizationName(QStringLiteral("Twinflow"));
        QApplication::setApplicationName(QStringLiteral("journey"));
        qputenv("XDG_DATA_HOME", m_home.filePath(QStringLiteral("data")).toUtf8());
        qputenv("XDG_CONFIG_HOME", m_home.filePath(QStringLiteral("config")).toUtf8());
        qputenv("XDG_CACHE_HOME", m_home.filePath(QStringLiteral("cache")).toUtf8());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_home.filePath(QStringLiteral("config")));
        Theme::instance().apply();
    }

    void init() {
        m_window = std::make_unique<MainWindow>();
        m_window->setAsksBeforeClosing(false);
        m_window->resize(1440, 900);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->activateWindow();
    }

    void cleanup() { m_window.reset(); }

    void fromTheStartPageToBytesOnDisk() {
        // One click on a sample, and events flow.
        auto* sample = m_window->findChild<QAbstractButton*>(QStringLiteral("sample-smart-building"));
        QVERIFY(sample && sample->isVisible());
        QTest::mouseClick(sample, Qt::LeftButton);
        QTRY_VERIFY(m_window->controller().isOpen());
        const fs::path file = samplesFolder() / "smart-building" / "deployment.json";
        const std::string before = readFile(file).value();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->monitor().hasView() && m_window->monitor().view().snapshot.events > 0,
                                 30'000);
        auto* delivered = m_window->findChild<QLabel*>(QStringLiteral("figure1"));
        QTRY_VERIFY(delivered->isVisible() && delivered->text() != QStringLiteral("0"));
        const QString first = delivered->text();
        QTRY_VERIFY(delivered->text() != first); // it moves

        auto* chart = m_window->findChild<RunChart*>();
        const auto newest = [&] {
            return static_cast<QLineSeries*>(chart->chart()->series().front())->points().back().x();
        };
        QTRY_VERIFY(!chart->chart()->series().isEmpty());
        const double charted = newest();
        QTRY_VERIFY(newest() > charted);

        trigger("stop");
        QTRY_COMPARE(m_window->monitor().state(), RunMonitor::State::stopped);

        // The card of a route, its filter, and a word too many.
        const ServiceRef route{RefKind::route, "all-changes"};
        FlowView& view = m_window->flow().view();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {},
                          view.mapFromScene(m_window->flow().scene().cardOf(route)->sceneBoundingRect().center()));
        QVERIFY(m_window->selection().single() == route);
        QTRY_VERIFY(filter() != nullptr);
        filter()->setFocus();
        filter()->moveCursor(QTextCursor::End);
        QTest::keyClicks(filter(), QStringLiteral(" AND"));
        QVERIFY(filter()->isWrong());
        QVERIFY(!filter()->problem().isEmpty());
        QTest::keyClicks(filter(), QStringLiteral(" subject = 'room-101'"));
        QVERIFY(!filter()->isWrong());
        QCOMPARE(m_window->controller().undoStack().count(), 1);
        QVERIFY(m_window->controller().isModified());

        save();
        QVERIFY(readFile(file).value() != before);
        QTest::keyClick(filter(), Qt::Key_Z, Qt::ControlModifier); // the project's undo, also from inside the field
        if (m_window->controller().undoStack().canUndo()) trigger("undo");
        QVERIFY(m_window->controller().isModified());
        save();
        TF_COMPARE(readFile(file).value(), before);
        QVERIFY(!fs::exists(samplesFolder() / "smart-building" / "layout.json"));
    }

    void aRunAtFullSpeedEndsWithItsExpectations() {
        m_window->openSample(QStringLiteral("first-steps"));
        QTRY_VERIFY(m_window->controller().isOpen());
        for (int i = 0; i < 6; ++i) trigger("faster");
        QTRY_COMPARE_WITH_TIMEOUT(m_window->monitor().state(), RunMonitor::State::finished, 60'000);
        auto* ledger = m_window->findChild<QTreeWidget*>(QStringLiteral("ledger"));
        for (const auto& verdict : m_window->monitor().end()->verdicts) {
            QVERIFY(verdict.met);
            const QString sentence = QString::fromStdString(verdict.expected.str());
            QCOMPARE(ledger->findItems(sentence, Qt::MatchExactly).size(), 1);
        }
    }

    void theDesignCanChangeWhileItRuns() {
        m_window->controls().setSpeed(2);
        m_window->openSample(QStringLiteral("first-steps"));
        QTRY_COMPARE(m_window->monitor().state(), RunMonitor::State::running);
        const auto route = [&]() -> const metrics::LedgerRow& {
            return m_window->monitor().view().snapshot.routes[0].row;
        };
        QTRY_VERIFY(m_window->monitor().hasView() && route().delivered > 0);
        m_window->controller().edit(QStringLiteral("filter"),
                                    [](auto& deployment) { deployment.routes[0].filter = "false"; });
        QTRY_VERIFY(m_window->monitor().deployment() == m_window->controller().shared());
        QVERIFY(!m_window->controls().isRunStale());
        // Events still come, and none passes.
        QTRY_VERIFY(route().filtered > 0);
        const std::uint64_t delivered = route().delivered;
        const std::uint64_t offered = route().offered;
        QTRY_VERIFY(route().offered > offered + 3 || !m_window->monitor().isLive());
        QVERIFY(route().offered > offered);
        QCOMPARE(route().delivered, delivered);
    }

    void whatARunCannotTakeOnWaitsForTheNext() {
        m_window->controls().setSpeed(2);
        m_window->openSample(QStringLiteral("first-steps"));
        QTRY_COMPARE(m_window->monitor().state(), RunMonitor::State::running);
        m_window->controller().edit(QStringLiteral("partitions"),
                                    [](auto& deployment) { deployment.endpoints[0].partitions = 7; });
        QTRY_VERIFY(m_window->controls().isRunStale());
        QVERIFY(m_window->controls().staleText().contains(QStringLiteral("changes")));
    }

    void thePaletteFindsServicesAndCommands() {
        m_window->openSample(QStringLiteral("smart-building"));
        QTRY_VERIFY(m_window->controller().isOpen());
        trigger("command-palette");
        auto* palette = m_window->findChild<CommandPalette*>();
        QVERIFY(palette);
        auto* edit = palette->findChild<QLineEdit*>();
        QTest::keyClicks(edit, QStringLiteral("incitop"));
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY(m_window->selection().single() == (ServiceRef{RefKind::endpoint, "incident-topic"}));
    }

    void aServiceIsRenamedEverywhere() {
        m_window->openSample(QStringLiteral("smart-building"));
        QTRY_VERIFY(m_window->controller().isOpen());
        m_window->selection().select({RefKind::endpoint, "twin-stream"});
        trigger("rename");
        auto* name = m_window->findChild<QLineEdit*>(QStringLiteral("Name"));
        QVERIFY(name);
        name->setText(QStringLiteral("all-twins"));
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(deployment::findEndpoint(m_window->controller().deployment(), "all-twins") != nullptr);
        TF_COMPARE(m_window->controller().deployment().routes[0].endpoint, "all-twins");
        QTRY_VERIFY(m_window->selection().single() == (ServiceRef{RefKind::endpoint, "all-twins"}));
        m_window->controller().undoStack().undo();
        QVERIFY(!m_window->controller().isModified());
    }

    void whatIsBeingTypedIsSaved() {
        m_window->openSample(QStringLiteral("smart-building"));
        QTRY_VERIFY(m_window->controller().isOpen());
        m_window->selection().select({RefKind::endpoint, "twin-stream"});
        trigger("rename");
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("all-twins"));
        QVERIFY(!m_window->controller().isModified()); // a name is taken when it is whole
        save();
        const auto saved = [] { return readFile(samplesFolder() / "smart-building" / "deployment.json").value(); };
        QVERIFY(saved().find("\"all-twins\"") != std::string::npos);
        trigger("undo");
        save();
        QVERIFY(saved().find("all-twins") == std::string::npos);
    }

    void aClickThatEndsANameSelectsWhatWasClicked() {
        m_window->openSample(QStringLiteral("smart-building"));
        QTRY_VERIFY(m_window->controller().isOpen());
        m_window->selection().select({RefKind::endpoint, "twin-stream"});
        trigger("rename");
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("all-twins"));
        const ServiceRef hub{RefKind::hub, "building-hub"};
        FlowView& view = m_window->flow().view();
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {},
                          view.mapFromScene(m_window->flow().scene().cardOf(hub)->sceneBoundingRect().center()));
        QVERIFY(deployment::findEndpoint(m_window->controller().deployment(), "all-twins") != nullptr);
        QCoreApplication::processEvents();
        QVERIFY(m_window->selection().single() == hub);
    }

    void aGroupOfTheTreeStaysAsItWasTurned() {
        m_window->openSample(QStringLiteral("smart-building"));
        QTRY_VERIFY(m_window->controller().isOpen());
        auto* tree = m_window->findChild<QTreeWidget*>(QStringLiteral("projectTree"));
        const auto group = [&](const QString& title) { return tree->findItems(title, Qt::MatchExactly).front(); };
        for (const char* title : {"Models", "Routes"}) {
            const QString name = QLatin1String(title);
            const bool isOpen = group(name)->isExpanded();
            group(name)->setExpanded(!isOpen);
            m_window->controller().edit(QStringLiteral("name"), [](auto& deployment) { deployment.name += '.'; });
            QCOMPARE(group(name)->isExpanded(), !isOpen);
            Q_EMIT tree->itemClicked(group(name), 0);
            m_window->controller().undoStack().undo();
            QCOMPARE(group(name)->isExpanded(), isOpen);
        }
    }

    void aScriptIsEditedAsText() {
        m_window->openSample(QStringLiteral("smart-building"));
        QTRY_VERIFY(m_window->controller().isOpen());
        Q_EMIT m_window->flow().scene().activated({RefKind::function, "ingest"});
        auto* editor = m_window->findChild<FileEditor*>();
        QVERIFY(editor);
        auto* edit = editor->findChild<CodeEdit*>();
        QVERIFY(edit->toPlainText().contains(QStringLiteral("function")));
        QTest::keyClicks(edit, QStringLiteral("}"));
        QVERIFY(m_window->controller().isModified());
        auto* problems = m_window->findChild<QTreeWidget*>(QStringLiteral("problems"));
        QTRY_VERIFY(problems->topLevelItemCount() > 0); // the script no longer is one
        m_window->controller().undoStack().undo();
        QTRY_COMPARE(problems->topLevelItemCount(), 0);
    }

    void everyControlSaysWhatItIs() {
        m_window->openSample(QStringLiteral("smart-building"));
        QTRY_VERIFY(m_window->controller().isOpen());
        QStringList nameless;
        for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
            const bool isControl = qobject_cast<const QAbstractButton*>(widget) ||
                                   qobject_cast<const QLineEdit*>(widget) ||
                                   qobject_cast<const QAbstractItemView*>(widget);
            if (!isControl || !widget->isVisible() || widget->objectName().startsWith(QStringLiteral("qt_"))) continue;
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const bool isPart = qobject_cast<const QComboBox*>(widget->parentWidget()) ||
                                qobject_cast<const QSpinBox*>(widget->parentWidget()) ||
                                qobject_cast<const QHeaderView*>(widget) ||
                                QByteArray(widget->metaObject()->className()).startsWith("Q") == false;
            if (isPart) continue;
            if (widget->accessibleName().isEmpty() && (!button || button->text().isEmpty()))
                nameless << QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
    }

private:
    FilterEdit* filter() { return m_window->findChild<FilterEdit*>(); }
    void trigger(const char* id) {
        auto* action = m_window->findChild<QAction*>(QLatin1String(id));
        QVERIFY2(action, id);
        action->trigger();
    }
    void save() {
        QSignalSpy saved(&m_window->controller(), &DeploymentController::saved);
        trigger("save");
        QVERIFY(saved.wait());
    }

    QTemporaryDir m_home;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(JourneyTest)
#include "tst_journey.moc"
