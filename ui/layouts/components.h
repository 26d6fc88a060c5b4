// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a graph that no edge joins.
#pragma once

#include "layouts/graph.h"

namespace twinflow::layouts {

struct Component {
    std::vector<Node> nodes; ///< in the whole graph, rising
    Graph graph;             ///< of those nodes, numbered as they stand in `nodes`
};

/// Largest first, those of one size in order of their first node.
std::vector<Component> componentsOf(const Graph& graph);

} // namespace twinflow::layouts
