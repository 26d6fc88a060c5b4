// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Undo and redo are the project's, in editors of text too.
#pragma once

#include <QKeyEvent>

namespace twinflow::ui {

/// True when `event` asks whether the editor takes undo or redo for itself: it is ignored then, so that the window's
/// shortcut gets it.
inline bool leavesToProject(QEvent& event) {
    if (event.type() != QEvent::ShortcutOverride) return false;
    const auto& key = static_cast<const QKeyEvent&>(event);
    if (!key.matches(QKeySequence::Undo) && !key.matches(QKeySequence::Redo)) return false;
    event.ignore();
    return true;
}

} // namespace twinflow::ui
