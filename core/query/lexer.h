// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts a filter's text into tokens.
#pragma once

#include "base/result.h"
#include "query/token.h"

#include <vector>

namespace twinflow::query {

/// All tokens, an `end` last; they point into `text`. In a string, \' is a quote and \\ a backslash (the query
/// language's rule; that of filters is unpublished), any other backslash stands for itself. Error codes:
/// query-string-unterminated, query-number-invalid, query-number-range, query-member-invalid,
/// query-character-unexpected.
Result<std::vector<Token>> readTokens(std::string_view text);

/// Line and column, both from 1, of a byte of `text`.
Place placeIn(std::string_view text, std::uint32_t offset);
/// The byte at a line and column of `text`; its end when it has no such place.
std::size_t offsetIn(std::string_view text, const Place& place);

} // namespace twinflow::query
