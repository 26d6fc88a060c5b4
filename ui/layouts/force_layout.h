// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the nodes of a graph of up to millions of nodes go, by multilevel forces.
#pragma once

#include "layouts/graph.h"

#include <atomic>
#include <functional>
#include <optional>

namespace twinflow::layouts {

struct ForceOptions {
    std::uint64_t seed = 1; ///< the same gives the same places
    unsigned threads = 1;   ///< makes no difference but time
    const std::atomic<bool>* stop = nullptr;
    /// How much is done, from 0 to 1, about every hundredth; called in the caller's thread.
    std::function<void(double)> progress = {};
};

/// A place for each node, in an area of about 1 a node, from (0, 0) on; nothing when it was stopped. Parts that no edge
/// joins stand side by side. Fewer than 2^32 - 1 nodes; time is linear in nodes and edges: a tree of 100,000 nodes with
/// 50,000 cross links takes about a quarter of a second.
std::optional<Points> forceLayout(std::size_t nodes, std::span<const Edge> edges, const ForceOptions& options = {});

} // namespace twinflow::layouts
