// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layouts/distance_layout.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>

namespace twinflow::layouts {

namespace {

constexpr int kRounds = 30;
constexpr float kLastStep = 0.1F; // of what the nearest pairs would move

/// From each node to each, row after row (Dijkstra).
std::vector<float> distancesOf(const Graph& graph) {
    const std::size_t count = graph.size();
    std::vector<float> distances(count * count, std::numeric_limits<float>::infinity());
    using Entry = std::pair<float, Node>;
    std::vector<Entry> open;
    for (std::size_t from = 0; from < count; ++from) {
        float* const row = distances.data() + from * count;
        row[from] = 0;
        open.assign(1, {0.0F, static_cast<Node>(from)});
        while (!open.empty()) {
            std::pop_heap(open.begin(), open.end(), std::greater<>());
            const auto [distance, node] = open.back();
            open.pop_back();
            if (distance > row[node]) continue;
            for (const Link& link : graph.links(node)) {
                const float further = distance + link.length;
                if (further >= row[link.to]) continue;
                row[link.to] = further;
                open.emplace_back(further, link.to);
                std::push_heap(open.begin(), open.end(), std::greater<>());
            }
        }
    }
    return distances;
}

} // namespace

Points distanceLayout(const Graph& graph, Random& random) {
    const std::size_t count = graph.size();
    const std::vector<float> distances = distancesOf(graph);
    const float longest = count > 0 ? *std::max_element(distances.begin(), distances.end()) : 0;
    Points points(count);
    for (Point& point : points)
        point = {longest * static_cast<float>(random.unit()), longest * static_cast<float>(random.unit())};
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    const float first = std::max(longest * longest, kLastStep);
    for (int round = 0; round < kRounds; ++round) {
        const float step = first * std::pow(kLastStep / first, static_cast<float>(round) / (kRounds - 1));
        for (std::size_t left = count; left > 1; --left) std::swap(order[left - 1], order[random.below(left)]);
        for (std::size_t i = 0; i < count; ++i) {
            Point& one = points[order[i]];
            const float* const row = distances.data() + order[i] * count;
            for (std::size_t j = 0; j < i; ++j) {
                Point& other = points[order[j]];
                const float wanted = row[order[j]];
                const float x = one.x - other.x;
                const float y = one.y - other.y;
                const float length = std::sqrt(x * x + y * y) + 1e-9F;
                const float share = std::min(1.0F, step / (wanted * wanted));
                const float move = share * (length - wanted) / (2 * length);
                one.x -= move * x;
                one.y -= move * y;
                other.x += move * x;
                other.y += move * y;
            }
        }
    }
    return points;
}

} // namespace twinflow::layouts
