// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A few steps of a graph's nodes towards where pulling edges and pushing nodes hold each other.
#pragma once

#include "layouts/graph.h"
#include "layouts/repulsion.h"

#include <functional>

namespace twinflow::layouts {

/// How the pull of an edge grows with its length.
enum class Pull : std::uint8_t { linear, square, cube };

struct Steps {
    int count = 1;
    float longest = 1; ///< of the first step
    float last = 1;    ///< longest of the last step; those between shrink evenly
    Pull pull = Pull::square;
};

/// Moves `points` step by step; all nodes at once. `mayGoOn` is asked before each step: false ends it, and is given
/// back.
bool takeSteps(const Graph& graph, Points& points, const Steps& steps, Repulsion& repulsion, Team& team,
               const std::function<bool()>& mayGoOn);

} // namespace twinflow::layouts
