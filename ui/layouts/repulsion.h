// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How all nodes repel each other, in linear time.
#pragma once

#include "layouts/graph.h"
#include "layouts/team.h"

namespace twinflow::layouts {

/// Each node is pushed by mass / distance of every other one. Near ones count one by one; far ones as the squares of a
/// pyramid of grids that they lie in, each by its mass and centre, with the push and its gradient handed down from
/// square to square (a fast multipole method of the lowest order). In a crowded square a sample stands for all.
class Repulsion {
public:
    explicit Repulsion(Team& team)
        : m_team(team) {}

    /// The push on a mass of 1 where each node is.
    const Points& at(const Points& points, std::span<const float> masses);

private:
    struct Square {
        float mass = 0;
        Point centre{}; ///< of mass
        Point push{};   ///< of what is far from it, at its centre
        /// How the push changes: along x by (along, across), along y by (across, -along), as it has no divergence and
        /// no curl.
        float along = 0;
        float across = 0;
    };
    struct Grid {
        std::size_t side = 1;
        std::vector<Square> squares; // row by row
    };

    void cover(const Points& points, std::span<const float> masses);
    void sumUp();
    void handDown(std::size_t level, std::size_t firstRow, std::size_t lastRow);
    void pushNear(std::size_t firstRow, std::size_t lastRow);
    Point pushIn(std::size_t first, std::size_t behind, Point at) const;
    Point pushInCrowd(const Square& square, std::size_t first, std::size_t behind, std::size_t node, bool isOwn) const;

    Team& m_team;
    std::vector<Grid> m_grids;           // from one square to the finest
    std::vector<std::uint32_t> m_begins; // of the finest squares, in what follows
    std::vector<Node> m_nodes;
    std::vector<float> m_x;
    std::vector<float> m_y;
    std::vector<float> m_masses;
    std::vector<std::uint32_t> m_squareOf;
    std::vector<std::uint32_t> m_next;
    Points m_pushes; // by node
};

} // namespace twinflow::layouts
