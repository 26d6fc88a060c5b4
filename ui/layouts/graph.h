// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An undirected graph as layouts read it: the neighbours of each node side by side.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace twinflow::layouts {

using Node = std::uint32_t;
constexpr Node kNoNode = ~Node{0};

struct Edge {
    Node from = 0;
    Node to = 0;
};

/// What is above the half of an edge that leads to a neighbour.
struct Link {
    Node to = 0;
    float weight = 1; ///< so many edges of the graph
    float length = 1; ///< as far as its ends are apart in the graph, on average
};

struct Point {
    float x = 0;
    float y = 0;
    bool operator==(const Point&) const = default;
};
using Points = std::vector<Point>;

class Graph {
public:
    /// Edges from a node to itself count nothing; several between two nodes pull together. Ends are below `nodes`.
    Graph(std::size_t nodes, std::span<const Edge> edges);
    Graph() = default;

    std::size_t size() const { return m_masses.size(); }
    std::span<const Link> links(Node node) const {
        return {m_links.data() + m_begins[node], m_begins[node + 1] - m_begins[node]};
    }
    /// How many nodes of the first graph a node stands for.
    float mass(Node node) const { return m_masses[node]; }
    std::span<const float> masses() const { return m_masses; }

    /// Appends a node; its links are those added until the next one.
    void beginNode(float mass) {
        m_masses.push_back(mass);
        m_begins.push_back(m_links.size());
    }
    /// The place of the link among all; it may be changed until the next node.
    std::size_t addLink(const Link& link) {
        m_links.push_back(link);
        m_begins.back() = m_links.size();
        return m_links.size() - 1;
    }
    Link& link(std::size_t place) { return m_links[place]; }

private:
    std::vector<std::size_t> m_begins{0};
    std::vector<Link> m_links;
    std::vector<float> m_masses;
};

} // namespace twinflow::layouts
