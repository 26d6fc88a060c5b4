// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layouts/repulsion.h"

#include <algorithm>
#include <array>

namespace twinflow::layouts {

namespace {

constexpr float kNodesPerSquare = 2.5F;
constexpr std::size_t kMostLevels = 12;
constexpr std::size_t kCrowd = 32;
constexpr float kSoftness = 1e-4F;  // so that nodes at one place do not push each other out of the picture
constexpr std::size_t kLittle = 16; // rows that are not worth another thread

float inverse(float x, float y) {
    return 1 / (x * x + y * y + kSoftness);
}

std::size_t below(std::size_t value, std::size_t by) {
    return value > by ? value - by : 0;
}

} // namespace

const Points& Repulsion::at(const Points& points, std::span<const float> masses) {
    m_pushes.resize(points.size());
    if (points.empty()) return m_pushes;
    cover(points, masses);
    sumUp();
    for (std::size_t level = 2; level < m_grids.size(); ++level) {
        m_team.share(m_grids[level].side, kLittle,
                     [&](std::size_t first, std::size_t last) { handDown(level, first, last); });
    }
    m_team.share(m_grids.back().side, kLittle, [&](std::size_t first, std::size_t last) { pushNear(first, last); });
    return m_pushes;
}

/// Puts every node into its square of the finest grid.
void Repulsion::cover(const Points& points, std::span<const float> masses) {
    Point low = points.front();
    Point high = low;
    for (const Point& point : points) {
        low = {std::min(low.x, point.x), std::min(low.y, point.y)};
        high = {std::max(high.x, point.x), std::max(high.y, point.y)};
    }
    std::size_t level = 1;
    while (level < kMostLevels &&
           static_cast<float>(std::size_t{1} << (2 * level)) * kNodesPerSquare < static_cast<float>(points.size()))
        ++level;
    m_grids.resize(level + 1);
    for (std::size_t i = 0; i <= level; ++i) {
        m_grids[i].side = std::size_t{1} << i;
        m_grids[i].squares.assign(std::size_t{1} << (2 * i), Square{});
    }
    Grid& finest = m_grids.back();
    const float width = std::max({high.x - low.x, high.y - low.y, kSoftness});
    const float scale = static_cast<float>(finest.side) / width;
    const auto cell = [&](float offset) { return std::min(static_cast<std::size_t>(offset * scale), finest.side - 1); };
    m_squareOf.resize(points.size());
    m_begins.assign(finest.squares.size() + 1, 0);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const std::size_t square = cell(points[i].y - low.y) * finest.side + cell(points[i].x - low.x);
        m_squareOf[i] = static_cast<std::uint32_t>(square);
        ++m_begins[square + 1];
        Square& own = finest.squares[square];
        own.mass += masses[i];
        own.centre.x += masses[i] * points[i].x;
        own.centre.y += masses[i] * points[i].y;
    }
    for (std::size_t i = 0; i < finest.squares.size(); ++i) m_begins[i + 1] += m_begins[i];
    m_next.assign(m_begins.begin(), m_begins.end() - 1);
    m_nodes.resize(points.size());
    m_x.resize(points.size());
    m_y.resize(points.size());
    m_masses.resize(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const std::uint32_t place = m_next[m_squareOf[i]]++;
        m_nodes[place] = static_cast<Node>(i);
        m_x[place] = points[i].x;
        m_y[place] = points[i].y;
        m_masses[place] = masses[i];
    }
}

/// Masses and centres of the coarser grids.
void Repulsion::sumUp() {
    for (std::size_t level = m_grids.size() - 1; level > 0; --level) {
        const Grid& finer = m_grids[level];
        Grid& coarser = m_grids[level - 1];
        for (std::size_t row = 0; row < finer.side; ++row) {
            for (std::size_t column = 0; column < finer.side; ++column) {
                const Square& part = finer.squares[row * finer.side + column];
                Square& whole = coarser.squares[row / 2 * coarser.side + column / 2];
                whole.mass += part.mass;
                whole.centre.x += part.centre.x;
                whole.centre.y += part.centre.y;
            }
        }
    }
    for (Grid& grid : m_grids) {
        for (Square& square : grid.squares) {
            if (square.mass == 0) continue;
            square.centre.x /= square.mass;
            square.centre.y /= square.mass;
        }
    }
}

/// What a square gets from far away: what the square above it gets, and the push of those squares that are near to that
/// one but not to itself.
void Repulsion::handDown(std::size_t level, std::size_t firstRow, std::size_t lastRow) {
    Grid& grid = m_grids[level];
    const Grid& above = m_grids[level - 1];
    for (std::size_t row = firstRow; row < lastRow; ++row) {
        const std::size_t nearRows = below(row / 2 * 2, 2);
        const std::size_t rowsEnd = std::min(grid.side, row / 2 * 2 + 4);
        for (std::size_t column = 0; column < grid.side; ++column) {
            Square& square = grid.squares[row * grid.side + column];
            if (square.mass == 0) continue;
            const Square& parent = above.squares[row / 2 * above.side + column / 2];
            const float x = square.centre.x - parent.centre.x;
            const float y = square.centre.y - parent.centre.y;
            Point push{parent.push.x + parent.along * x + parent.across * y,
                       parent.push.y + parent.across * x - parent.along * y};
            float along = parent.along;
            float across = parent.across;
            const std::size_t columnsEnd = std::min(grid.side, column / 2 * 2 + 4);
            for (std::size_t otherRow = nearRows; otherRow < rowsEnd; ++otherRow) {
                const bool isNearRow = otherRow + 1 >= row && otherRow <= row + 1;
                for (std::size_t other = below(column / 2 * 2, 2); other < columnsEnd; ++other) {
                    if (isNearRow && other + 1 >= column && other <= column + 1) continue;
                    const Square& far = grid.squares[otherRow * grid.side + other];
                    if (far.mass == 0) continue;
                    const float dx = square.centre.x - far.centre.x;
                    const float dy = square.centre.y - far.centre.y;
                    const float over = inverse(dx, dy);
                    const float force = far.mass * over;
                    push.x += force * dx;
                    push.y += force * dy;
                    along += force * over * (dy * dy - dx * dx);
                    across -= 2 * force * over * dx * dy;
                }
            }
            square.push = push;
            square.along = along;
            square.across = across;
        }
    }
}

void Repulsion::pushNear(std::size_t firstRow, std::size_t lastRow) {
    const Grid& grid = m_grids.back();
    for (std::size_t row = firstRow; row < lastRow; ++row) {
        for (std::size_t column = 0; column < grid.side; ++column) {
            const std::size_t own = row * grid.side + column;
            const Square& square = grid.squares[own];
            for (std::size_t i = m_begins[own]; i < m_begins[own + 1]; ++i) {
                const Point at{m_x[i], m_y[i]};
                const float x = at.x - square.centre.x;
                const float y = at.y - square.centre.y;
                Point push{square.push.x + square.along * x + square.across * y,
                           square.push.y + square.across * x - square.along * y};
                const std::size_t left = below(column, 1);
                const std::size_t right = std::min(grid.side - 1, column + 1);
                for (std::size_t near = below(row, 1); near <= std::min(grid.side - 1, row + 1); ++near) {
                    const std::size_t first = m_begins[near * grid.side + left];
                    const std::size_t behind = m_begins[near * grid.side + right + 1];
                    Point more{};
                    if (behind - first <= 3 * kCrowd) {
                        more = pushIn(first, behind, at);
                    } else {
                        for (std::size_t other = near * grid.side + left; other <= near * grid.side + right; ++other) {
                            const Point some =
                                pushInCrowd(grid.squares[other], m_begins[other], m_begins[other + 1], i, other == own);
                            more.x += some.x;
                            more.y += some.y;
                        }
                    }
                    push.x += more.x;
                    push.y += more.y;
                }
                m_pushes[m_nodes[i]] = push;
            }
        }
    }
}

/// The push of the nodes from place `first` to before `behind`; four sums at once, as processors have it.
Point Repulsion::pushIn(std::size_t first, std::size_t behind, Point at) const {
    constexpr std::size_t kLanes = 4;
    std::array<float, kLanes> sumX{};
    std::array<float, kLanes> sumY{};
    std::size_t i = first;
    for (; i + kLanes <= behind; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const float x = at.x - m_x[i + lane];
            const float y = at.y - m_y[i + lane];
            const float force = m_masses[i + lane] * inverse(x, y);
            sumX[lane] += force * x;
            sumY[lane] += force * y;
        }
    }
    Point push{(sumX[0] + sumX[1]) + (sumX[2] + sumX[3]), (sumY[0] + sumY[1]) + (sumY[2] + sumY[3])};
    for (; i < behind; ++i) {
        const float x = at.x - m_x[i];
        const float y = at.y - m_y[i];
        const float force = m_masses[i] * inverse(x, y);
        push.x += force * x;
        push.y += force * y;
    }
    return push;
}

/// A crowded square as one mass; the node's own by every so manieth node, each node by others.
Point Repulsion::pushInCrowd(const Square& square, std::size_t first, std::size_t behind, std::size_t node,
                             bool isOwn) const {
    const Point at{m_x[node], m_y[node]};
    if (behind - first <= kCrowd) return pushIn(first, behind, at);
    Point push{};
    if (!isOwn) {
        const float x = at.x - square.centre.x;
        const float y = at.y - square.centre.y;
        const float force = square.mass * inverse(x, y);
        return {force * x, force * y};
    }
    const std::size_t stride = 1 + (behind - first) / kCrowd;
    for (std::size_t i = first + node % stride; i < behind; i += stride) {
        const float x = at.x - m_x[i];
        const float y = at.y - m_y[i];
        const float force = static_cast<float>(stride) * m_masses[i] * inverse(x, y);
        push.x += force * x;
        push.y += force * y;
    }
    return push;
}

} // namespace twinflow::layouts
