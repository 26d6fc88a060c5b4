// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/main_window.h"

#include "bridge/text.h"
#include "charts/chart_panel.h"
#include "flow/flow_panel.h"
#include "flow/service_palette.h"
#include "look/figures.h"
#include "panels/event_list.h"
#include "panels/history.h"
#include "panels/inspector.h"
#include "panels/ledger.h"
#include "panels/problems.h"
#include "panels/project_tree.h"
#include "panels/service_table.h"
#include "shell/dock.h"
#include "shell/recent_projects.h"
#include "shell/run_bar.h"
#include "shell/start_page.h"

#include <QCloseEvent>
#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
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
    const auto add = [this](const QString& title, const char* id, QWidget* content, bool titled,
                            Qt::DockWidgetArea area) {
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
    Dock* routes = addBelow(tr("Routes"), "dock-routes", routeTable(m_controller, m_monitor, m_selection, this));
    Dock* endpoints =
        addBelow(tr("Endpoints"), "dock-endpoints", endpointTable(m_controller, m_monitor, m_selection, this));
    m_ledgerDock = addBelow(tr("Ledger"), "dock-ledger", new Ledger(m_monitor, m_selection, this));
    auto* problems = new Problems(m_controller, m_selection, this);
    m_problemsDock = addBelow(tr("Problems"), "dock-problems", problems);
    Dock* history = addBelow(tr("History"), "dock-history", new History(m_controller, this));
    for (Dock* next : {events, routes, endpoints, m_ledgerDock, m_problemsDock, history})
        tabifyDockWidget(charts, next);
    charts->raise();
    resizeDocks({treeDock, paletteDock}, {430, 260}, Qt::Vertical);
    resizeDocks({treeDock, inspectorDock}, {200, 312}, Qt::Horizontal);
    resizeDocks({charts}, {236}, Qt::Vertical);
    connect(tree, &ProjectTree::fileActivated, this, [this](const QString& path) { openFile(path, 0, 0); });
    connect(m_inspector, &Inspector::fileActivated, this, [this](const QString& path) { openFile(path, 0, 0); });
    connect(m_inspector, &Inspector::mappingActivated, this, &MainWindow::openMapping);
    connect(problems, &Problems::fileActivated, this, &MainWindow::openFile);
    connect(&m_flow->scene(), &FlowScene::activated, this, &MainWindow::activate);
    connect(palette, &ServicePalette::addWanted, this, [this](int kind) { m_flow->scene().addService(kind, nullptr); });
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
        m_runsWhenOpen = false;
        m_startPage->tell(why);
        showPage();
    });
    connect(&m_controller, &DeploymentController::saved, this, [this] {
        rememberProject(m_controller.folder());
        // A save says nothing about scripts that came from elsewhere.
        if (m_controller.isBegunHere()) RunControls::trust(m_controller.folder());
        QSettings().setValue(QStringLiteral("session/project"), text(m_controller.folder().string()));
        statusBar()->showMessage(tr("Saved"), 3000);
    });
    connect(&m_controller, &DeploymentController::loadingChanged, this, [this](bool loading) {
        // What is typed now would be typed into the project that goes.
        m_pages->setEnabled(!loading);
        for (Dock* dock : m_docks) dock->setEnabled(!loading);
        showCommands();
    });
    connect(&m_journal, &RecoveryJournal::notWritten, this, [this](const QString& why) {
        if (std::exchange(m_toldNotKept, true)) return;
        QMessageBox::warning(this, tr("Unsaved changes are not kept"),
                             tr("A crash would lose your unsaved changes: save them yourself. %1").arg(why));
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
            const auto met = std::count_if(end->verdicts.begin(), end->verdicts.end(),
                                           [](const auto& verdict) { return verdict.met; });
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

void MainWindow::restoreWindows() {
    const QSettings settings;
    restoreGeometry(settings.value(QStringLiteral("windows/geometry")).toByteArray());
    restoreState(settings.value(QStringLiteral("windows/state")).toByteArray(), kWindowsVersion);
    // Before the start page hides them all: what was hidden the last time stays hidden.
    for (Dock* dock : m_docks) dock->setProperty("wanted", !dock->isHidden());
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!mayLeave()) return event->ignore();
    QSettings settings;
    settings.setValue(QStringLiteral("windows/geometry"), saveGeometry());
    if (m_pages->currentWidget() == m_work)
        settings.setValue(QStringLiteral("windows/state"), saveState(kWindowsVersion));
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
