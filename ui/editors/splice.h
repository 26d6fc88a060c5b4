// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A text editor knows one line end; files have several. What was not edited keeps the characters of the file.
#pragma once

#include <QString>

namespace twinflow::ui {

/// The text as an editor has it: every line end is a line feed.
QString withLineFeeds(const QString& text);

/// The file's text with what was edited, and only that, taken from `edited`, which has line feeds; the new lines end as
/// the file's first line does.
QString spliced(const QString& file, const QString& edited);

} // namespace twinflow::ui
