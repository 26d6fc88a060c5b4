// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/main_window.h"

#include "bridge/file_edits.h"
#include "bridge/samples.h"
#include "bridge/text.h"
#include "charts/chart_panel.h"
#include "deployment/new_project.h"
#include "deployment/services.h"
#include "editors/file_editor.h"
#include "flow/flow_export.h"
#include "flow/flow_panel.h"
#include "flow/line_item.h"
#include "flow/service_palette.h"
#include "look/figures.h"
#include "look/marks.h"
#include "panels/event_list.h"
#include "panels/history.h"
#include "panels/inspector.h"
#include "panels/ledger.h"
#include "panels/problems.h"
#include "panels/project_tree.h"
#include "shell/command_palette.h"
#include "shell/dock.h"
#include "shell/recent_projects.h"
#include "shell/run_bar.h"
#include "shell/start_page.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>
#include <QUrl>

#include <algorithm>

namespace twinflow::ui {

namespace {

constexpr int kWindowsVersion = 1; // of saved layouts: another set of docks needs another number

QStringList foldersOf(const QMimeData& data) {
    QStringList folders;
    for (const QUrl& url : data.urls()) {
        const QFileInfo file(url.toLocalFile());
        if (file.isDir())
            folders << file.filePath();
        else if (file.fileName() == QStringLiteral("deployment.json"))
            folders << file.path();
    }
    return folders;
}

} // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent)
    , m_journal(m_controller, journalFolder())
    , m_controls(m_controller, m_monitor)
    , m_commands(this)
    , m_pages(new QStackedWidget(this))
    , m_startPage(new StartPage(m_commands, this))
    , m_work(new QTabWidget(this))
    , m_runBar(new RunBar(m_controller, m_monitor, m_controls, m_commands, this))
    , m_flow(new FlowPanel(m_controller, m_monitor, m_selection, this))
    , m_stateText(new QLabel(this))
    , m_findingsText(new QLabel(this))
    , m_paceText(new QLabel(this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setDockOptions(AllowNestedDocks | AllowTabbedDocks | AnimatedDocks);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_commands.fill(*menuBar());
    m_work->setDocumentMode(true);
    m_work->setTabsClosable(true);
    m_work->setTabBarAutoHide(true);
    m_work->addTab(m_flow, tr("Flow"));
    m_work->tabBar()->setTabButton(0, QTabBar::RightSide, nullptr); // the home stays
    connect(m_work, &QTabWidget::tabCloseRequested, this, [this](int index) { delete m_work->widget(index); });
    m_pages->addWidget(m_startPage);
    m_pages->addWidget(m_work);
    setCentralWidget(m_pages);
    auto* bar = addToolBar(tr("Run"));
    bar->setObjectName(QStringLiteral("runToolBar"));
    bar->setMovable(false);
    bar->setFloatable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setStyleSheet(QStringLiteral("QToolBar { border: none; padding: 0; margin: 0; spacing: 0; }"));
    m_runBar->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    bar->addWidget(m_runBar);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_stateText, 1);
    statusBar()->addPermanentWidget(m_paceText);
    statusBar()->addPermanentWidget(m_findingsText);
    makeDocks();
    connectCommands();
    connectBridge();
    resize(1440, 900);
    m_usualWindows = saveState(kWindowsVersion);
    restoreWindows();
    showPage();
    showState();
}

MainWindow::~MainWindow() {
    // Who looks goes before what is looked at.
    m_monitor.clear();
    const QObject* looked[]{&m_controller, &m_controller.undoStack(), &m_monitor, &m_selection, &m_controls};
    for (const QObject* each : looked) disconnect(each, nullptr, this, nullptr);
    delete m_pages;
    delete m_runBar;
    qDeleteAll(m_docks);
}

void MainWindow::makeDocks() {
    const auto add = [this](const QString& title, const char* id, QWidget* content, bool titled, Qt::DockWidgetArea area) {
        auto* dock = new Dock(title, QLatin1String(id), content, titled, this);
        addDockWidget(area, dock);
        m_docks.push_back(dock);
        m_commands.addToView(dock->toggleViewAction());
        return dock;
    };
    m_inspector = new Inspector(m_controller, m_monitor, m_selection, this);
    auto* tree = new ProjectTree(m_controller, m_selection, this);
    auto* palette = new ServicePalette(this);
    Dock* treeDock = add(tr("Deployment"), "dock-tree", tree, true, Qt::LeftDockWidgetArea);
    Dock* paletteDock = add(tr("Add"), "dock-palette", palette, true, Qt::LeftDockWidgetArea);
    Dock* inspectorDock = add(tr("Inspector"), "dock-inspector", m_inspector, true, Qt::RightDockWidgetArea);
    const auto addBelow = [&](const QString& title, const char* id, QWidget* content) {
        return add(title, id, content, false, Qt::BottomDockWidgetArea);
    };
    Dock* charts = addBelow(tr("Charts"), "dock-charts", new ChartPanel(m_monitor, this));
    Dock* events = addBelow(tr("Events"), "dock-events", new EventList(m_monitor, m_selection, this));
    m_ledgerDock = addBelow(tr("Ledger"), "dock-ledger", new Ledger(m_monitor, m_selection, this));
    auto* problems = new Problems(m_controller, m_selection, this);
    m_problemsDock = addBelow(tr("Problems"), "dock-problems", problems);
    Dock* history = addBelow(tr("History"), "dock-history", new History(m_controller, this));
    for (Dock* next : {events, m_ledgerDock, m_problemsDock, history}) tabifyDockWidget(charts, next);
    charts->raise();
    resizeDocks({treeDock, paletteDock}, {430, 260}, Qt::Vertical);
    resizeDocks({treeDock, inspectorDock}, {200, 312}, Qt::Horizontal);
    resizeDocks({charts}, {236}, Qt::Vertical);
    connect(tree, &ProjectTree::fileActivated, this, [this](const QString& path) { openFile(path, 0, 0); });
    connect(m_inspector, &Inspector::fileActivated, this, [this](const QString& path) { openFile(path, 0, 0); });
    connect(problems, &Problems::fileActivated, this, &MainWindow::openFile);
    connect(&m_flow->scene(), &FlowScene::activated, this, &MainWindow::activate);
    connect(palette, &ServicePalette::addWanted, this, [this](int kind) { m_flow->scene().addService(kind, nullptr); });
}

void MainWindow::connectCommands() {
    const auto on = [this](Command command, auto act) { connect(&m_commands[command], &QAction::triggered, this, act); };
    QUndoStack& undo = m_controller.undoStack();
    on(Command::newProject, [this] { newProject(); });
    on(Command::openProject, [this] { chooseProject(); });
    on(Command::startPage, [this] {
        m_wantsStart = m_pages->currentWidget() != m_startPage;
        showPage();
    });
    on(Command::save, [this] { m_controller.folder().empty() ? saveAs() : m_controller.save(); });
    on(Command::saveAs, [this] { saveAs(); });
    on(Command::exportPicture, [this] { exportPicture(); });
    on(Command::closeProject, [this] {
        if (mayLeave()) m_controller.close();
    });
    on(Command::quit, [this] { close(); });
    on(Command::undo, [&undo] { undo.undo(); });
    on(Command::redo, [&undo] { undo.redo(); });
    on(Command::duplicate, [this] { m_flow->scene().duplicateSelected(); });
    on(Command::remove, [this] { m_flow->scene().removeSelected(); });
    on(Command::rename, [this] { m_inspector->editName(); });
    on(Command::selectAll, [this] {
        std::vector<ServiceRef> all;
        for (const FlowNode& node : m_flow->scene().graph().nodes) all.push_back(node.ref);
        m_selection.set(std::move(all));
    });
    on(Command::run, [this] { m_controls.run(); });
    on(Command::pause, [this] { m_monitor.state() == RunMonitor::State::paused ? m_monitor.resume() : m_monitor.pause(); });
    on(Command::step, [this] { m_controls.step(); });
    on(Command::stop, [this] { m_monitor.stop(); });
    on(Command::faster, [this] { m_controls.setSpeed(m_controls.speed() + 1); });
    on(Command::slower, [this] {
        if (m_controls.speed() > 0) m_controls.setSpeed(m_controls.speed() - 1);
    });
    on(Command::zoomIn, [this] { m_flow->view().zoomIn(); });
    on(Command::zoomOut, [this] { m_flow->view().zoomOut(); });
    on(Command::zoomToLife, [this] { m_flow->view().zoomToLife(); });
    on(Command::zoomToFit, [this] { m_flow->view().fit(); });
    on(Command::arrange, [this] {
        m_flow->scene().arrange();
        m_flow->view().fit();
    });
    on(Command::commandPalette, [this] { showPalette(); });
    on(Command::openOutput, [this] {
        QDesktopServices::openUrl(QUrl::fromLocalFile(text(m_controls.outputFolder().string())));
    });
    on(Command::resetWindows, [this] { restoreState(m_usualWindows, kWindowsVersion); });
    on(Command::reducedMotion, [](bool reduced) {
        QSettings().setValue(QStringLiteral("reducedMotion"), reduced);
        LineItem::setReducedMotion(reduced);
    });
    on(Command::about, [this] {
        QMessageBox::about(this, tr("Twinflow"),
                           tr("<b>Twinflow %1</b><br>Runs a whole digital-twin deployment on this machine and says where every "
                              "event went.<br><br>GPL-3.0-or-later").arg(QApplication::applicationVersion()));
    });
    auto* themes = new QActionGroup(this);
    for (const Command command : {Command::themeSystem, Command::themeLight, Command::themeDark}) {
        themes->addAction(&m_commands[command]);
        const int choice = static_cast<int>(command) - static_cast<int>(Command::themeSystem);
        on(command, [this, choice] { chooseTheme(choice); });
    }
    const int theme = static_cast<int>(Theme::instance().choice());
    m_commands[static_cast<Command>(static_cast<int>(Command::themeSystem) + theme)].setChecked(true);
    const bool reduced = QSettings().value(QStringLiteral("reducedMotion"), false).toBool();
    m_commands[Command::reducedMotion].setChecked(reduced);
    LineItem::setReducedMotion(reduced);
    connect(&undo, &QUndoStack::indexChanged, this, &MainWindow::showCommands);
    connect(&m_selection, &Selection::changed, this, &MainWindow::showCommands);
    connect(m_runBar, &RunBar::ledgerWanted, this, [this] {
        if (!m_ledgerDock) return;
        m_ledgerDock->show();
        m_ledgerDock->raise();
    });
    connect(&m_flow->view(), &FlowView::contextMenuWanted, this, &MainWindow::showContextMenu);
    connect(m_startPage, &StartPage::sampleWanted, this, &MainWindow::openSample);
    connect(m_startPage, &StartPage::projectWanted, this, &MainWindow::openProject);
    m_controls.setAskTrust([this](const QString& folder) {
        QMessageBox box(QMessageBox::NoIcon, tr("Run scripts of this project?"),
                        tr("<b>Run scripts of this project?</b><br><br>The project in %1 has scripts. A run executes them, without files and network, but with your "
                           "machine's time and memory.").arg(QDir::toNativeSeparators(folder)),
                        QMessageBox::Cancel, this);
        const QAbstractButton* trusts = box.addButton(tr("Trust this folder"), QMessageBox::AcceptRole);
        box.exec();
        return box.clickedButton() == trusts;
    });
}

void MainWindow::connectBridge() {
    connect(&m_controller, &DeploymentController::opened, this, [this] {
        m_wantsStart = false;
        m_startPage->tell({});
        m_selection.clear();
        closeFiles();
        if (!m_controller.folder().empty()) rememberProject(m_controller.folder());
        QSettings().setValue(QStringLiteral("session/project"), text(m_controller.folder().string()));
        showPage();
        m_flow->view().fit();
        m_flow->view().setFocus();
        if (std::exchange(m_runsWhenOpen, false)) m_controls.run();
    });
    connect(&m_controller, &DeploymentController::closed, this, [this] {
        QSettings().remove(QStringLiteral("session/project"));
        m_selection.clear();
        closeFiles();
        showPage();
    });
    connect(&m_controller, &DeploymentController::openFailed, this, [this](const QString& path, const QString& why) {
        forgetProject(path);
        m_wantsStart = true;
        m_startPage->tell(why);
        showPage();
    });
    connect(&m_controller, &DeploymentController::saved, this, [this] {
        rememberProject(m_controller.folder());
        RunControls::trust(m_controller.folder());
        QSettings().setValue(QStringLiteral("session/project"), text(m_controller.folder().string()));
        statusBar()->showMessage(tr("Saved"), 3000);
    });
    connect(&m_controller, &DeploymentController::saveFailed, this,
            [this](const QString& why) { QMessageBox::warning(this, tr("Not saved"), why); });
    connect(&m_controller, &DeploymentController::deploymentChanged, this, &MainWindow::showState);
    connect(&m_controller, &DeploymentController::modifiedChanged, this, &MainWindow::showState);
    connect(&m_controller, &DeploymentController::findingsChanged, this, &MainWindow::showState);
    connect(&m_monitor, &RunMonitor::stateChanged, this, &MainWindow::showState);
    connect(&m_monitor, &RunMonitor::advanced, this, [this] {
        const double pace = m_monitor.paceFactor();
        m_paceText->setText(m_monitor.state() == RunMonitor::State::running && pace > 0
                                ? tr("%1 × real time").arg(shortNumber(pace))
                                : QString());
    });
}

void MainWindow::showPage() {
    const bool works = m_controller.isOpen() && !m_wantsStart;
    if (!works) m_startPage->refresh();
    m_pages->setCurrentWidget(works ? m_work : static_cast<QWidget*>(m_startPage));
    for (Dock* dock : m_docks) {
        // A dock that somebody hid stays hidden.
        const bool wasShown = dock->property("wanted").toBool();
        if (!works && m_pages->property("works").toBool()) dock->setProperty("wanted", !dock->isHidden());
        if (works && !m_pages->property("works").toBool())
            dock->setVisible(dock->property("wanted").isNull() || wasShown);
        else if (!works)
            dock->hide();
        dock->toggleViewAction()->setEnabled(works);
    }
    m_pages->setProperty("works", works);
    for (QToolBar* bar : findChildren<QToolBar*>()) bar->setVisible(works);
    statusBar()->setVisible(works);
    showState();
}

void MainWindow::showState() {
    using State = RunMonitor::State;
    setWindowTitle(m_controller.isOpen() ? tr("%1[*] – Twinflow").arg(m_controller.title()) : tr("Twinflow"));
    setWindowModified(m_controller.isModified());
    QString state;
    switch (m_monitor.state()) {
    case State::idle:
        state = m_controller.isOpen() ? tr("Ready. F5 runs the scenario.") : QString();
        break;
    case State::compiling:
        state = tr("Starting the run…");
        break;
    case State::running:
        state = tr("Running");
        break;
    case State::paused:
        state = tr("Paused");
        break;
    case State::stopped:
        state = tr("Stopped by hand");
        break;
    case State::refused:
        state = text(m_monitor.refusal().what) + u' ' + text(m_monitor.refusal().hint);
        break;
    case State::finished: {
        const RunEnd* end = m_monitor.end();
        if (end && end->failure) {
            state = text(end->failure->what);
        } else if (end && !end->verdicts.empty()) {
            const auto met = std::count_if(end->verdicts.begin(), end->verdicts.end(), [](const auto& verdict) { return verdict.met; });
            state = tr("Finished. %1 of %2 expectations met.").arg(met).arg(end->verdicts.size());
        } else {
            state = tr("Finished");
        }
        break;
    }
    }
    m_stateText->setText(state);
    m_stateText->setProperty("role", m_monitor.state() == State::refused ? QStringLiteral("error") : QString());
    m_stateText->setStyleSheet(m_stateText->styleSheet());
    std::size_t errors = 0;
    std::size_t warnings = 0;
    for (const auto& finding : m_controller.findings()) {
        if (finding.error.severity == Severity::error) ++errors;
        if (finding.error.severity == Severity::warning) ++warnings;
    }
    QStringList found;
    if (errors > 0) found << (errors == 1 ? tr("1 error") : tr("%1 errors").arg(errors));
    if (warnings > 0) found << (warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(warnings));
    m_findingsText->setText(found.isEmpty() ? tr("No problems") : found.join(QStringLiteral(", ")));
    showCommands();
}

void MainWindow::showCommands() {
    const bool open = m_controller.isOpen() && m_pages->currentWidget() == m_work;
    const bool live = m_monitor.isLive();
    const bool hasSelection = !m_selection.all().empty();
    QUndoStack& undo = m_controller.undoStack();
    m_commands[Command::undo].setEnabled(open && undo.canUndo());
    m_commands[Command::redo].setEnabled(open && undo.canRedo());
    m_commands[Command::undo].setText(undo.canUndo() ? tr("&Undo: %1").arg(undo.undoText()) : tr("&Undo"));
    m_commands[Command::redo].setText(undo.canRedo() ? tr("&Redo: %1").arg(undo.redoText()) : tr("&Redo"));
    m_commands[Command::save].setEnabled(open && (m_controller.isModified() || m_controller.folder().empty()));
    for (const Command command : {Command::saveAs, Command::exportPicture, Command::closeProject, Command::openOutput, Command::selectAll,
                                  Command::run, Command::step, Command::zoomIn, Command::zoomOut, Command::zoomToLife,
                                  Command::zoomToFit, Command::arrange})
        m_commands[command].setEnabled(open);
    for (const Command command : {Command::duplicate, Command::remove}) m_commands[command].setEnabled(open && hasSelection);
    m_commands[Command::rename].setEnabled(open && !m_selection.single().isNone());
    m_commands[Command::pause].setEnabled(open && live);
    m_commands[Command::stop].setEnabled(open && live);
}

bool MainWindow::mayLeave() {
    if (!m_controller.isModified() || !m_asks) return true;
    const auto answer = QMessageBox::question(
        this, tr("Save the changes?"), tr("%1 has changes that are not saved.").arg(m_controller.title()),
        QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Save);
    if (answer == QMessageBox::Save) {
        QEventLoop loop; // the window stays alive while the job saves
        bool done = false;
        connect(&m_controller, &DeploymentController::saved, &loop, [&] {
            done = true;
            loop.quit();
        });
        connect(&m_controller, &DeploymentController::saveFailed, &loop, &QEventLoop::quit);
        m_commands[Command::save].trigger();
        if (m_controller.isSaving()) loop.exec();
        return done;
    }
    return answer == QMessageBox::Discard;
}

void MainWindow::openProject(const QString& folder) {
    if (mayLeave()) m_controller.open(std::filesystem::path(utf8(folder)));
}

void MainWindow::openSample(const QString& name) {
    if (!mayLeave()) return;
    const std::filesystem::path folder = samplesFolder() / utf8(name);
    std::error_code ignored;
    if (!std::filesystem::exists(folder / "deployment.json", ignored)) {
        if (const auto written = writeSample(name, folder); !written) {
            m_startPage->tell(text(written.error().what));
            return;
        }
    }
    RunControls::trust(folder);
    m_runsWhenOpen = true; // a sample is there to be seen moving
    m_controller.open(folder);
}

void MainWindow::restoreProject() {
    for (const LeftBehind& left : RecoveryJournal::leftBehind(journalFolder())) {
        QMessageBox box(QMessageBox::NoIcon, tr("Recover unsaved changes?"),
                        tr("<b>Recover unsaved changes?</b><br><br>%1 had changes that were not saved when Twinflow ended the last time.")
                            .arg(text(left.title).toHtmlEscaped()),
                        QMessageBox::Discard, this);
        const QPushButton* recovers = box.addButton(tr("Recover"), QMessageBox::AcceptRole);
        box.setDefaultButton(qobject_cast<QPushButton*>(box.buttons().back()));
        box.exec();
        if (box.clickedButton() == recovers) return m_journal.recover(left);
        RecoveryJournal::discard(left);
    }
    const QString folder = QSettings().value(QStringLiteral("session/project")).toString();
    if (!folder.isEmpty() && QFileInfo::exists(folder + QStringLiteral("/deployment.json"))) openProject(folder);
}

void MainWindow::openFile(const QString& path, int line, int column) {
    if (!findProjectFile(m_controller.deployment(), utf8(path))) return;
    for (int i = 0; i < m_work->count(); ++i) {
        auto* editor = qobject_cast<FileEditor*>(m_work->widget(i));
        if (!editor || editor->path() != path) continue;
        m_work->setCurrentIndex(i);
        if (line > 0) editor->goTo(line, column);
        return;
    }
    auto* editor = new FileEditor(m_controller, path, m_work);
    connect(editor, &FileEditor::gone, editor, &QObject::deleteLater);
    m_work->setCurrentIndex(m_work->addTab(editor, path.section(u'/', -1)));
    m_work->setTabToolTip(m_work->currentIndex(), path);
    if (line > 0) editor->goTo(line, column);
}

void MainWindow::closeFiles() {
    while (m_work->count() > 1) delete m_work->widget(1);
}

void MainWindow::activate(const ServiceRef& ref) {
    const auto* function = ref.kind == RefKind::function ? deployment::findFunction(m_controller.deployment(), ref.name) : nullptr;
    if (function && function->kind == functions::FunctionKind::script)
        openFile(text(function->file), 0, 0);
    else
        m_inspector->editName();
}

void MainWindow::newProject() {
    if (!mayLeave()) return;
    bool accepted = false;
    const QString name = QInputDialog::getText(this, tr("New project"), tr("What is it called?"), QLineEdit::Normal,
                                               tr("My deployment"), &accepted);
    if (accepted) m_controller.begin(deployment::newProject(utf8(name.trimmed())));
}

void MainWindow::chooseProject() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Open the folder of a project"));
    if (!folder.isEmpty()) openProject(folder);
}

void MainWindow::saveAs() {
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Save into an empty or new folder"));
    if (!folder.isEmpty()) m_controller.saveAs(std::filesystem::path(utf8(folder)));
}

void MainWindow::exportPicture() {
    const QString path = QFileDialog::getSaveFileName(this, tr("Export the picture"), m_controller.title() + QStringLiteral(".png"),
                                                      tr("Pictures (*.png *.svg *.pdf)"));
    if (path.isEmpty()) return;
    m_selection.clear();
    if (const auto written = ui::exportPicture(m_flow->scene(), path); !written) QMessageBox::warning(this, tr("Not exported"), text(written.error().what));
}

void MainWindow::showPalette() {
    std::vector<CommandPalette::Entry> entries;
    for (QAction* action : m_commands.all()) {
        if (action == &m_commands[Command::commandPalette]) continue;
        entries.push_back({action->text().remove(u'&').remove(QStringLiteral("…")), tr("command"),
                           action->shortcut().toString(QKeySequence::NativeText), action->icon(), action->isEnabled(),
                           [action] { action->trigger(); }});
    }
    if (m_pages->currentWidget() == m_work) {
        for (const FlowNode& node : m_flow->scene().graph().nodes) {
            entries.push_back({node.title, node.subtitle, {}, hueIcon(node.hue), true, [this, ref = node.ref] {
                                   m_selection.select(ref);
                                   Q_EMIT m_selection.revealed(ref);
                               }});
        }
        for (const auto& scenario : m_controller.deployment().scenarios) {
            entries.push_back({text(scenario.title.empty() ? scenario.name : scenario.title), tr("run this scenario"), {}, glyphIcon(Glyph::run),
                               true, [this, name = scenario.name] {
                                   m_controls.setScenario(name);
                                   m_monitor.stop();
                                   m_controls.run();
                               }});
        }
    }
    for (Sample& sample : samples()) {
        entries.push_back({text(sample.deployment.name), tr("open sample"), {}, glyphIcon(Glyph::folder), true,
                           [this, name = sample.name] { openSample(name); }});
    }
    (new CommandPalette(std::move(entries), this))->show();
}

void MainWindow::showContextMenu(QPoint at) {
    QMenu menu(this);
    if (!m_selection.all().empty()) {
        for (const Command command : {Command::rename, Command::duplicate, Command::remove}) menu.addAction(&m_commands[command]);
        menu.addSeparator();
    }
    for (const Command command : {Command::selectAll, Command::arrange, Command::zoomToFit, Command::exportPicture})
        menu.addAction(&m_commands[command]);
    menu.exec(at);
}

void MainWindow::chooseTheme(int choice) {
    QSettings().setValue(QStringLiteral("theme"), choice);
    Theme::instance().choose(static_cast<ThemeChoice>(choice));
}

void MainWindow::restoreWindows() {
    const QSettings settings;
    restoreGeometry(settings.value(QStringLiteral("windows/geometry")).toByteArray());
    restoreState(settings.value(QStringLiteral("windows/state")).toByteArray(), kWindowsVersion);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!mayLeave()) return event->ignore();
    QSettings settings;
    settings.setValue(QStringLiteral("windows/geometry"), saveGeometry());
    if (m_pages->currentWidget() == m_work) settings.setValue(QStringLiteral("windows/state"), saveState(kWindowsVersion));
    m_monitor.clear();
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!foldersOf(*event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QStringList folders = foldersOf(*event->mimeData());
    if (!folders.isEmpty()) openProject(folders.front());
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) m_monitor.setVisible(!isMinimized());
}

} // namespace twinflow::ui
