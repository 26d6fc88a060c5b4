// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window around the picture: files that others write, what comes back at the next start, keys, long work.
#include "base/file.h"
#include "bridge/samples.h"
#include "editors/file_editor.h"
#include "flow/flow_panel.h"
#include "look/tokens.h"
#include "shell/main_window.h"
#include "support.h"

#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSemaphore>
#include <QSettings>
#include <QStatusBar>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QThreadPool>
#include <QTreeWidget>

#include <optional>

using namespace twinflow;
using namespace twinflow::ui;
namespace fs = std::filesystem;

class ShellTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QApplication::setOrganizationName(QStringLiteral("Twinflow"));
        QApplication::setApplicationName(QStringLiteral("shell"));
        qputenv("XDG_DATA_HOME", m_home.filePath(QStringLiteral("data")).toUtf8());
        qputenv("XDG_CACHE_HOME", m_home.filePath(QStringLiteral("cache")).toUtf8());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_home.filePath(QStringLiteral("config")));
        Theme::instance().apply();
    }

    void init() {
        QSettings().clear();
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = fs::path(m_folder->path().toStdString()) / "project";
        TF_OK(writeSample(QStringLiteral("smart-building"), m_project));
        openWindow();
    }

    void cleanup() { m_window.reset(); }

    void whatOthersWriteIsSaidAndEverythingStaysInItsPlace() {
        open();
        const ServiceRef route{RefKind::route, "all-changes"};
        RunControls::trust(m_project);
        trigger("run");
        QTRY_COMPARE(m_window->monitor().state(), RunMonitor::State::running);
        m_window->selection().select(route);
        m_window->flow().view().zoom(1.4, {300, 200});
        const QTransform zoomed = m_window->flow().view().viewportTransform();
        writeOver("\"Smart building\"", "\"Smarter building\"");
        QTRY_COMPARE(m_window->statusBar()->currentMessage(),
                     QStringLiteral("deployment.json changed on disk and was read again"));
        QVERIFY(m_window->windowTitle().startsWith(QStringLiteral("Smarter building")));
        QVERIFY(!m_window->isWindowModified());
        QVERIFY(m_window->selection().single() == route);
        QCOMPARE(m_window->flow().view().viewportTransform(), zoomed);
        QVERIFY(m_window->monitor().isLive());
        QTRY_VERIFY(m_window->monitor().deployment() == m_window->controller().shared()); // the run goes on by it
    }

    void aQuietBarOffersTheWaysOut() {
        open();
        name("Ours");
        QVERIFY(!bar().isVisible());
        writeOver("\"Smart building\"", "\"Theirs\"");
        QTRY_VERIFY(bar().isVisible());
        QVERIFY(QApplication::activeModalWidget() == nullptr);
        QVERIFY(bar()
                    .findChild<QLabel*>(QStringLiteral("diskWhat"))
                    ->text()
                    .startsWith(QStringLiteral("deployment.json changed on disk")));

        QTest::mouseClick(button("diskCompare"), Qt::LeftButton);
        auto* compared = m_window->findChild<QPlainTextEdit*>(QStringLiteral("deployment.json"));
        QVERIFY(compared);
        QVERIFY(compared->toPlainText().contains(QStringLiteral("+   \"name\": \"Ours\"")));
        QVERIFY(compared->toPlainText().contains(QChar(0x2212) + QStringLiteral("   \"name\": \"Theirs\"")));
        delete compared->window();

        QTest::mouseClick(button("diskKeep"), Qt::LeftButton);
        QVERIFY(!bar().isVisible());
        TF_COMPARE(m_window->controller().deployment().name, "Ours");
        writeOver("\"Theirs\"", "\"Theirs again\"");
        QTRY_VERIFY(bar().isVisible());
        QTest::mouseClick(button("diskReload"), Qt::LeftButton);
        QVERIFY(!bar().isVisible());
        TF_COMPARE(m_window->controller().deployment().name, "Theirs again");
        trigger("undo");
        TF_COMPARE(m_window->controller().deployment().name, "Ours");
    }

    void aSaveAsksBeforeItWritesOver() {
        open();
        name("Ours");
        writeOver("\"Smart building\"", "\"Theirs\"");
        answer("overwrite", QStringLiteral("Cancel"));
        trigger("save");
        QTRY_VERIFY(m_answered);
        QVERIFY(saved().find("\"Theirs\"") != std::string::npos);
        QVERIFY(m_window->isWindowModified());
        answer("overwrite", QStringLiteral("Write over it"));
        trigger("save");
        QTRY_VERIFY(m_answered);
        QTRY_VERIFY(!m_window->isWindowModified());
        QVERIFY(saved().find("\"Ours\"") != std::string::npos);
        QVERIFY(!bar().isVisible());
    }

    void theNextStartIsAsTheLastEnd() {
        open();
        trigger("restore-session"); // off
        trigger("restore-session"); // and on again
        for (const char* path : {"functions/ingest.js", "functions/to-map.js"}) openScript(path);
        auto* script = m_window->findChild<FileEditor*>();
        script->goBack(700, 5);
        const int top = script->topLine();
        QVERIFY(top > 0);
        tabs().setCurrentIndex(1);
        FlowView& view = m_window->flow().view();
        view.lookAt(1.5, {300, 200});
        const QTransform seen = view.viewportTransform();
        dock("dock-events").hide();
        dock("dock-ledger").raise();
        QVERIFY(m_window->close());
        m_window.reset();

        openWindow();
        m_window->restoreProject();
        QTRY_VERIFY(m_window->controller().isOpen());
        QCOMPARE(tabs().count(), 3);
        QCOMPARE(tabs().currentIndex(), 1);
        const auto* again = qobject_cast<FileEditor*>(tabs().currentWidget());
        QCOMPARE(again->path(), QStringLiteral("functions/ingest.js"));
        QCOMPARE(again->caret(), 700);
        QCOMPARE(again->topLine(), top);
        tabs().setCurrentIndex(0);
        QCOMPARE(m_window->flow().view().viewportTransform(), seen);
        QVERIFY(dock("dock-events").isHidden());
        QVERIFY(!dock("dock-ledger").visibleRegion().isEmpty());
        // A start runs nothing by itself.
        QCOMPARE(m_window->monitor().state(), RunMonitor::State::idle);
    }

    void aSessionThatIsNotWantedStaysAway() {
        open();
        trigger("restore-session");
        QVERIFY(m_window->close());
        m_window.reset();
        openWindow();
        m_window->restoreProject();
        QVERIFY(!m_window->controller().isLoading());
        QVERIFY(!m_window->controller().isOpen());
    }

    void aFileThatIsGoneMeanwhileIsNotOpened() {
        open();
        for (const char* path : {"functions/ingest.js", "functions/to-map.js"}) openScript(path);
        QVERIFY(m_window->close());
        m_window.reset();
        fs::remove(m_project / "functions/ingest.js");
        openWindow();
        m_window->restoreProject();
        QTRY_VERIFY(m_window->controller().isOpen());
        QCOMPARE(tabs().count(), 2);
    }

    void keysAreEverybodysOwn() {
        open();
        openShortcuts();
        choose("Save");
        QTest::keyClick(keys(), Qt::Key_F8, Qt::ControlModifier);
        QCOMPARE(action("save").shortcut(), QKeySequence(QStringLiteral("Ctrl+F8")));
        m_window->findChild<QDialog*>(QStringLiteral("shortcutsDialog"))->close();
        // They hold at once, and the old ones no longer do.
        QSignalSpy triggered(&action("save"), &QAction::triggered);
        QTest::keyClick(m_window.get(), Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(triggered.size(), 0);
        QTest::keyClick(m_window.get(), Qt::Key_F8, Qt::ControlModifier);
        QCOMPARE(triggered.size(), 1);
        // And the next time.
        m_window.reset();
        openWindow();
        QCOMPARE(action("save").shortcut(), QKeySequence(QStringLiteral("Ctrl+F8")));
        openShortcuts();
        QTest::mouseClick(button("shortcutsReset"), Qt::LeftButton);
        QCOMPARE(action("save").shortcut(), QKeySequence(QStringLiteral("Ctrl+S")));
        QVERIFY(!QSettings().contains(QStringLiteral("shortcuts/save")));
    }

    void keysThatAreTakenAreNotTakenInSilence() {
        openShortcuts();
        choose("Run");
        QTest::keyClick(keys(), Qt::Key_S, Qt::ControlModifier);
        QCOMPARE(action("run").shortcut(), QKeySequence(Qt::Key_F5)); // until it is decided
        QVERIFY(
            m_window->findChild<QLabel*>(QStringLiteral("shortcutsConflict"))->text().contains(QStringLiteral("Save")));
        QTest::mouseClick(button("shortcutsTake"), Qt::LeftButton);
        QCOMPARE(action("run").shortcut(), QKeySequence(QStringLiteral("Ctrl+S")));
        QVERIFY(action("save").shortcuts().isEmpty());
        QVERIFY(!button("shortcutsTake")->isVisible());
        // Back to the usual keys of one: these are others' by now.
        choose("Save");
        QTest::mouseClick(button("shortcutsUsual"), Qt::LeftButton);
        QVERIFY(action("save").shortcuts().isEmpty());
        QTest::mouseClick(button("shortcutsTake"), Qt::LeftButton);
        QCOMPARE(action("save").shortcut(), QKeySequence(QStringLiteral("Ctrl+S")));
        QVERIFY(action("run").shortcuts().isEmpty());
        choose("Zoom in"); // has two, and gets both again
        QTest::mouseClick(button("shortcutsNone"), Qt::LeftButton);
        QVERIFY(action("zoom-in").shortcuts().isEmpty());
        QTest::keyClick(keys(), Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(action("zoom-in").shortcuts().size(), 2);
    }

    void everyCommandIsInTheListOfKeys() {
        openShortcuts();
        auto& list = *m_window->findChild<QTreeWidget*>(QStringLiteral("shortcutsList"));
        QCOMPARE(list.topLevelItemCount(), int(m_window->commands().all().size()));
        QSet<QString> titles;
        for (int row = 0; row < list.topLevelItemCount(); ++row) titles << list.topLevelItem(row)->text(0);
        QCOMPARE(titles.size(), list.topLevelItemCount());
        // By letters, and by keys.
        for (const auto& [words, title] : {std::pair{"palet", "Command palette"}, std::pair{"shift+f5", "Stop"}}) {
            auto* search = m_window->findChild<QLineEdit*>(QStringLiteral("shortcutsSearch"));
            search->clear();
            QTest::keyClicks(search, QLatin1String(words));
            QCOMPARE(list.currentItem()->text(0), QLatin1String(title));
            int shown = 0;
            for (int row = 0; row < list.topLevelItemCount(); ++row)
                shown += list.topLevelItem(row)->isHidden() ? 0 : 1;
            QCOMPARE(shown, 1);
        }
    }

    void noTwoCommandsHaveTheSameUsualKeys() {
        for (const QAction* each : m_window->commands().all()) {
            for (const QKeySequence& stroke : each->shortcuts())
                QVERIFY2(!m_window->commands().commandedBy(stroke, each), qPrintable(stroke.toString()));
        }
    }

    void openingCanBeCancelled() {
        HeldPool held;
        m_window->openProject(QString::fromStdString(m_project.string()));
        QVERIFY(!strip("openingStrip").isVisible()); // not for a moment
        QTRY_VERIFY(strip("openingStrip").isVisible());
        QTest::mouseClick(strip("openingStrip").findChild<QPushButton*>(), Qt::LeftButton);
        QVERIFY(!strip("openingStrip").isVisible());
        QVERIFY(!m_window->controller().isLoading());
        held.release();
        JobRunner::pool().waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(!m_window->controller().isOpen());
        open(); // and the next one opens
        QVERIFY(!strip("openingStrip").isVisible());
    }

    void aWindowThatSavesWhileASaveRunsCloses() {
        open();
        HeldPool held;
        name("Ours");
        trigger("save");
        name("Ours, later");
        m_window->setAsksBeforeClosing(true);
        answer("", QStringLiteral("Save"));
        QTimer answered;
        QObject::connect(&answered, &QTimer::timeout, &answered, [&] {
            if (m_answered) held.release();
        });
        answered.start(10);
        // The second save is held until the window has heard that the first one is over.
        std::optional<HeldPool> again;
        QObject::connect(&m_window->controller(), &DeploymentController::savingChanged, &answered, [&](bool saving) {
            if (!saving || again) return;
            again.emplace();
            QMetaObject::invokeMethod(
                &answered, [&] { again->release(); }, Qt::QueuedConnection);
        });
        QVERIFY(m_window->close());
        QVERIFY(again);
        QVERIFY(saved().find("\"Ours, later\"") != std::string::npos);
    }

    void aSaveThatIsCancelledWritesNothing() {
        open();
        QTRY_VERIFY(!m_window->controller().isChecking());
        const std::string before = saved();
        name("Ours");
        HeldPool held;
        trigger("save");
        QTRY_VERIFY(strip("savingStrip").isVisible());
        QTest::mouseClick(strip("savingStrip").findChild<QPushButton*>(), Qt::LeftButton);
        held.release();
        QTRY_VERIFY(!m_window->controller().isSaving());
        QVERIFY(!strip("savingStrip").isVisible());
        TF_COMPARE(saved(), before);
        QVERIFY(m_window->isWindowModified());
        trigger("save");
        QTRY_VERIFY(!m_window->isWindowModified());
    }

private:
    /// No job begins before it is released.
    struct HeldPool {
        HeldPool() {
            QThreadPool& pool = JobRunner::pool();
            pool.waitForDone();
            for (int i = 0; i < pool.maxThreadCount(); ++i) {
                pool.start([gate = m_gate, begun = m_begun] {
                    begun->release();
                    gate->acquire();
                });
            }
            m_begun->acquire(pool.maxThreadCount());
        }
        ~HeldPool() { release(); }
        void release() {
            if (!std::exchange(m_isReleased, true)) m_gate->release(JobRunner::pool().maxThreadCount());
        }

    private:
        std::shared_ptr<QSemaphore> m_gate = std::make_shared<QSemaphore>();
        std::shared_ptr<QSemaphore> m_begun = std::make_shared<QSemaphore>();
        bool m_isReleased = false;
    };

    QWidget& strip(const char* id) { return *m_window->findChild<QWidget*>(QLatin1String(id)); }
    void openShortcuts() { trigger("shortcuts"); }
    void choose(const char* title) {
        auto* list = m_window->findChild<QTreeWidget*>(QStringLiteral("shortcutsList"));
        list->setCurrentItem(list->findItems(QLatin1String(title), Qt::MatchExactly).front());
    }
    QWidget* keys() { return m_window->findChild<QWidget*>(QStringLiteral("shortcutsKeys")); }
    QAction& action(const char* id) { return *m_window->findChild<QAction*>(QLatin1String(id)); }
    void openScript(const char* path) {
        for (const auto& function : m_window->controller().deployment().functions) {
            if (function.file == path) Q_EMIT m_window->flow().scene().activated({RefKind::function, function.name});
        }
    }
    QTabWidget& tabs() { return *m_window->findChild<QTabWidget*>(QStringLiteral("work")); }
    QDockWidget& dock(const char* id) { return *m_window->findChild<QDockWidget*>(QLatin1String(id)); }
    void openWindow() {
        m_window = std::make_unique<MainWindow>();
        m_window->setAsksBeforeClosing(false);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    void open() {
        m_window->openProject(QString::fromStdString(m_project.string()));
        QTRY_VERIFY(m_window->controller().isOpen());
    }
    void trigger(const char* id) {
        auto* action = m_window->findChild<QAction*>(QLatin1String(id));
        QVERIFY2(action, id);
        action->trigger();
    }
    void name(const std::string& text) {
        m_window->controller().edit(QStringLiteral("name"), [&](auto& deployment) { deployment.name = text; });
    }
    std::string saved() const { return readFile(m_project / "deployment.json").value(); }
    void writeOver(const std::string& old, const std::string& fresh) const {
        std::string bytes = saved();
        const std::size_t at = bytes.find(old);
        QVERIFY(at != std::string::npos);
        TF_OK(writeFile(m_project / "deployment.json", bytes.replace(at, old.size(), fresh)));
    }
    QWidget& bar() { return *m_window->findChild<QWidget*>(QStringLiteral("diskBar")); }
    QPushButton* button(const char* id) { return m_window->findChild<QPushButton*>(QLatin1String(id)); }
    /// Presses a button of a message box as soon as that is there.
    void answer(const char* box, const QString& words) {
        m_answered = false;
        auto* timer = new QTimer(m_window.get());
        QObject::connect(timer, &QTimer::timeout, m_window.get(), [this, timer, box, words] {
            const auto* asked = m_window->findChild<QMessageBox*>(QLatin1String(box));
            if (!asked || !asked->isVisible()) return;
            timer->deleteLater();
            for (QAbstractButton* each : asked->buttons()) {
                if (each->text().remove(u'&') != words) continue;
                m_answered = true;
                each->click();
                return;
            }
        });
        timer->start(10);
    }

    QTemporaryDir m_home;
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_project;
    std::unique_ptr<MainWindow> m_window;
    bool m_answered = false;
};

QTEST_MAIN(ShellTest)
#include "tst_shell.moc"
