// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/main_window.h"

#include "bridge/text.h"
#include "flow/flow_panel.h"
#include "shell/compare_dialog.h"
#include "shell/disk_bar.h"
#include "shell/dock.h"
#include "shell/progress_strip.h"
#include "shell/recent_projects.h"
#include "shell/run_bar.h"
#include "shell/start_page.h"
#include "shell/status_line.h"

#include <QDropEvent>
#include <QFileInfo>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>
#include <QUrl>
#include <QVBoxLayout>

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
    , m_follower(m_controller)
    , m_journal(m_controller, journalFolder())
    , m_controls(m_controller, m_monitor)
    , m_commands(this)
    , m_pages(new QStackedWidget(this))
    , m_startPage(new StartPage(m_commands, this))
    , m_workPage(new QWidget(this))
    , m_work(new QTabWidget(this))
    , m_runBar(new RunBar(m_controller, m_monitor, m_controls, m_commands, this))
    , m_flow(new FlowPanel(m_controller, m_monitor, m_selection, this))
    , m_status(new StatusLine(m_controller, m_monitor, *statusBar())) {
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setDockOptions(AllowNestedDocks | AllowTabbedDocks | AnimatedDocks);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_commands.fill(*menuBar());
    m_work->setObjectName(QStringLiteral("work"));
    m_work->setDocumentMode(true);
    m_work->setTabsClosable(true);
    m_work->setTabBarAutoHide(true);
    m_work->addTab(m_flow, tr("Flow"));
    m_work->tabBar()->setTabButton(0, QTabBar::RightSide, nullptr); // the home stays
    connect(m_work, &QTabWidget::tabCloseRequested, this, [this](int index) { delete m_work->widget(index); });
    m_pages->addWidget(m_startPage);
    auto* column = new QVBoxLayout(m_workPage);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* diskBar = new DiskBar(m_follower, m_workPage);
    connect(diskBar, &DiskBar::compareWanted, this,
            [this] { (new CompareDialog(m_controller, m_follower, this))->open(); });
    column->addWidget(diskBar);
    column->addWidget(m_work, 1);
    m_pages->addWidget(m_workPage);
    auto* centre = new QWidget(this);
    auto* layers = new QVBoxLayout(centre);
    layers->setContentsMargins(0, 0, 0, 0);
    layers->setSpacing(0);
    addStrips(*layers);
    layers->addWidget(m_pages, 1);
    setCentralWidget(centre);
    auto* bar = addToolBar(tr("Run"));
    bar->setObjectName(QStringLiteral("runToolBar"));
    bar->setMovable(false);
    bar->setFloatable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setStyleSheet(QStringLiteral("QToolBar { border: none; padding: 0; margin: 0; spacing: 0; }"));
    m_runBar->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    bar->addWidget(m_runBar);
    makeDocks();
    connectCommands();
    connectBridge();
    connectDisk();
    resize(1440, 900);
    m_usualWindows = saveState(kWindowsVersion);
    restoreWindows();
    showPage();
}

MainWindow::~MainWindow() {
    // Who looks goes before what is looked at.
    m_monitor.clear();
    const QObject* looked[]{&m_exporting, &m_controller, &m_controller.undoStack(), &m_follower, &m_monitor,
                            &m_selection, &m_controls};
    for (const QObject* each : looked) disconnect(each, nullptr, this, nullptr);
    delete centralWidget();
    delete m_runBar;
    qDeleteAll(m_docks);
}

void MainWindow::addStrips(QBoxLayout& column) {
    auto* opening = new ProgressStrip(QStringLiteral("openingStrip"), this);
    connect(&m_controller, &DeploymentController::loadingChanged, opening,
            [opening](bool busy) { opening->follow(busy, tr("Opening the project…")); });
    connect(opening, &ProgressStrip::cancelled, this, [this] {
        m_runsWhenOpen = false;
        m_resumes.reset();
        m_controller.cancelOpen();
    });
    auto* saving = new ProgressStrip(QStringLiteral("savingStrip"), this);
    connect(&m_controller, &DeploymentController::savingChanged, saving,
            [saving](bool busy) { saving->follow(busy, tr("Saving the project…")); });
    connect(saving, &ProgressStrip::cancelled, &m_controller, &DeploymentController::cancelSave);
    auto* exporting = new ProgressStrip(QStringLiteral("exportingStrip"), this);
    connect(&m_exporting, &JobRunner::busyChanged, exporting,
            [exporting](bool busy) { exporting->follow(busy, tr("Writing the picture…")); });
    connect(exporting, &ProgressStrip::cancelled, &m_exporting, &JobRunner::cancel);
    for (ProgressStrip* strip : {opening, saving, exporting}) column.addWidget(strip);
}

void MainWindow::connectBridge() {
    connect(&m_controller, &DeploymentController::opened, this, [this] {
        m_wantsStart = false;
        m_startPage->tell({});
        m_selection.clear();
        closeFiles();
        if (!m_controller.folder().empty()) rememberProject(m_controller.folder());
        const QString folder = text(m_controller.folder().string());
        rememberOpen(folder);
        showPage();
        m_flow->view().fit();
        m_flow->view().setFocus();
        if (const auto session = std::exchange(m_resumes, {}); session && session->project == folder) resume(*session);
        if (std::exchange(m_runsWhenOpen, false)) m_controls.run();
    });
    connect(&m_controller, &DeploymentController::closed, this, [this] {
        rememberOpen({});
        m_selection.clear();
        closeFiles();
        showPage();
    });
    connect(&m_controller, &DeploymentController::openFailed, this, [this](const QString& path, const QString& why) {
        forgetProject(path);
        m_wantsStart = true;
        m_runsWhenOpen = false;
        m_resumes.reset();
        m_startPage->tell(why);
        showPage();
    });
    connect(&m_controller, &DeploymentController::saved, this, [this] {
        rememberProject(m_controller.folder());
        // A save says nothing about scripts that came from elsewhere.
        if (m_controller.isBegunHere()) RunControls::trust(m_controller.folder());
        rememberOpen(text(m_controller.folder().string()));
        m_status->tell(tr("Saved"));
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
    connect(&m_controller, &DeploymentController::deploymentChanged, this, &MainWindow::showTitle);
    connect(&m_controller, &DeploymentController::modifiedChanged, this, &MainWindow::showTitle);
    connect(&m_monitor, &RunMonitor::stateChanged, this, &MainWindow::showCommands);
}

void MainWindow::connectDisk() {
    connect(&m_follower, &DiskFollower::taken, this, [this](const QStringList& files) {
        m_status->tell(files.size() == 1 ? tr("%1 changed on disk and was read again").arg(fileList(files))
                                         : tr("%1 changed on disk and were read again").arg(fileList(files)));
    });
    connect(&m_follower, &DiskFollower::gone, this, [this](const QStringList& files) {
        m_status->tell(files.size() == 1
                           ? tr("%1 is gone from the disk; a save writes it again").arg(fileList(files))
                           : tr("%1 are gone from the disk; a save writes them again").arg(fileList(files)));
    });
    connect(&m_follower, &DiskFollower::saveWaits, this, &MainWindow::askWhoseFiles);
}

void MainWindow::askWhoseFiles() {
    const QStringList files = m_follower.disputed();
    QMessageBox box(QMessageBox::NoIcon, tr("Write over what changed on disk?"),
                    tr("<b>Write over what changed on disk?</b><br><br>Something else has written %1 since it was "
                       "read here.")
                        .arg(fileList(files).toHtmlEscaped()),
                    QMessageBox::Cancel, this);
    box.setObjectName(QStringLiteral("overwrite"));
    const QAbstractButton* writes = box.addButton(tr("Write over it"), QMessageBox::DestructiveRole);
    const QAbstractButton* reloads =
        m_follower.canReload() ? box.addButton(tr("Reload"), QMessageBox::ActionRole) : nullptr;
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    // The question leaves time for the files to change once more: then it is another question.
    if (m_follower.disputed() != files) return;
    if (box.clickedButton() == writes) {
        m_follower.keepOurs();
        m_controller.save();
    } else if (reloads && box.clickedButton() == reloads) {
        m_follower.reload();
    }
}

void MainWindow::showTitle() {
    setWindowTitle(m_controller.isOpen() ? tr("%1[*] – Twinflow").arg(m_controller.title()) : tr("Twinflow"));
    setWindowModified(m_controller.isModified());
    showCommands();
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
    if (event->type() == QEvent::ActivationChange && isActiveWindow()) m_follower.look();
}

} // namespace twinflow::ui
