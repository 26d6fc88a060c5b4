// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// From a filter's text to its expression.
#pragma once

#include "base/result.h"
#include "query/filter.h"

#include <string_view>

namespace twinflow::query {

struct ParsedFilter {
    Expression expression;
    Findings warnings; ///< what the service takes and yet is hardly meant
};

/// The grammar of adt-facts 4.2. AND, OR, true, false and null are taken in any case, field and function names as they
/// are written. Errors carry line and column within `text`. Error codes: those of readTokens(), query-operand-missing,
/// query-operator-missing, query-argument-missing, query-bracket-missing, query-member-missing, query-text-trailing,
/// query-not-refused, query-in-refused, query-array-index, query-function-unknown, query-constant-within,
/// query-field-refused, query-too-deep. Warnings: query-field-unknown, query-field-legacy, query-filter-empty.
Result<ParsedFilter> parseFilter(std::string_view text);

} // namespace twinflow::query
