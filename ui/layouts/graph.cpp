// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layouts/graph.h"

namespace twinflow::layouts {

Graph::Graph(std::size_t nodes, std::span<const Edge> edges)
    : m_begins(nodes + 1)
    , m_masses(nodes, 1.0F) {
    for (const Edge& edge : edges) {
        if (edge.from == edge.to) continue;
        ++m_begins[edge.from + 1];
        ++m_begins[edge.to + 1];
    }
    for (std::size_t i = 0; i < nodes; ++i) m_begins[i + 1] += m_begins[i];
    m_links.resize(m_begins.back());
    std::vector<std::size_t> next(m_begins.begin(), m_begins.end() - 1);
    for (const Edge& edge : edges) {
        if (edge.from == edge.to) continue;
        m_links[next[edge.from]++].to = edge.to;
        m_links[next[edge.to]++].to = edge.from;
    }
}

} // namespace twinflow::layouts
