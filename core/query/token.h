// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The words of a filter.
#pragma once

#include "query/filter.h"

namespace twinflow::query {

struct Token {
    enum class Kind : std::uint8_t { end, name, literal, comparison, open, close, comma, dot, bracket };

    Kind kind = Kind::end;
    Span span;
    std::string_view text; ///< as written, in the filter's text
    Value value;           ///< literal: a string or a number (true, false and null are names until they are used)
    Operator op = Operator::equal; ///< comparison
};

} // namespace twinflow::query
