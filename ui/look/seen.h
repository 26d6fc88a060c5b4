// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether somebody can see a widget: one behind another tab is shown, and yet not seen.
#pragma once

#include <QWidget>

namespace twinflow::ui {

inline bool isSeen(const QWidget& widget) {
    return widget.isVisible() && !widget.visibleRegion().isEmpty();
}

} // namespace twinflow::ui
