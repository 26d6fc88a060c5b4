// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/canvas_fonts.h"

#include <QApplication>
#include <QFontMetricsF>

#include <array>

namespace twinflow::ui {

namespace {

constexpr int kNarrow = 82; // percent of a letter's width

QFont scaled(double pixels, QFont::Weight weight) {
    QFont font = QApplication::font();
    font.setPixelSize(static_cast<int>(pixels));
    font.setWeight(weight);
    return font;
}

} // namespace

const QFont& canvasFont(CanvasText kind) {
    static const std::array<QFont, 5> fonts = [] {
        QFont heading = scaled(11, QFont::Medium);
        heading.setLetterSpacing(QFont::AbsoluteSpacing, 0.5);
        return std::array<QFont, 5>{scaled(12, QFont::DemiBold), scaled(11, QFont::Normal), scaled(11, QFont::Medium),
                                    scaled(10, QFont::Normal), heading};
    }();
    return fonts[static_cast<std::size_t>(kind)];
}

FittedText fitted(const QString& text, const QFont& font, double width) {
    if (QFontMetricsF(font).horizontalAdvance(text) <= width) return {text, font};
    QFont narrow = font;
    narrow.setStretch(kNarrow);
    narrow.setLetterSpacing(QFont::PercentageSpacing, 96);
    return {QFontMetricsF(narrow).elidedText(text, Qt::ElideRight, width), narrow};
}

} // namespace twinflow::ui
