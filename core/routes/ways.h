// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The ways in which a filter can come to be true, each as keys that an index can hold.
#pragma once

#include "routes/key.h"
#include "routes/program.h"

#include <vector>

namespace twinflow::routes {

/// For events of its types, all keys of a way are met wherever the filter is true in this way.
struct Way {
    TypeMask types = 0;
    bool exact = true;     ///< the filter is true wherever all keys are met
    std::vector<Key> keys; ///< of distinct conditions; none where every event of the types must be looked at

    /// Every event of the types passes.
    bool passesAll() const { return keys.empty() && exact; }
};

constexpr std::size_t kMaxKeys = 8;    // of a way
constexpr std::size_t kMaxWays = 4096; // of a filter

/// Whenever the filter is true, it is so in one of these ways; of types in none of them it never is. A way without keys
/// is the only one for its types.
std::vector<Way> waysOf(FilterId filter, const Program& program);

} // namespace twinflow::routes
