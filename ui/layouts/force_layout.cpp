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
constexpr float kStar = 24;               // times the mass of a node: what became one is a hub with many rays
constexpr float kGap = 1;                 // around each part

/// How much is done of all parts, and whether to go on.
class Progress {
public:
    Progress(std::size_t nodes, const ForceOptions& options)
        : m_nodes(nodes)
        , m_options(options) {}

    bool isStopped() const { return m_options.stop && m_options.stop->load(std::memory_order_relaxed); }
    /// This share of a part of so many nodes is done; the parts before it are.
    void tell(double share, std::size_t ofNodes) {
        const double done =
            (static_cast<double>(m_before) + share * static_cast<double>(ofNodes)) / static_cast<double>(m_nodes);
        if (share >= 1) m_before += ofNodes;
        if (!m_options.progress || (done < m_told + kNews && done < 1)) return;
        m_told = done;
        m_options.progress(std::min(1.0, done));
    }

private:
    static constexpr double kNews = 0.01;
    std::size_t m_nodes;
    const ForceOptions& m_options;
    std::size_t m_before = 0;
    double m_told = 0;
};

class PartLayout {
public:
    PartLayout(Random& random, Team& team, Progress& progress)
        : m_random(random)
        , m_team(team)
        , m_repulsion(team)
        , m_progress(progress) {}

    /// Nothing when it was stopped.
    std::optional<Points> of(const Graph& graph) {
        std::vector<Coarse> levels; // from the second finest
        if (!coarsen(graph, levels)) return std::nullopt;
        const auto graphAt = [&](std::size_t level) -> const Graph& {
            return level == 0 ? graph : levels[level - 1].graph;
        };
        std::vector<Steps> steps;
        double work = 0;
        for (std::size_t level = 0; level <= levels.size(); ++level) {
            steps.push_back(stepsOf(level, graphAt(level).size(), graph.size()));
            work += steps.back().count * static_cast<double>(graphAt(level).size());
        }
        Points points = begin(graphAt(levels.size()));
        double done = 0;
        for (std::size_t level = levels.size();; --level) {
            const Graph& finer = graphAt(level);
            if (level < levels.size()) points = spread(levels[level], finer, points);
            const auto goOn = [&] {
                m_progress.tell(done / work, graph.size());
                done += static_cast<double>(finer.size());
                return !m_progress.isStopped();
            };
            if (!takeSteps(finer, points, steps[level], m_repulsion, m_team, goOn)) return std::nullopt;
            if (level == 0) break;
        }
        m_progress.tell(1, graph.size());
        return points;
    }

private:
    bool coarsen(const Graph& graph, std::vector<Coarse>& levels) {
        for (const Graph* finer = &graph; finer->size() > kSmallest; finer = &levels.back().graph) {
            if (m_progress.isStopped()) return false;
            Coarse coarse = layouts::coarsen(*finer, m_random);
            if (coarse.graph.size() * 10 > finer->size() * 9) break; // not much smaller
            levels.push_back(std::move(coarse));
        }
        return true;
    }

    Points begin(const Graph& coarsest) {
        if (coarsest.size() <= kMostAtOnce) return distanceLayout(coarsest, m_random);
        Points points(coarsest.size());
        const float width = std::sqrt(massOf(coarsest));
        for (Point& point : points) point = {draw(0, width), draw(0, width)};
        return points;
    }

    /// Distances count on coarse levels, neighbours on the finest; a small graph has time for both.
    static Steps stepsOf(std::size_t level, std::size_t nodes, std::size_t ofAll) {
        const bool isLarge = ofAll > kLarge;
        Steps steps;
        steps.pull = level == 0 && isLarge ? Pull::linear : level == 0 || nodes > kCoarse ? Pull::square : Pull::cube;
        if (level == 0)
            steps.count = isLarge ? 5 : 50;
        else
            steps.count = nodes > kCoarse ? std::min(64, 16 << (level - 1)) : isLarge ? 400 : 100;
        steps.longest = std::sqrt(static_cast<float>(ofAll) / static_cast<float>(nodes));
        steps.last = steps.longest / 20;
        return steps;
    }

    /// Each node near the one that it became part of, on the side of its other neighbours.
    Points spread(const Coarse& coarse, const Graph& finer, const Points& from) {
        Points points(finer.size());
        const float many = kStar * massOf(finer) / static_cast<float>(finer.size());
        for (Node node = 0; node < finer.size(); ++node) {
            const Node parent = coarse.parents[node];
            const Point centre = from[parent];
            const float mass = coarse.graph.mass(parent);
            const float radius = std::sqrt(mass) / 2;
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
            float width = 0.3F * radius;
            if (weight > 0) {
                const Point offset{towards.x / weight, towards.y / weight};
                const float length = std::sqrt(offset.x * offset.x + offset.y * offset.y) + 1e-6F;
                const float share = std::min(radius, length / 2) / length;
                point.x += share * offset.x;
                point.y += share * offset.y;
            } else if (mass > many) {
                // The rays of a star take all the room that they will need: the steps to come are too short for it.
                if (finer.links(node).size() > 1) continue;
                width = 2 * radius;
            }
            point.x += draw(-width / 2, width / 2);
            point.y += draw(-width / 2, width / 2);
        }
        return points;
    }

    static float massOf(const Graph& graph) {
        return std::accumulate(graph.masses().begin(), graph.masses().end(), 0.0F);
    }
    float draw(float low, float high) { return static_cast<float>(m_random.between(low, high)); }

    Random& m_random;
    Team& m_team;
    Repulsion m_repulsion;
    Progress& m_progress;
};

/// Turns it so that it is longest along x: a chain is a chain whichever way it was laid out.
void lieDown(Points& points) {
    const auto count = static_cast<double>(points.size());
    double x = 0;
    double y = 0;
    for (const Point& point : points) {
        x += point.x / count;
        y += point.y / count;
    }
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (const Point& point : points) {
        xx += (point.x - x) * (point.x - x);
        xy += (point.x - x) * (point.y - y);
        yy += (point.y - y) * (point.y - y);
    }
    const double half = (xx - yy) / 2;
    const double most = (xx + yy) / 2 + std::sqrt(half * half + xy * xy);
    // The eigenvector of the larger eigenvalue; of its two forms the longer.
    double alongX = half >= 0 ? most - yy : xy;
    double alongY = half >= 0 ? xy : most - xx;
    const double length = std::sqrt(alongX * alongX + alongY * alongY);
    if (length == 0) return;
    alongX /= length;
    alongY /= length;
    for (Point& point : points) {
        const double fromX = point.x - x;
        const double fromY = point.y - y;
        point = {static_cast<float>(alongX * fromX + alongY * fromY),
                 static_cast<float>(alongX * fromY - alongY * fromX)};
    }
}

/// Moves it to (0, 0) and to an area of about 1 a node.
Box fit(Points& points) {
    lieDown(points);
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
    Progress progress(nodes, options);
    PartLayout layout(random, team, progress);
    std::vector<Points> parts;
    std::vector<Box> boxes;
    for (const Component& component : components) {
        if (progress.isStopped()) return std::nullopt;
        Points points(1);
        if (component.nodes.size() == 1) {
            progress.tell(1, 1);
        } else {
            auto places = layout.of(component.graph);
            if (!places) return std::nullopt;
            points = std::move(*places);
        }
        const Box box = fit(points);
        boxes.push_back({box.width + kGap, box.height + kGap});
        parts.push_back(std::move(points));
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
