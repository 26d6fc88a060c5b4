// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layouts/force_layout.h"

#include "layouts/coarsening.h"
#include "layouts/components.h"
#include "layouts/distance_layout.h"
#include "layouts/packing.h"
#include "layouts/spring_layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace twinflow::layouts {

namespace {

// Nodes of a graph that …
constexpr std::size_t kSmallest = 50;     // is not made smaller
constexpr std::size_t kCoarse = 500;      // is still about distances alone
constexpr std::size_t kLarge = 4000;      // is about neighbours alone on its finest level
constexpr std::size_t kMostAtOnce = 1000; // that distanceLayout() is asked to lay out
constexpr float kGap = 1;                 // around each part

class PartLayout {
public:
    PartLayout(Random& random, Team& team, const ForceOptions& options)
        : m_random(random)
        , m_team(team)
        , m_repulsion(team)
        , m_options(options) {}

    /// Nothing when it was stopped.
    std::optional<Points> of(const Graph& graph) {
        std::vector<Coarse> levels; // from the second finest
        const Graph* coarsest = &graph;
        while (coarsest->size() > kSmallest) {
            Coarse coarse = coarsen(*coarsest, m_random);
            if (coarse.graph.size() * 10 > coarsest->size() * 9) break; // not much smaller
            levels.push_back(std::move(coarse));
            coarsest = &levels.back().graph;
        }
        Points points = coarsest->size() <= kMostAtOnce ? distanceLayout(*coarsest, m_random) : scattered(*coarsest);
        for (std::size_t level = levels.size();; --level) {
            const Graph& finer = level == 0 ? graph : levels[level - 1].graph;
            if (level < levels.size()) points = spread(levels[level], finer, points);
            const float width = std::sqrt(static_cast<float>(graph.size()) / static_cast<float>(finer.size()));
            const Steps steps = stepsOf(level, finer.size(), graph.size(), width);
            if (!takeSteps(finer, points, steps, m_repulsion, m_team, m_options.stop)) return std::nullopt;
            if (level == 0) return points;
        }
    }

private:
    /// Distances count on coarse levels, neighbours on the finest; a small graph has time for both.
    static Steps stepsOf(std::size_t level, std::size_t nodes, std::size_t ofAll, float width) {
        const bool isLarge = ofAll > kLarge;
        Steps steps;
        steps.pull = level == 0 && isLarge ? Pull::linear : level == 0 || nodes > kCoarse ? Pull::square : Pull::cube;
        if (level == 0)
            steps.count = isLarge ? 5 : 50;
        else
            steps.count = nodes > kCoarse ? std::min(64, 16 << (level - 1)) : isLarge ? 400 : 100;
        steps.longest = width;
        steps.last = width / 20;
        return steps;
    }

    Points scattered(const Graph& graph) {
        const double width = std::sqrt(std::accumulate(graph.masses().begin(), graph.masses().end(), 0.0));
        Points points(graph.size());
        for (Point& point : points)
            point = {static_cast<float>(m_random.between(0, width)), static_cast<float>(m_random.between(0, width))};
        return points;
    }

    /// Each node near the one that it became part of, on the side of its other neighbours.
    Points spread(const Coarse& coarse, const Graph& finer, const Points& from) {
        Points points(finer.size());
        const auto jitter = [this](float width) { return width * static_cast<float>(m_random.unit() - 0.5); };
        for (Node node = 0; node < finer.size(); ++node) {
            const Node parent = coarse.parents[node];
            const Point centre = from[parent];
            const float radius = std::sqrt(coarse.graph.mass(parent)) / 2;
            Point towards{};
            float weight = 0;
            for (const Link& link : finer.links(node)) {
                const Node other = coarse.parents[link.to];
                if (other == parent) continue;
                towards.x += link.weight * (from[other].x - centre.x);
                towards.y += link.weight * (from[other].y - centre.y);
                weight += link.weight;
            }
            Point& point = points[node] = centre;
            if (weight > 0) {
                const Point offset{towards.x / weight, towards.y / weight};
                const float length = std::sqrt(offset.x * offset.x + offset.y * offset.y) + 1e-6F;
                const float share = std::min(radius, length / 2) / length;
                point.x += share * offset.x;
                point.y += share * offset.y;
            }
            point.x += jitter(0.3F * radius);
            point.y += jitter(0.3F * radius);
        }
        return points;
    }

    Random& m_random;
    Team& m_team;
    Repulsion m_repulsion;
    const ForceOptions& m_options;
};

/// Moves it to (0, 0) and to an area of 1 a node.
Box fit(Points& points) {
    Point low = points.front();
    Point high = low;
    for (const Point& point : points) {
        low = {std::min(low.x, point.x), std::min(low.y, point.y)};
        high = {std::max(high.x, point.x), std::max(high.y, point.y)};
    }
    const auto count = static_cast<float>(points.size());
    const float width = high.x - low.x;
    const float height = high.y - low.y;
    const float longer = std::max(width, height);
    const float area = std::max(width * height, longer * longer / count); // a chain is not the thinner the straighter
    const float scale = area > 0 ? std::sqrt(count / area) : 1;
    for (Point& point : points) point = {(point.x - low.x) * scale, (point.y - low.y) * scale};
    return {width * scale, height * scale};
}

} // namespace

std::optional<Points> forceLayout(std::size_t nodes, std::span<const Edge> edges, const ForceOptions& options) {
    const std::vector<Component> components = componentsOf(Graph(nodes, edges));
    Random random(options.seed);
    Team team(std::max(1U, options.threads));
    std::vector<Points> parts;
    std::vector<Box> boxes;
    std::size_t done = 0;
    for (const Component& component : components) {
        auto points = PartLayout(random, team, options).of(component.graph);
        if (!points) return std::nullopt;
        const Box box = fit(*points);
        boxes.push_back({box.width + kGap, box.height + kGap});
        parts.push_back(std::move(*points));
        done += component.nodes.size();
        if (options.progress) options.progress(static_cast<double>(done) / static_cast<double>(nodes));
    }
    const Points corners = pack(boxes);
    Points places(nodes);
    for (std::size_t i = 0; i < components.size(); ++i) {
        for (std::size_t j = 0; j < components[i].nodes.size(); ++j)
            places[components[i].nodes[j]] = {corners[i].x + parts[i][j].x, corners[i].y + parts[i][j].y};
    }
    return places;
}

} // namespace twinflow::layouts
