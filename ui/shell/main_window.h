// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window of the studio: it joins bridge, picture, panels and commands, and decides nothing itself.
#pragma once

#include "bridge/deployment_controller.h"
#include "bridge/disk_follower.h"
#include "bridge/recovery_journal.h"
#include "bridge/run_monitor.h"
#include "bridge/selection.h"
#include "editors/script_trust.h"
#include "shell/command_set.h"
#include "shell/run_controls.h"
#include "shell/session.h"

#include <QMainWindow>

#include <optional>

class QBoxLayout;
class QStackedWidget;
class QTabWidget;

namespace twinflow::ui {

class Dock;
class FlowPanel;
class Inspector;
class RunBar;
class StartPage;
class StatusLine;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    void openProject(const QString& folder);
    /// A working copy that stays what the user made of it.
    void openSample(const QString& name);
    /// What a crash has left behind, else the session of the last time, where there is one and it is wanted.
    void restoreProject();
    /// Edits are thrown away without a question when the window closes: for tests and scripts.
    void setAsksBeforeClosing(bool asks) { m_asks = asks; }

    DeploymentController& controller() { return m_controller; }
    RunMonitor& monitor() { return m_monitor; }
    Selection& selection() { return m_selection; }
    RunControls& controls() { return m_controls; }
    CommandSet& commands() { return m_commands; }
    FlowPanel& flow() { return *m_flow; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    static constexpr int kWindowsVersion = 2; // of saved layouts: another set of docks needs another number

    void makeDocks();
    void connectCommands();
    void connectBridge();
    void connectDisk();
    /// Strips over everything for work that takes longer than a moment.
    void addStrips(QBoxLayout& column);
    void showCommands();
    void showPage();
    void showTitle();
    /// Before a save that would write over what others wrote.
    void askWhoseFiles();
    /// A text file of the project in a tab, at a line where that is not zero.
    void openFile(const QString& path, int line, int column);
    /// The rules of a mapping function in a tab.
    void openMapping(const QString& function);
    ScriptTrust scriptTrust();
    /// Asks for a name, adds the file as one edit, and opens it.
    void newFile(const QString& title, const QString& question,
                 std::string (*add)(deployment::Deployment& deployment, std::string_view name));
    void closeFiles();
    Session session() const;
    void resume(const Session& session);
    void activate(const ServiceRef& ref);
    void newProject();
    void chooseProject();
    void save();
    void saveAs();
    void exportPicture();
    void showPalette();
    void showContextMenu(QPoint at);
    void chooseTheme(int choice);
    /// False when the user would rather not leave.
    bool mayLeave();
    void restoreWindows();
    /// How the docks stand, or stood when they were last seen.
    QByteArray windows() const;

    DeploymentController m_controller;
    DiskFollower m_follower;
    RecoveryJournal m_journal;
    RunMonitor m_monitor;
    Selection m_selection;
    RunControls m_controls;
    CommandSet m_commands;
    JobRunner m_exporting;
    QStackedWidget* m_pages;
    StartPage* m_startPage;
    QWidget* m_workPage; ///< the disk bar over the work
    QTabWidget* m_work;  ///< the flow, and files that are open
    RunBar* m_runBar;
    FlowPanel* m_flow;
    Inspector* m_inspector = nullptr;
    std::vector<Dock*> m_docks;
    Dock* m_ledgerDock = nullptr;
    Dock* m_problemsDock = nullptr;
    StatusLine* m_status;
    QByteArray m_usualWindows;
    QByteArray m_windows;             ///< while the start page hides them
    std::optional<Session> m_resumes; ///< when its project is open
    bool m_asks = true;
    bool m_wantsStart = false;
    bool m_runsWhenOpen = false;
    bool m_toldNotKept = false;
};

} // namespace twinflow::ui
