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
    const char* shortcut;
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
    {Command::zoomIn, Menu::view, "zoom-in", TITLE("Zoom &in"), "Ctrl++"},
    {Command::zoomOut, Menu::view, "zoom-out", TITLE("Zoom &out"), "Ctrl+-"},
    {Command::zoomToLife, Menu::view, "zoom-to-life", TITLE("&Actual size"), "Ctrl+1"},
    {Command::zoomToFit, Menu::view, "zoom-to-fit", TITLE("&Fit the picture"), "Ctrl+0", Glyph::fit},
    {Command::arrange, Menu::view, "arrange", TITLE("A&rrange cards"), "Ctrl+Shift+L"},
    {Command::commandPalette, Menu::view, "command-palette", TITLE("&Command palette…"), "Ctrl+Shift+P", Glyph::search,
     false, true},
    {Command::themeSystem, Menu::view, "theme-system", TITLE("Theme of the &system"), "", {}, true, true},
    {Command::themeLight, Menu::view, "theme-light", TITLE("&Light theme"), "", {}, true},
    {Command::themeDark, Menu::view, "theme-dark", TITLE("&Dark theme"), "", {}, true},
    {Command::reducedMotion, Menu::view, "reduced-motion", TITLE("Reduced &motion"), "", {}, true},
    {Command::resetWindows, Menu::view, "reset-windows", TITLE("Reset the &windows"), "", {}, false, true},
    {Command::about, Menu::help, "about", TITLE("&About Twinflow"), ""},
};

} // namespace

CommandSet::CommandSet(QWidget* window)
    : QObject(window) {
    const QSettings settings;
    for (const Entry& entry : kEntries) {
        auto* action = new QAction(tr(entry.title), this);
        action->setObjectName(QLatin1String(entry.id));
        // Everybody may have keys of their own.
        const QString own = QStringLiteral("shortcuts/") + QLatin1String(entry.id);
        action->setShortcut(QKeySequence(settings.value(own, QLatin1String(entry.shortcut)).toString()));
        action->setCheckable(entry.checkable);
        if (entry.glyph) action->setIcon(glyphIcon(*entry.glyph));
        window->addAction(action);
        m_actions[entry.command] = action;
        m_ordered.push_back(action);
    }
    m_actions[Command::zoomIn]->setShortcuts(
        {QKeySequence(QStringLiteral("Ctrl++")), QKeySequence(QStringLiteral("Ctrl+="))});
}

void CommandSet::fill(QMenuBar& bar) {
    std::map<Menu, QMenu*> menus{{Menu::file, bar.addMenu(tr("&File"))},
                                 {Menu::edit, bar.addMenu(tr("&Edit"))},
                                 {Menu::run, bar.addMenu(tr("&Run"))},
                                 {Menu::view, bar.addMenu(tr("&View"))},
                                 {Menu::help, bar.addMenu(tr("&Help"))}};
    for (const Entry& entry : kEntries) {
        if (entry.beginsGroup) menus[entry.menu]->addSeparator();
        menus[entry.menu]->addAction(m_actions[entry.command]);
    }
    m_view = menus[Menu::view];
    m_view->addSeparator();
}

void CommandSet::addToView(QAction* action) {
    m_view->addAction(action);
    m_ordered.push_back(action);
}

} // namespace twinflow::ui
