// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How good a layout is: speed alone says nothing.
#pragma once

#include "layouts/graph.h"

namespace twinflow::bench {

struct LayoutQuality {
    /// How far distances in the plane are from those in the graph, of pairs from 100 nodes to all, at the best scale:
    /// 0 perfect, 1 all at one place.
    double stress = 0;
    /// How many of the 10 nodes that lie nearest to a node are at most two edges away, over how many could be; the mean
    /// over 500 nodes.
    double neighbours = 0;
    /// Deviation of the edges' lengths over their mean.
    double spread = 0;
};

/// The same sample of nodes each time.
LayoutQuality qualityOf(std::size_t nodes, const std::vector<layouts::Edge>& edges, const layouts::Points& places);

} // namespace twinflow::bench
