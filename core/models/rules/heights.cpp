// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/heights.h"

#include <algorithm>

namespace twinflow::models {

namespace {

/// Tarjan's strongly connected components: each is complete after all that it points at.
class CycleFinder {
public:
    explicit CycleFinder(const Edges& edges)
        : m_edges(edges)
        , m_number(edges.size(), 0)
        , m_lowest(edges.size(), 0)
        , m_settled(edges.size(), 0)
        , m_ordered(edges.size(), 0) {
        m_result.height.assign(edges.size(), 0);
        m_result.cyclic.assign(edges.size(), 0);
    }

    Heights run() {
        for (std::uint32_t node = 0; node < m_edges.size(); ++node) {
            if (m_number[node] == 0) walkFrom(node);
        }
        return std::move(m_result);
    }

private:
    struct Visit {
        std::uint32_t node;
        std::size_t nextEdge;
    };

    void walkFrom(std::uint32_t start) {
        enter(start);
        while (!m_way.empty()) {
            Visit& visit = m_way.back();
            const std::uint32_t node = visit.node;
            if (visit.nextEdge < m_edges[node].size()) {
                const std::uint32_t to = m_edges[node][visit.nextEdge++];
                if (m_number[to] == 0) {
                    enter(to);
                } else if (!m_settled[to]) {
                    m_lowest[node] = std::min(m_lowest[node], m_number[to]);
                }
                continue;
            }
            m_way.pop_back();
            if (!m_way.empty()) {
                const std::uint32_t from = m_way.back().node;
                m_lowest[from] = std::min(m_lowest[from], m_lowest[node]);
            }
            if (m_lowest[node] == m_number[node]) settle(node);
        }
    }

    void enter(std::uint32_t node) {
        m_number[node] = m_lowest[node] = ++m_count;
        m_open.push_back(node);
        m_way.push_back({node, 0});
    }

    /// `node` and what was entered after it and is open yet lead to each other.
    void settle(std::uint32_t node) {
        const std::vector<std::uint32_t>& edges = m_edges[node];
        const bool alone = m_open.back() == node && std::find(edges.begin(), edges.end(), node) == edges.end();
        if (alone) place(node);
        for (std::uint32_t last = ~node; last != node;) {
            last = m_open.back();
            m_open.pop_back();
            m_settled[last] = 1;
            m_result.cyclic[last] = !alone;
        }
    }

    /// A node on no cycle, unless it leads to one.
    void place(std::uint32_t node) {
        for (const std::uint32_t to : m_edges[node]) {
            if (!m_ordered[to]) return;
            m_result.height[node] = std::max(m_result.height[node], m_result.height[to] + 1);
        }
        m_ordered[node] = 1;
        m_result.order.push_back(node);
    }

    const Edges& m_edges;
    std::vector<std::uint32_t> m_number; // in order of entering, from 1; 0 for a node that was not reached yet
    std::vector<std::uint32_t> m_lowest; // the lowest number of an open node that the node leads to
    std::vector<char> m_settled;
    std::vector<char> m_ordered;
    std::vector<std::uint32_t> m_open;
    std::vector<Visit> m_way;
    std::uint32_t m_count = 0;
    Heights m_result;
};

} // namespace

Heights findHeights(const Edges& edges) {
    return CycleFinder(edges).run();
}

} // namespace twinflow::models
