// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How the events that can pass a filter are found without looking at the filter.
#pragma once

#include "routes/program.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace twinflow::routes {

/// A necessary condition on one field that an index can hold. Bounds are closed and doubles: a key may let through what
/// the filter refuses, never the other way.
struct Key {
    struct Equal {
        Value value; ///< string, number or boolean
    };
    struct Prefix {
        std::string text;
    };
    struct Suffix {
        std::string text;
    };
    struct Range {
        double low;
        double high;
    };
    FieldId field;
    std::variant<Equal, Prefix, Suffix, Range> condition;
};

/// Whenever the filter is true of an event of the given types, at least one of the keys is.
struct Access {
    std::vector<Key> keys;
    int rank = 0; ///< how few events are expected to come through: lower is better
};

/// None when no such keys exist; the filter is then looked at for every event of its types. `types` are those for which
/// the type alone does not decide.
std::optional<Access> accessTo(NodeId id, const Program& program, TypeMask types);

} // namespace twinflow::routes
