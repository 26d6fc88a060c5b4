// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layouts/spring_layout.h"

#include <cmath>

namespace twinflow::layouts {

namespace {

constexpr std::size_t kLittle = 2000; // nodes that are not worth another thread

/// What the length of an edge is multiplied with, beside its weight.
template <Pull pull>
float pullAt(float squaredLength) {
    if constexpr (pull == Pull::linear) return 1;
    if constexpr (pull == Pull::square) return std::sqrt(squaredLength);
    return squaredLength;
}

/// The force on each node over how fast the force changes there (a step of Newton's method without the mixed terms), no
/// longer than `longest`.
template <Pull pull>
void step(const Graph& graph, const Points& from, const Points& pushes, float longest, std::size_t first,
          std::size_t behind, Points& to) {
    constexpr float kSteepness = pull == Pull::linear ? 1 : pull == Pull::square ? 2 : 3;
    for (std::size_t i = first; i < behind; ++i) {
        const auto node = static_cast<Node>(i);
        const float mass = graph.mass(node);
        const Point at = from[i];
        Point force{mass * pushes[i].x, mass * pushes[i].y};
        float stiffness = 0;
        for (const Link& link : graph.links(node)) {
            const float x = from[link.to].x - at.x;
            const float y = from[link.to].y - at.y;
            const float pulled = link.weight * pullAt<pull>(x * x + y * y);
            force.x += pulled * x;
            force.y += pulled * y;
            stiffness += pulled;
        }
        const float over = 1 / (kSteepness * stiffness + mass / 2);
        const Point move{force.x * over, force.y * over};
        const float length = std::sqrt(move.x * move.x + move.y * move.y);
        const float share = length > longest ? longest / length : 1;
        to[i] = {at.x + share * move.x, at.y + share * move.y};
    }
}

auto stepOf(Pull pull) {
    return pull == Pull::linear ? step<Pull::linear> : pull == Pull::square ? step<Pull::square> : step<Pull::cube>;
}

} // namespace

bool takeSteps(const Graph& graph, Points& points, const Steps& steps, Repulsion& repulsion, Team& team,
               const std::function<bool()>& mayGoOn) {
    Points next(points.size());
    for (int i = 0; i < steps.count; ++i) {
        if (!mayGoOn()) return false;
        const float done = steps.count > 1 ? static_cast<float>(i) / static_cast<float>(steps.count - 1) : 1;
        const float longest = steps.longest * std::pow(steps.last / steps.longest, done);
        const Points& pushes = repulsion.at(points, graph.masses());
        team.share(points.size(), kLittle, [&](std::size_t first, std::size_t behind) {
            stepOf(steps.pull)(graph, points, pushes, longest, first, behind, next);
        });
        points.swap(next);
    }
    return true;
}

} // namespace twinflow::layouts
