// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A small graph laid out so that distances in the plane are those in the graph.
#pragma once

#include "base/random.h"
#include "layouts/graph.h"

namespace twinflow::layouts {

/// Moves pair after pair towards its distance, near pairs most, in ever smaller steps (Zheng, Pawar and Goodman: Graph
/// Drawing by Stochastic Gradient Descent, 2018). For connected graphs; time and memory grow with the square of the
/// nodes.
Points distanceLayout(const Graph& graph, Random& random);

} // namespace twinflow::layouts
