// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/command_set.h"

#include "look/marks.h"

#include <QMenu>
#include <QSettings>

#include <optional>

namespace twinflow::ui {

namespace {

enum class Menu : std::uint8_t { file, edit, run, view, help };

struct Entry {
    Command command;
    Menu menu;
    const char* id; ///< of settings; never translated
    const char* title;
    const char* shortcut; ///< several with "; " between them
    std::optional<Glyph> glyph = {};
    bool checkable = false;
    bool beginsGroup = false;
};

#define TITLE(words) QT_TRANSLATE_NOOP("twinflow::ui::CommandSet", words)

const Entry kEntries[]{
    {Command::newProject, Menu::file, "new-project", TITLE("&New project…"), "Ctrl+N"},
    {Command::newModel, Menu::file, "new-model", TITLE("New &model…"), ""},
    {Command::newScenario, Menu::file, "new-scenario", TITLE("New s&cenario…"), ""},
    {Command::openProject, Menu::file, "open-project", TITLE("&Open folder…"), "Ctrl+O", Glyph::folder},
    {Command::startPage, Menu::file, "start-page", TITLE("Start &page"), "Ctrl+Home"},
    {Command::save, Menu::file, "save", TITLE("&Save"), "Ctrl+S", Glyph::save, false, true},
    {Command::saveAs, Menu::file, "save-as", TITLE("Save &as…"), "Ctrl+Shift+S"},
    {Command::exportPicture, Menu::file, "export-picture", TITLE("&Export picture…"), "Ctrl+E"},
    {Command::openOutput, Menu::file, "open-output", TITLE("Show &output of the run"), ""},
    {Command::closeProject, Menu::file, "close-project", TITLE("&Close project"), "Ctrl+W", {}, false, true},
    {Command::restoreSession, Menu::file, "restore-session", TITLE("&Reopen the last session at start"), "", {}, true},
    {Command::quit, Menu::file, "quit", TITLE("&Quit"), "Ctrl+Q"},
    {Command::undo, Menu::edit, "undo", TITLE("&Undo"), "Ctrl+Z", Glyph::undo},
    {Command::redo, Menu::edit, "redo", TITLE("&Redo"), "Ctrl+Shift+Z", Glyph::redo},
    {Command::cut, Menu::edit, "cut", TITLE("Cu&t"), "Ctrl+X", {}, false, true},
    {Command::copy, Menu::edit, "copy", TITLE("&Copy"), "Ctrl+C"},
    {Command::paste, Menu::edit, "paste", TITLE("&Paste"), "Ctrl+V"},
    {Command::duplicate, Menu::edit, "duplicate", TITLE("&Duplicate"), "Ctrl+D"},
    {Command::rename, Menu::edit, "rename", TITLE("Re&name"), "F2"},
    {Command::remove, Menu::edit, "remove", TITLE("&Remove"), "Del"},
    {Command::selectAll, Menu::edit, "select-all", TITLE("Select &all"), "Ctrl+A"},
    {Command::run, Menu::run, "run", TITLE("&Run"), "F5", Glyph::run},
    {Command::pause, Menu::run, "pause", TITLE("&Pause"), "F6", Glyph::pause},
    {Command::step, Menu::run, "step", TITLE("S&tep one event"), "F10", Glyph::step},
    {Command::stop, Menu::run, "stop", TITLE("&Stop"), "Shift+F5", Glyph::stop},
    {Command::faster, Menu::run, "faster", TITLE("&Faster"), "Ctrl+.", {}, false, true},
    {Command::slower, Menu::run, "slower", TITLE("S&lower"), "Ctrl+,"},
    {Command::zoomIn, Menu::view, "zoom-in", TITLE("Zoom &in"), "Ctrl++; Ctrl+="},
    {Command::zoomOut, Menu::view, "zoom-out", TITLE("Zoom &out"), "Ctrl+-"},
    {Command::zoomToLife, Menu::view, "zoom-to-life", TITLE("&Actual size"), "Ctrl+1"},
    {Command::zoomToFit, Menu::view, "zoom-to-fit", TITLE("&Fit the picture"), "Ctrl+0", Glyph::fit},
    {Command::arrange, Menu::view, "arrange", TITLE("A&rrange cards"), "Ctrl+Shift+L"},
    {Command::commandPalette, Menu::view, "command-palette", TITLE("&Command palette…"), "Ctrl+Shift+P", Glyph::search,
     false, true},
    {Command::shortcuts, Menu::view, "shortcuts", TITLE("&Keyboard shortcuts…"), "Ctrl+K"},
    {Command::themeSystem, Menu::view, "theme-system", TITLE("Theme of the &system"), "", {}, true, true},
    {Command::themeLight, Menu::view, "theme-light", TITLE("&Light theme"), "", {}, true},
    {Command::themeDark, Menu::view, "theme-dark", TITLE("&Dark theme"), "", {}, true},
    {Command::reducedMotion, Menu::view, "reduced-motion", TITLE("Reduced &motion"), "", {}, true},
    {Command::resetWindows, Menu::view, "reset-windows", TITLE("Reset the &windows"), "", {}, false, true},
    {Command::about, Menu::help, "about", TITLE("&About Twinflow"), ""},
};

QString titleOf(Menu menu) {
    switch (menu) {
    case Menu::file:
        return CommandSet::tr("&File");
    case Menu::edit:
        return CommandSet::tr("&Edit");
    case Menu::run:
        return CommandSet::tr("&Run");
    case Menu::view:
        return CommandSet::tr("&View");
    case Menu::help:
        return CommandSet::tr("&Help");
    }
    return {};
}

QString withoutMarks(QString title) {
    return title.remove(u'&').remove(QStringLiteral("…"));
}

QString settingOf(const QAction& action) {
    return QStringLiteral("shortcuts/") + action.objectName();
}

QList<QKeySequence> keysFrom(const QString& text) {
    return text.isEmpty() ? QList<QKeySequence>() : QKeySequence::listFromString(text, QKeySequence::PortableText);
}

} // namespace

CommandSet::CommandSet(QWidget* window)
    : QObject(window) {
    for (const Entry& entry : kEntries) {
        auto* action = new QAction(tr(entry.title), this);
        action->setObjectName(QLatin1String(entry.id));
        action->setCheckable(entry.checkable);
        if (entry.glyph) action->setIcon(glyphIcon(*entry.glyph));
        window->addAction(action);
        m_actions[entry.command] = action;
        addKnown(*action, {withoutMarks(tr(entry.title)), withoutMarks(ui::titleOf(entry.menu)),
                           keysFrom(QLatin1String(entry.shortcut))});
    }
}

void CommandSet::addKnown(QAction& action, Known known) {
    const QSettings settings;
    // Everybody may have keys of their own.
    action.setShortcuts(settings.contains(settingOf(action)) ? keysFrom(settings.value(settingOf(action)).toString())
                                                             : known.usual);
    m_known[&action] = std::move(known);
    m_ordered.push_back(&action);
}

void CommandSet::fill(QMenuBar& bar) {
    std::map<Menu, QMenu*> menus;
    for (const Menu menu : {Menu::file, Menu::edit, Menu::run, Menu::view, Menu::help})
        menus[menu] = bar.addMenu(ui::titleOf(menu));
    for (const Entry& entry : kEntries) {
        if (entry.beginsGroup) menus[entry.menu]->addSeparator();
        menus[entry.menu]->addAction(m_actions[entry.command]);
    }
    m_view = menus[Menu::view];
    m_view->addSeparator();
}

void CommandSet::addToView(QAction* action, const QString& id) {
    m_view->addAction(action);
    action->setObjectName(id);
    addKnown(*action, {tr("Show %1").arg(action->text()), withoutMarks(ui::titleOf(Menu::view)), {}});
}

QString CommandSet::titleOf(const QAction& action) const {
    return m_known.at(&action).title;
}

QString CommandSet::menuOf(const QAction& action) const {
    return m_known.at(&action).menu;
}

QString CommandSet::keysOf(Command command) const {
    return m_actions.at(command)->shortcut().toString(QKeySequence::NativeText);
}

void CommandSet::setKeys(QAction& action, const QList<QKeySequence>& keys) {
    action.setShortcuts(keys);
    if (hasUsualKeys(action))
        QSettings().remove(settingOf(action));
    else
        QSettings().setValue(settingOf(action), QKeySequence::listToString(keys, QKeySequence::PortableText));
    Q_EMIT keysChanged();
}

void CommandSet::resetKeys(QAction& action) {
    setKeys(action, m_known.at(&action).usual);
}

bool CommandSet::hasUsualKeys(const QAction& action) const {
    return action.shortcuts() == m_known.at(&action).usual;
}

QAction* CommandSet::commandedBy(const QKeySequence& keys, const QAction* except) const {
    for (QAction* action : m_ordered) {
        if (action != except && action->shortcuts().contains(keys)) return action;
    }
    return nullptr;
}

} // namespace twinflow::ui
