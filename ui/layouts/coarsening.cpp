// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layouts/coarsening.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace twinflow::layouts {

namespace {

constexpr float kMostMass = 6; // of the average

std::vector<Node> shuffled(std::size_t count, Random& random) {
    std::vector<Node> nodes(count);
    std::iota(nodes.begin(), nodes.end(), Node{0});
    for (std::size_t left = count; left > 1; --left) std::swap(nodes[left - 1], nodes[random.below(left)]);
    return nodes;
}

/// Who belongs to whom, and how far everyone is from the node that took it in.
struct Families {
    std::vector<Node> parents;
    std::vector<float> distances;
    std::size_t count = 0;
};

Families familiesOf(const Graph& graph, Random& random) {
    Families families;
    families.parents.assign(graph.size(), kNoNode);
    families.distances.assign(graph.size(), 0.0F);
    const float all = std::accumulate(graph.masses().begin(), graph.masses().end(), 0.0F);
    const float most = std::max(2.0F, kMostMass * all / static_cast<float>(graph.size()));
    std::vector<Node>& parents = families.parents;
    std::vector<Node> order = shuffled(graph.size(), random);
    // Hubs first: what waits for one that is too heavy to be taken in would stay alone.
    std::stable_partition(order.begin(), order.end(), [&](Node node) { return 2 * graph.mass(node) > most; });
    const auto isFree = [&](const Link& link) { return parents[link.to] == kNoNode; };
    for (const Node node : order) {
        if (parents[node] != kNoNode) continue;
        const auto links = graph.links(node);
        if (!links.empty() && std::none_of(links.begin(), links.end(), isFree)) {
            const Link& closest = *std::max_element(links.begin(), links.end(),
                                                    [](const Link& a, const Link& b) { return a.weight < b.weight; });
            parents[node] = parents[closest.to];
            families.distances[node] = closest.length + families.distances[closest.to];
            continue;
        }
        const auto family = static_cast<Node>(families.count++);
        parents[node] = family;
        float mass = graph.mass(node);
        for (const Link& link : links) {
            if (!isFree(link) || mass + graph.mass(link.to) > most) continue;
            mass += graph.mass(link.to);
            parents[link.to] = family;
            families.distances[link.to] = link.length;
        }
    }
    return families;
}

/// The nodes of each family side by side.
struct Members {
    std::vector<std::size_t> begins;
    std::vector<Node> nodes;

    explicit Members(const Families& families)
        : begins(families.count + 1)
        , nodes(families.parents.size()) {
        for (const Node parent : families.parents) ++begins[parent + 1];
        std::partial_sum(begins.begin(), begins.end(), begins.begin());
        std::vector<std::size_t> next(begins.begin(), begins.end() - 1);
        for (Node node = 0; node < families.parents.size(); ++node) nodes[next[families.parents[node]]++] = node;
    }
    std::span<const Node> of(Node family) const {
        return {nodes.data() + begins[family], begins[family + 1] - begins[family]};
    }
};

} // namespace

Coarse coarsen(const Graph& graph, Random& random) {
    Families families = familiesOf(graph, random);
    const Members members(families);
    Coarse coarse;
    constexpr std::size_t kNowhere = ~std::size_t{0};
    std::vector<std::size_t> places(families.count, kNowhere); // of the links of the family under way
    std::vector<Node> touched;
    for (Node family = 0; family < families.count; ++family) {
        float mass = 0;
        for (const Node node : members.of(family)) mass += graph.mass(node);
        coarse.graph.beginNode(mass);
        for (const Node node : members.of(family)) {
            for (const Link& link : graph.links(node)) {
                const Node other = families.parents[link.to];
                if (other == family) continue;
                const float length = families.distances[node] + link.length + families.distances[link.to];
                if (places[other] == kNowhere) {
                    places[other] = coarse.graph.addLink({other, 0, 0});
                    touched.push_back(other);
                }
                Link& joined = coarse.graph.link(places[other]);
                joined.weight += link.weight;
                joined.length += link.weight * length;
            }
        }
        for (const Node other : touched) {
            Link& joined = coarse.graph.link(std::exchange(places[other], kNowhere));
            joined.length /= joined.weight;
        }
        touched.clear();
    }
    coarse.parents = std::move(families.parents);
    return coarse;
}

} // namespace twinflow::layouts
