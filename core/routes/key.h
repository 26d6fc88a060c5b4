// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A condition on one field that an index can hold.
#pragma once

#include "routes/clause_table.h"

#include <optional>

namespace twinflow::routes {

/// Doubles in their order, as words: a < b where orderedWord(a) < orderedWord(b); both zeros are one.
std::uint64_t orderedWord(double number);

struct Key {
    enum class Form : std::uint8_t {
        equal,    ///< null, a boolean, a number (as a double) or a text
        prefix,   ///< a text
        suffix,   ///< a text
        contains, ///< a text
        range,    ///< low to high, both included
        differs   ///< there, and not the value
    };

    FieldId field;
    Form form = Form::equal;
    bool exact = true;     ///< says as much as the clause; else it may let through what the clause refuses
    std::uint8_t rank = 0; ///< how few events are expected to meet it: lower is better
    Value value;           ///< all but range
    std::uint64_t low = 0; ///< range: ordered words
    std::uint64_t high = 0;

    /// Whether both are one condition.
    bool operator==(const Key& other) const {
        return field == other.field && form == other.form && value == other.value && low == other.low &&
               high == other.high;
    }
};

/// None where no index can hold the clause: it compares two fields, or orders texts.
std::optional<Key> keyOf(const Clause& clause, const FieldTable& fields);

/// Makes a range the part that two ranges of one field share.
void narrow(Key& range, const Key& other);

} // namespace twinflow::routes
