// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Small texts that look the same everywhere.
#pragma once

#include <QFont>
#include <QLabel>
#include <QPushButton>

namespace twinflow::ui {

/// 1.15 x semibold.
QLabel* titleLabel(const QString& text, QWidget* parent = nullptr);
/// Small capitals with space between them.
QLabel* sectionLabel(const QString& text, QWidget* parent = nullptr);
QLabel* dimLabel(const QString& text, QWidget* parent = nullptr);
QPushButton* linkButton(const QString& text, QWidget* parent = nullptr);
/// A hairline.
QFrame* lineFrame(QWidget* parent = nullptr);
/// The system's fixed font at the size of the ui's.
QFont fixedFont();

} // namespace twinflow::ui
