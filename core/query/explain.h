// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why a record passes a filter or does not: every clause with its truth and the values that it saw.
#pragma once

#include "query/record.h"

#include <string>
#include <string_view>
#include <vector>

namespace twinflow::query {

/// A tree of the filter's shape. Every clause is looked at, also where the outcome was clear before.
struct Explanation {
    /// One field of a clause; `value` as appendScalar() writes it.
    struct Seen {
        std::string field;
        std::string value;
        bool operator==(const Seen&) const = default;
    };

    Expression::Kind kind = Expression::Kind::constant;
    std::string text; ///< as written in the filter
    bool truth = false;
    std::vector<Seen> saw;          ///< clause: its fields, left before right
    std::vector<Explanation> parts; ///< all, any
};

/// `text` is what the expression was parsed from.
Explanation explain(const Expression& expression, std::string_view text, const Record& record);

} // namespace twinflow::query
