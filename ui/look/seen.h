// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether somebody can see a widget: one behind another tab is shown, and yet not seen.
#pragma once

#include <QWidget>

namespace twinflow::ui {

/// Whatever lies over it within its own window does not count: its own viewport is such a thing.
inline bool isSeen(const QWidget& widget) {
    if (!widget.isVisible()) return false;
    QRect seen = widget.rect();
    for (const QWidget* each = &widget; each->parentWidget() && !each->isWindow(); each = each->parentWidget())
        seen = seen.translated(each->pos()).intersected(each->parentWidget()->rect());
    return !seen.isEmpty();
}

} // namespace twinflow::ui
