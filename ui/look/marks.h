// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// State marks and icons, drawn as vectors at any size.
#pragma once

#include "look/tokens.h"

#include <QIcon>
#include <QPainter>

namespace twinflow::ui {

/// A dot, a triangle or a cross around a centre; nothing for none. `size` is the dot's diameter.
void drawMark(QPainter& painter, QPointF centre, Condition condition, double size = 9);
QIcon markIcon(Condition condition);
QIcon hueIcon(Hue hue);

enum class Glyph : std::uint8_t { run, pause, step, stop, add, search, fit, undo, redo, save, close, more, folder };
/// In the text's colour, or in white for coloured buttons.
QIcon glyphIcon(Glyph glyph, QColor colour = {});

} // namespace twinflow::ui
