// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of the picture: their sizes follow the ui's font, and they fit where they must.
#pragma once

#include <QFont>
#include <QString>

#include <cstdint>

namespace twinflow::ui {

enum class CanvasText : std::uint8_t { title, small, figure, label, heading };
const QFont& canvasFont(CanvasText kind);

struct FittedText {
    QString text;
    QFont font;
};

/// The text as it is where it fits, else a little narrower, else cut off.
FittedText fitted(const QString& text, const QFont& font, double width);

} // namespace twinflow::ui
