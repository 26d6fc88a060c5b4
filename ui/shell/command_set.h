// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// All that a user can command, in one list: menus, the command palette and the shortcuts are made from it.
#pragma once

#include <QAction>
#include <QKeySequence>
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
    restoreSession,
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
    shortcuts,
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
    /// Shown in the View menu, for windows that come and go; `id` is that of the settings.
    void addToView(QAction* action, const QString& id);

    /// What it is called wherever it stands: without what it would do at the moment, and without marks for menus.
    QString titleOf(const QAction& action) const;
    QString menuOf(const QAction& action) const;
    /// "F5", or nothing; the first of several.
    QString keysOf(Command command) const;

    /// Other keys than the usual ones, or none: kept in the settings.
    void setKeys(QAction& action, const QList<QKeySequence>& keys);
    void resetKeys(QAction& action);
    const QList<QKeySequence>& usualKeys(const QAction& action) const { return m_known.at(&action).usual; }
    bool hasUsualKeys(const QAction& action) const;
    /// Who is commanded by these keys, but for `except`; null: nobody.
    QAction* commandedBy(const QKeySequence& keys, const QAction* except) const;

Q_SIGNALS:
    void keysChanged();

private:
    struct Known {
        QString title;
        QString menu;
        QList<QKeySequence> usual;
    };
    void addKnown(QAction& action, Known known);

    std::map<Command, QAction*> m_actions;
    std::vector<QAction*> m_ordered;
    std::map<const QAction*, Known> m_known;
    QMenu* m_view = nullptr;
};

} // namespace twinflow::ui
