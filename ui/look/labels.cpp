// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/labels.h"

#include <QApplication>
#include <QFontDatabase>
#include <QVariant>

namespace twinflow::ui {

namespace {

QLabel* roleLabel(const QString& text, const char* role, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setProperty("role", QLatin1String(role));
    return label;
}

} // namespace

QLabel* titleLabel(const QString& text, QWidget* parent) {
    QLabel* label = roleLabel(text, "title", parent);
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * 1.2);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

QLabel* sectionLabel(const QString& text, QWidget* parent) {
    QLabel* label = roleLabel(text.toUpper(), "section", parent);
    label->setAccessibleName(text);
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * 0.82);
    font.setWeight(QFont::Medium);
    font.setLetterSpacing(QFont::AbsoluteSpacing, 0.5);
    label->setFont(font);
    return label;
}

QLabel* dimLabel(const QString& text, QWidget* parent) {
    QLabel* label = roleLabel(text, "dim", parent);
    label->setWordWrap(true);
    return label;
}

QPushButton* linkButton(const QString& text, QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    button->setProperty("role", QStringLiteral("link"));
    button->setCursor(Qt::PointingHandCursor);
    button->setFlat(true);
    return button;
}

QFrame* lineFrame(QWidget* parent) {
    auto* line = new QFrame(parent);
    line->setProperty("role", QStringLiteral("line"));
    line->setFixedHeight(1);
    return line;
}

QFont fixedFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(QApplication::font().pointSizeF() * 0.95);
    return font;
}

} // namespace twinflow::ui
