// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// All that a user can command, in one list: menus, the command palette and the shortcuts are made from it.
#pragma once

#include <QAction>
#include <QMenuBar>
#include <QObject>

#include <cstdint>
#include <map>
#include <vector>

namespace twinflow::ui {

enum class Command : std::uint8_t {
    newProject,
    newModel,
    newScenario,
    openProject,
    startPage,
    save,
    saveAs,
    exportPicture,
    closeProject,
    quit,
    undo,
    redo,
    cut,
    copy,
    paste,
    duplicate,
    remove,
    rename,
    selectAll,
    run,
    pause,
    step,
    stop,
    faster,
    slower,
    zoomIn,
    zoomOut,
    zoomToLife,
    zoomToFit,
    arrange,
    commandPalette,
    themeSystem,
    themeLight,
    themeDark,
    reducedMotion,
    resetWindows,
    openOutput,
    about
};

class CommandSet : public QObject {
    Q_OBJECT
public:
    explicit CommandSet(QWidget* window);

    QAction& operator[](Command command) { return *m_actions.at(command); }
    /// In the order of the menus.
    const std::vector<QAction*>& all() const { return m_ordered; }
    void fill(QMenuBar& bar);
    /// Shown in the View menu, for windows that come and go.
    void addToView(QAction* action);

private:
    std::map<Command, QAction*> m_actions;
    std::vector<QAction*> m_ordered;
    QMenu* m_view = nullptr;
};

} // namespace twinflow::ui
