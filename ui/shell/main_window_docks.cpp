// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The docks around the picture, and which page of the window is seen.
#include "charts/chart_panel.h"
#include "flow/flow_panel.h"
#include "flow/service_palette.h"
#include "panels/event_list.h"
#include "panels/history.h"
#include "panels/inspector.h"
#include "panels/ledger.h"
#include "panels/problems.h"
#include "panels/project_tree.h"
#include "panels/service_table.h"
#include "shell/dock.h"
#include "shell/main_window.h"
#include "shell/start_page.h"

#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>

namespace twinflow::ui {

void MainWindow::makeDocks() {
    const auto add = [this](const QString& title, const char* id, QWidget* content, bool titled,
                            Qt::DockWidgetArea area) {
        auto* dock = new Dock(title, QLatin1String(id), content, titled, this);
        addDockWidget(area, dock);
        m_docks.push_back(dock);
        m_commands.addToView(dock->toggleViewAction(), QStringLiteral("show-") + QLatin1String(id));
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

void MainWindow::showPage() {
    const bool works = m_controller.isOpen() && !m_wantsStart;
    if (!works) m_startPage->refresh();
    const bool worked = m_pages->currentWidget() == m_workPage;
    if (worked && !works) m_windows = windows();
    m_pages->setCurrentWidget(works ? m_workPage : static_cast<QWidget*>(m_startPage));
    // All docks as they were left: what was hidden stays hidden, and the tab that was in front is in front.
    if (works && !worked) restoreState(m_windows, kWindowsVersion);
    for (Dock* dock : m_docks) {
        if (!works) dock->hide();
        dock->toggleViewAction()->setEnabled(works);
    }
    for (QToolBar* bar : findChildren<QToolBar*>()) bar->setVisible(works);
    statusBar()->setVisible(works);
    showTitle();
}

QByteArray MainWindow::windows() const {
    return m_pages->currentWidget() == m_workPage ? saveState(kWindowsVersion) : m_windows;
}

void MainWindow::restoreWindows() {
    const QSettings settings;
    restoreGeometry(settings.value(QStringLiteral("windows/geometry")).toByteArray());
    m_windows = settings.value(QStringLiteral("windows/state"), m_usualWindows).toByteArray();
    // One of another version, or none at all, is passed over.
    if (!restoreState(m_windows, kWindowsVersion)) m_windows = m_usualWindows;
}

} // namespace twinflow::ui
