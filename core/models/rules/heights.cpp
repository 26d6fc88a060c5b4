// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/heights.h"

#include <algorithm>

namespace twinflow::models {

namespace {

Edges reversed(const Edges& edges) {
    Edges back(edges.size());
    for (std::uint32_t from = 0; from < edges.size(); ++from) {
        for (const std::uint32_t to : edges[from]) back[to].push_back(from);
    }
    return back;
}

/// Nodes in an order in which each comes after all that it points at; those that cannot be ordered are left out.
std::vector<std::uint32_t> peel(const Edges& edges, const Edges& back, const std::vector<char>& among) {
    std::vector<std::uint32_t> open(edges.size(), 0);
    std::vector<std::uint32_t> order;
    for (std::uint32_t node = 0; node < edges.size(); ++node) {
        if (!among[node]) continue;
        for (const std::uint32_t to : edges[node]) open[node] += among[to] ? 1 : 0;
        if (open[node] == 0) order.push_back(node);
    }
    for (std::size_t next = 0; next < order.size(); ++next) {
        for (const std::uint32_t from : back[order[next]]) {
            if (among[from] && --open[from] == 0) order.push_back(from);
        }
    }
    return order;
}

} // namespace

Heights findHeights(const Edges& edges) {
    const Edges back = reversed(edges);
    Heights result;
    result.height.assign(edges.size(), 0);
    result.cyclic.assign(edges.size(), 1);
    result.order = peel(edges, back, result.cyclic);
    for (const std::uint32_t node : result.order) {
        for (const std::uint32_t to : edges[node])
            result.height[node] = std::max(result.height[node], result.height[to] + 1);
        result.cyclic[node] = 0;
    }
    // What is left either lies on a cycle or leads to one; the latter peels off from the other side.
    for (const std::uint32_t node : peel(back, edges, result.cyclic)) result.cyclic[node] = 0;
    return result;
}

} // namespace twinflow::models
