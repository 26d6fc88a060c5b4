// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A smaller graph that looks like a larger one: a node and its free neighbours become one.
#pragma once

#include "base/random.h"
#include "layouts/graph.h"

namespace twinflow::layouts {

struct Coarse {
    Graph graph;
    std::vector<Node> parents; ///< of each node of the finer graph, in `graph`
};

/// A node takes in neighbours until it has six times the mass of the average; one without a free neighbour joins the
/// one that it is tied to most. Nodes are visited in random order, heavy ones first. A connected graph of more than one
/// node becomes smaller.
Coarse coarsen(const Graph& graph, Random& random);

} // namespace twinflow::layouts
