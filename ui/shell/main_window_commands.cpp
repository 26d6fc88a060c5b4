// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands of the window do, and when they can.
#include "bridge/file_edits.h"
#include "bridge/samples.h"
#include "bridge/text.h"
#include "flow/flow_panel.h"
#include "flow/line_item.h"
#include "look/marks.h"
#include "panels/inspector.h"
#include "shell/command_palette.h"
#include "shell/dock.h"
#include "shell/main_window.h"
#include "shell/run_bar.h"
#include "shell/shortcuts_dialog.h"
#include "shell/start_page.h"
#include "shell/status_line.h"

#include <QActionGroup>
#include <QApplication>
#include <QDesktopServices>
#include <QDir>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QTabWidget>
#include <QUrl>

namespace twinflow::ui {

void MainWindow::connectCommands() {
    const auto on = [this](Command command, auto act) {
        connect(&m_commands[command], &QAction::triggered, this, act);
    };
    QUndoStack& undo = m_controller.undoStack();
    for (const Command command : {Command::save, Command::saveAs, Command::run, Command::step})
        on(command, [this] { m_inspector->commit(); }); // first: a shortcut leaves the caret in its field
    on(Command::newProject, [this] { newProject(); });
    on(Command::newModel, [this] { newFile(tr("New model"), tr("What is it a model of?"), addModel); });
    on(Command::newScenario, [this] { newFile(tr("New scenario"), tr("What happens in it?"), addScenario); });
    on(Command::openProject, [this] { chooseProject(); });
    on(Command::startPage, [this] {
        m_wantsStart = m_pages->currentWidget() != m_startPage;
        showPage();
    });
    on(Command::save, [this] { save(); });
    on(Command::saveAs, [this] { saveAs(); });
    on(Command::exportPicture, [this] { exportPicture(); });
    on(Command::closeProject, [this] {
        if (mayLeave()) m_controller.close();
    });
    on(Command::restoreSession, [](bool restores) { setRestoresSession(restores); });
    m_commands[Command::restoreSession].setChecked(restoresSession());
    on(Command::quit, [this] { close(); });
    on(Command::undo, [&undo] { undo.undo(); });
    on(Command::redo, [&undo] { undo.redo(); });
    on(Command::cut, [this] {
        if (m_flow->scene().copySelected()) m_flow->scene().removeSelected();
    });
    on(Command::copy, [this] { m_flow->scene().copySelected(); });
    on(Command::paste, [this] {
        if (!m_flow->scene().paste())
            m_status->tell(tr("There are no services to paste. Copy some in a window of Twinflow."));
    });
    on(Command::duplicate, [this] { m_flow->scene().duplicateSelected(); });
    on(Command::remove, [this] { m_flow->scene().removeSelected(); });
    on(Command::rename, [this] { m_inspector->editName(); });
    on(Command::selectAll, [this] {
        std::vector<ServiceRef> all;
        for (const FlowNode& node : m_flow->scene().graph().nodes) all.push_back(node.ref);
        m_selection.set(std::move(all));
    });
    on(Command::run, [this] { m_controls.run(); });
    on(Command::pause,
       [this] { m_monitor.state() == RunMonitor::State::paused ? m_monitor.resume() : m_monitor.pause(); });
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
    on(Command::shortcuts, [this] { (new ShortcutsDialog(m_commands, this))->open(); });
    on(Command::openOutput,
       [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(text(m_controls.outputFolder().string()))); });
    on(Command::resetWindows, [this] { restoreState(m_usualWindows, kWindowsVersion); });
    on(Command::reducedMotion, [](bool reduced) {
        QSettings().setValue(QStringLiteral("reducedMotion"), reduced);
        LineItem::setReducedMotion(reduced);
    });
    on(Command::about, [this] {
        QMessageBox::about(
            this, tr("Twinflow"),
            tr("<b>Twinflow %1</b><br>Runs a whole digital-twin deployment on this machine and says where every "
               "event went.<br><br>GPL-3.0-or-later")
                .arg(QApplication::applicationVersion()));
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
        const QString which = folder.isEmpty()
                                  ? tr("The recovered project has scripts.")
                                  : tr("The project in %1 has scripts.").arg(QDir::toNativeSeparators(folder));
        QMessageBox box(QMessageBox::NoIcon, tr("Run scripts of this project?"),
                        tr("<b>Run scripts of this project?</b><br><br>%1 A run executes them, without files and "
                           "network, but with your machine's time and memory.")
                            .arg(which.toHtmlEscaped()),
                        QMessageBox::Cancel, this);
        const QAbstractButton* trusts = box.addButton(
            folder.isEmpty() ? tr("Trust this project") : tr("Trust this folder"), QMessageBox::AcceptRole);
        box.exec();
        return box.clickedButton() == trusts;
    });
}

void MainWindow::showCommands() {
    const bool open = m_controller.isOpen() && m_pages->currentWidget() == m_workPage && !m_controller.isLoading();
    const bool live = m_monitor.isLive();
    const bool hasSelection = !m_selection.all().empty();
    QUndoStack& undo = m_controller.undoStack();
    m_commands[Command::undo].setEnabled(open && undo.canUndo());
    m_commands[Command::redo].setEnabled(open && undo.canRedo());
    m_commands[Command::undo].setText(undo.canUndo() ? tr("&Undo: %1").arg(undo.undoText()) : tr("&Undo"));
    m_commands[Command::redo].setText(undo.canRedo() ? tr("&Redo: %1").arg(undo.redoText()) : tr("&Redo"));
    // Also without a change: what is being typed is one when it is saved.
    for (const Command command : {Command::save, Command::saveAs, Command::exportPicture, Command::closeProject,
                                  Command::openOutput, Command::selectAll, Command::run, Command::step, Command::zoomIn,
                                  Command::zoomOut, Command::zoomToLife, Command::zoomToFit, Command::arrange})
        m_commands[command].setEnabled(open);
    for (const Command command : {Command::paste, Command::newModel, Command::newScenario})
        m_commands[command].setEnabled(open);
    for (const Command command : {Command::cut, Command::copy, Command::duplicate, Command::remove})
        m_commands[command].setEnabled(open && hasSelection);
    m_commands[Command::rename].setEnabled(open && !m_selection.single().isNone());
    m_commands[Command::pause].setEnabled(open && live);
    m_commands[Command::stop].setEnabled(open && live);
}

void MainWindow::showPalette() {
    std::vector<CommandPalette::Entry> entries;
    for (QAction* action : m_commands.all()) {
        if (action == &m_commands[Command::commandPalette]) continue;
        entries.push_back({action->text().remove(u'&').remove(QStringLiteral("…")), tr("command"),
                           action->shortcut().toString(QKeySequence::NativeText), action->icon(), action->isEnabled(),
                           [action] { action->trigger(); }});
    }
    if (m_pages->currentWidget() == m_workPage) {
        for (const FlowNode& node : m_flow->scene().graph().nodes) {
            entries.push_back({node.title, node.subtitle, {}, hueIcon(node.hue), true, [this, ref = node.ref] {
                                   m_selection.select(ref);
                                   Q_EMIT m_selection.revealed(ref);
                               }});
        }
        for (const auto& scenario : m_controller.deployment().scenarios) {
            entries.push_back({text(scenario.title.empty() ? scenario.name : scenario.title),
                               tr("run this scenario"),
                               {},
                               glyphIcon(Glyph::run),
                               true,
                               [this, name = scenario.name] {
                                   m_controls.setScenario(name);
                                   m_monitor.stop();
                                   m_controls.run();
                               }});
        }
    }
    for (Sample& sample : samples()) {
        entries.push_back({text(sample.deployment.name),
                           tr("open sample"),
                           {},
                           glyphIcon(Glyph::folder),
                           true,
                           [this, name = sample.name] { openSample(name); }});
    }
    (new CommandPalette(std::move(entries), this))->show();
}

void MainWindow::showContextMenu(QPoint at) {
    QMenu menu(this);
    if (!m_selection.all().empty()) {
        for (const Command command :
             {Command::rename, Command::cut, Command::copy, Command::duplicate, Command::remove})
            menu.addAction(&m_commands[command]);
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

} // namespace twinflow::ui
