// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A filter for a person: where it is wrong, and why an event passes or does not.
#pragma once

#include "query/explain.h"
#include "terminal.h"

#include "base/result.h"

#include <string>
#include <string_view>

namespace twinflow::cli {

/// The line of `text` at `place` with a caret below, cut to the terminal's width.
std::string caretLines(std::string_view text, const Place& place, const Terminal& terminal);

/// The tree of clauses with a mark for each truth and, in a column, what was seen.
std::string explanationTree(const query::Explanation& explanation, const Terminal& terminal);

} // namespace twinflow::cli
