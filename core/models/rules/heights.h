// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How far one can follow edges from each node, and which nodes one can come back to.
#pragma once

#include <cstdint>
#include <vector>

namespace twinflow::models {

/// Edges by node: what it points at.
using Edges = std::vector<std::vector<std::uint32_t>>;

struct Heights {
    std::vector<std::uint32_t> height; ///< edges on the longest way from the node; meaningless on and above a cycle
    std::vector<std::uint32_t> order; ///< nodes with what they point at before them; without those on and above a cycle
    std::vector<char> cyclic;         ///< the node lies on a cycle
};

/// Linear in nodes and edges, and without recursion: the input may be hostile.
Heights findHeights(const Edges& edges);

} // namespace twinflow::models
