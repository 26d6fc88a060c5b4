// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layout_quality.h"

#include "base/random.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace twinflow::bench {

using layouts::Edge;
using layouts::Graph;
using layouts::Link;
using layouts::Node;
using layouts::Points;

namespace {

constexpr std::size_t kSources = 100;
constexpr std::size_t kSample = 500;
constexpr std::size_t kNearest = 10;

double length(const Points& places, Node a, Node b) {
    return std::hypot(static_cast<double>(places[a].x) - places[b].x, static_cast<double>(places[a].y) - places[b].y);
}

/// Of (1 - scale * length / steps)^2, which is least at scale = sum of ratios / sum of their squares.
double stressOf(const Graph& graph, const Points& places, Random& random) {
    double ratios = 0;
    double squares = 0;
    double pairs = 0;
    for (std::size_t i = 0; i < kSources; ++i) {
        const auto source = static_cast<Node>(random.below(graph.size()));
        std::vector<std::uint32_t> steps(graph.size());
        std::vector<Node> reached{source};
        for (std::size_t next = 0; next < reached.size(); ++next) {
            for (const Link& link : graph.links(reached[next])) {
                if (link.to == source || steps[link.to] > 0) continue;
                steps[link.to] = steps[reached[next]] + 1;
                reached.push_back(link.to);
            }
        }
        for (std::size_t j = 1; j < reached.size(); ++j) {
            const double ratio = length(places, source, reached[j]) / steps[reached[j]];
            ratios += ratio;
            squares += ratio * ratio;
            ++pairs;
        }
    }
    return squares > 0 ? 1 - ratios * ratios / squares / pairs : 1;
}

double neighboursOf(const Graph& graph, const Points& places, Random& random) {
    const std::size_t sample = std::min(kSample, graph.size());
    double sum = 0;
    std::size_t counted = 0;
    for (std::size_t i = 0; i < sample; ++i) {
        const auto node = static_cast<Node>(random.below(graph.size()));
        std::set<Node> close;
        for (const Link& link : graph.links(node)) {
            close.insert(link.to);
            for (const Link& further : graph.links(link.to)) close.insert(further.to);
        }
        close.erase(node);
        std::vector<std::pair<double, Node>> others;
        for (Node other = 0; other < graph.size(); ++other) {
            if (other != node) others.emplace_back(length(places, node, other), other);
        }
        const std::size_t nearest = std::min({kNearest, others.size(), close.size()});
        if (nearest == 0) continue; // it has no neighbours
        ++counted;
        const std::size_t looked = std::min(kNearest, others.size());
        std::nth_element(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(looked - 1), others.end());
        std::size_t found = 0;
        for (std::size_t j = 0; j < looked; ++j) found += close.count(others[j].second);
        sum += std::min(1.0, static_cast<double>(found) / static_cast<double>(nearest));
    }
    return counted > 0 ? sum / static_cast<double>(counted) : 1;
}

double spreadOf(const std::vector<Edge>& edges, const Points& places) {
    double sum = 0;
    double squares = 0;
    for (const Edge& edge : edges) {
        const double each = length(places, edge.from, edge.to);
        sum += each;
        squares += each * each;
    }
    if (sum == 0) return 0; // edges from nodes to themselves
    const double mean = sum / static_cast<double>(edges.size());
    return std::sqrt(std::max(0.0, squares / static_cast<double>(edges.size()) - mean * mean)) / mean;
}

} // namespace

LayoutQuality qualityOf(std::size_t nodes, const std::vector<Edge>& edges, const Points& places) {
    const Graph graph(nodes, edges);
    Random random(12345);
    LayoutQuality quality;
    quality.stress = stressOf(graph, places, random);
    quality.neighbours = neighboursOf(graph, places, random);
    quality.spread = spreadOf(edges, places);
    return quality;
}

} // namespace twinflow::bench
