// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/style_sheet.h"

#include <array>
#include <utility>

namespace twinflow::ui {

namespace {

// @name stands for a token.
constexpr const char* kSheet = R"css(
QMainWindow, QStatusBar { background: @window; }
QMainWindow::separator { background: @hairline; width: 1px; height: 1px; }
QMenuBar { background: @panel; padding: 2px 8px; }
QMenuBar::item { background: transparent; padding: 4px 8px; border-radius: 5px; }
QMenuBar::item:selected { background: @hover; }
QMenu { background: @card; border: 1px solid @hairline; padding: 5px; }
QMenu::item { padding: 5px 28px 5px 26px; border-radius: 5px; color: @text; }
QMenu::item:selected { background: @ground; color: @text; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @hairline; margin: 5px 8px; }
QToolTip { background: @card; color: @text; border: 1px solid @hairline; padding: 5px 7px; }
QStatusBar { border-top: 1px solid @hairline; color: @dim; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @dim; padding: 0 6px; }

QDockWidget { font-weight: 600; titlebar-close-icon: none; titlebar-normal-icon: none; }
QTabBar { background: @panel; }
QTabBar::tab { background: transparent; color: @dim; padding: 7px 12px 6px 12px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; border-bottom: 2px solid @selection; }
QTabBar::tab:hover { color: @text; }
QTabWidget::pane { border: none; border-top: 1px solid @hairline; }

QPushButton, QToolButton[role="button"] { background: @control; border: 1px solid @hairline; border-radius: 6px; padding: 0 12px; min-height: 26px; color: @text; }
QPushButton:hover, QToolButton[role="button"]:hover { background: @hover; }
QPushButton:pressed, QToolButton[role="button"]:pressed { background: @hairline; }
QPushButton:focus { border-color: @selection; }
QPushButton:disabled, QToolButton[role="button"]:disabled { color: @faint; }
QPushButton[role="primary"] { background: @selectionfill; border-color: @selectionfill; color: white; font-weight: 600; }
QPushButton[role="primary"]:hover { background: @selectionfillhover; }
QPushButton[role="link"] { background: transparent; border: none; color: @selection; padding: 0; text-align: left; min-height: 20px; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="run"] { background: @fine; border-color: @fine; color: white; font-weight: 600; padding: 0 16px; }
QPushButton[role="run"]:hover { background: #298a3c; }
QPushButton[role="run"]:disabled { background: @control; border-color: @hairline; color: @faint; }
QToolButton { background: transparent; border: none; border-radius: 6px; padding: 5px; color: @text; }
QToolButton:hover { background: @hover; }
QToolButton:checked { background: @ground; }

QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox { background: @panel; border: 1px solid @hairline; border-radius: 6px; padding: 0 8px; min-height: 26px; color: @text; selection-background-color: @selection; }
QComboBox { background: @control; border: 1px solid @hairline; border-radius: 6px; padding: 0 8px; min-height: 26px; color: @text; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QComboBox:focus, QDoubleSpinBox:focus { border-color: @selection; }
QLineEdit:disabled, QComboBox:disabled { color: @faint; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border-color: @failing; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/icons/chevron.svg); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: @card; border: 1px solid @hairline; selection-background-color: @ground; selection-color: @text; padding: 4px; outline: none; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { width: 0; border: none; }
QCheckBox { spacing: 8px; min-height: 26px; }

QAbstractItemView { background: @panel; border: none; outline: none; selection-background-color: @ground; selection-color: @text; }
QTreeView::item, QListView::item { min-height: 25px; padding: 0; border: none; }
QTreeView::item:hover, QListView::item:hover { background: @hover; }
QTreeView::item:selected, QListView::item:selected { background: @ground; color: @text; }
QTreeView { show-decoration-selected: 1; }
QTreeView::branch { background: transparent; }
QTreeView::branch:selected { background: @ground; }
QTreeView::branch:hover { background: @hover; }
QTableView { gridline-color: transparent; }
QTableView::item { padding: 0 6px; border: none; }
QTableView::item:selected { background: @ground; color: @text; }
QHeaderView { background: @panel; }
QHeaderView::section { background: @panel; color: @dim; border: none; border-bottom: 1px solid @hairline; padding: 5px 8px; }

QScrollArea, QScrollArea > QWidget > QWidget { background: @panel; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @scroll; border-radius: 3px; margin: 2px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: @faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: @hairline; }
QProgressBar { background: @hairline; border: none; border-radius: 2px; max-height: 4px; text-align: center; }
QProgressBar::chunk { background: @selection; border-radius: 2px; }

QLabel[role="title"] { font-weight: 600; }
QLabel[role="dim"] { color: @dim; }
QLabel[role="section"] { color: @dim; }
QLabel[role="error"] { color: @failingtext; }
QLabel[role="warning"] { color: @attentiontext; }
QWidget[role="panel"] { background: @panel; }
QFrame[role="line"] { background: @hairline; border: none; }
QFrame[role="card"] { background: @card; border: 1px solid @hairline; border-radius: 9px; }
QFrame[role="notice"] { background: @ground; border: none; border-bottom: 1px solid @hairline; }
QFrame[role="popup"] { background: @card; border: 1px solid @hairline; border-radius: 10px; }
)css";

} // namespace

QString styleSheet(const Tokens& t) {
    // The longest name that fits is meant, so longer names stand before their beginnings.
    const std::array<std::pair<const char*, QColor>, 20> names{{
        {"@selectionfillhover", t.isDark ? QColor(0x2a, 0x7f, 0xd0) : QColor(0x0a, 0x5c, 0xae)},
        {"@selectionfill", t.isDark ? QColor(0x1f, 0x6f, 0xbd) : t.selection},
        {"@selection", t.selection},
        {"@ground", t.selectionGround},
        {"@window", t.window},
        {"@panel", t.panel},
        {"@canvas", t.canvas},
        {"@card", t.card},
        {"@hairline", t.hairline},
        {"@hover", t.hover},
        {"@control", t.control},
        {"@text", t.text},
        {"@dim", t.dim},
        {"@faint", t.faint},
        {"@fine", t.fine},
        {"@attentiontext", t.attentionText},
        {"@failingtext", t.failingText},
        {"@failing", t.failing},
        {"@scroll", t.isDark ? QColor(0x3a, 0x42, 0x4e) : QColor(0xd0, 0xd5, 0xdd)},
        {"@attention", t.attention},
    }};
    QString sheet = QString::fromLatin1(kSheet);
    for (const auto& [name, value] : names) sheet.replace(QLatin1String(name), value.name());
    return sheet;
}

} // namespace twinflow::ui
