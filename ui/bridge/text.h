// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// From the engine's UTF-8 and its sentences to the texts of the windows.
#pragma once

#include "base/error.h"

#include <QString>

#include <string>
#include <string_view>

namespace twinflow::ui {

QString text(std::string_view utf8);
/// The sentence in the window's language: its pattern is looked up, its names stay as they are.
QString text(const Sentence& sentence);
std::string utf8(const QString& text);

} // namespace twinflow::ui
