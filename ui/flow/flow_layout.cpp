// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/flow_layout.h"

#include <algorithm>
#include <numeric>

namespace twinflow::ui {

namespace {

constexpr int kSweeps = 8;

/// Of each column the nodes from top to bottom, and for all nodes the middle of their cards.
class Rows {
public:
    explicit Rows(const FlowGraph& graph)
        : m_graph(graph)
        , m_before(graph.nodes.size())
        , m_after(graph.nodes.size())
        , m_middle(graph.nodes.size(), 0) {
        for (std::size_t i = 0; i < graph.nodes.size(); ++i)
            m_columns[static_cast<std::size_t>(graph.nodes[i].column)].push_back(i);
        for (const FlowLine& line : graph.lines) {
            if (graph.nodes[line.from].column >= graph.nodes[line.to].column) continue;
            // Dead letters are an aside: they must not pull an endpoint down to their storage.
            if (line.kind == LineKind::deadLetter) continue;
            m_after[line.from].push_back(line.to);
            m_before[line.to].push_back(line.from);
        }
        for (auto& column : m_columns) place(column, {});
    }

    std::vector<double> middles() {
        for (int sweep = 0; sweep < kSweeps; ++sweep) {
            for (std::size_t c = 0; c < m_columns.size(); ++c) pull(m_columns[c], m_before);
            for (std::size_t c = m_columns.size(); c-- > 0;) pull(m_columns[c], m_after);
        }
        // Last of all both sides count, with the order as it is.
        for (int sweep = 0; sweep < kSweeps; ++sweep) {
            for (auto& column : m_columns) settle(column);
        }
        return m_middle;
    }

private:
    double mean(const std::vector<std::size_t>& nodes, double otherwise) const {
        if (nodes.empty()) return otherwise;
        double sum = 0;
        for (const std::size_t node : nodes) sum += m_middle[node];
        return sum / static_cast<double>(nodes.size());
    }

    /// Orders a column by where its neighbours on one side are.
    void pull(std::vector<std::size_t>& column, const std::vector<std::vector<std::size_t>>& neighbours) {
        std::vector<double> wished(m_graph.nodes.size());
        for (const std::size_t node : column) wished[node] = mean(neighbours[node], m_middle[node]);
        std::stable_sort(column.begin(), column.end(),
                         [&](std::size_t a, std::size_t b) { return wished[a] < wished[b]; });
        place(column, wished);
    }

    void settle(std::vector<std::size_t>& column) {
        std::vector<double> wished(m_graph.nodes.size());
        for (const std::size_t node : column) {
            std::vector<std::size_t> both = m_before[node];
            both.insert(both.end(), m_after[node].begin(), m_after[node].end());
            wished[node] = mean(both, m_middle[node]);
        }
        place(column, wished);
    }

    /// As near to the wishes as order and distance allow, by least squares: cards that get in each other's way stand
    /// together as a block whose middle is the mean of their wishes.
    void place(const std::vector<std::size_t>& column, const std::vector<double>& wished) {
        struct Block {
            std::size_t first = 0;
            std::size_t count = 0;
            double sum = 0;
            double top() const { return sum / static_cast<double>(count); }
        };
        std::vector<double> offset(column.size(), 0); // of a card's middle when all stand at the smallest distance
        for (std::size_t i = 1; i < column.size(); ++i) {
            offset[i] = offset[i - 1] + kRowGap +
                        (cardHeight(m_graph.nodes[column[i - 1]]) + cardHeight(m_graph.nodes[column[i]])) / 2;
        }
        std::vector<Block> blocks;
        for (std::size_t i = 0; i < column.size(); ++i) {
            blocks.push_back({i, 1, (wished.empty() ? 0 : wished[column[i]]) - offset[i]});
            while (blocks.size() > 1 && blocks[blocks.size() - 2].top() > blocks.back().top()) {
                const Block last = blocks.back();
                blocks.pop_back();
                blocks.back().count += last.count;
                blocks.back().sum += last.sum;
            }
        }
        for (const Block& block : blocks) {
            for (std::size_t i = block.first; i < block.first + block.count; ++i)
                m_middle[column[i]] = block.top() + offset[i];
        }
    }

    const FlowGraph& m_graph;
    std::array<std::vector<std::size_t>, kColumns> m_columns;
    std::vector<std::vector<std::size_t>> m_before;
    std::vector<std::vector<std::size_t>> m_after;
    std::vector<double> m_middle;
};

} // namespace

double cardHeight(const FlowNode& node) {
    return node.ref.kind == RefKind::route ? kRouteHeight : kCardHeight;
}

FlowPlaces layoutFlow(const FlowGraph& graph, const Layout& layout) {
    FlowPlaces places;
    places.cards.resize(graph.nodes.size());
    double x = 0;
    for (std::size_t c = 0; c < kColumns; ++c) {
        const bool used = std::any_of(graph.nodes.begin(), graph.nodes.end(),
                                      [&](const FlowNode& node) { return static_cast<std::size_t>(node.column) == c; });
        if (!used) continue;
        places.columns[c] = x;
        x += kCardWidth + kColumnGap;
    }
    const std::vector<double> middles = Rows(graph).middles();
    double top = 0;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i)
        top = i == 0 ? middles[i] - cardHeight(graph.nodes[i]) / 2
                     : std::min(top, middles[i] - cardHeight(graph.nodes[i]) / 2);
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const FlowNode& node = graph.nodes[i];
        const double height = cardHeight(node);
        QPointF corner(*places.columns[static_cast<std::size_t>(node.column)],
                       std::round(middles[i] - height / 2 - top + kHeadingHeight));
        if (const auto spot = layout.spots.find(keyOf(node.ref)); spot != layout.spots.end())
            corner = QPointF(spot->second.x, spot->second.y);
        places.cards[i] = QRectF(corner, QSizeF(kCardWidth, height));
        places.bounds |= places.cards[i];
    }
    if (!graph.nodes.empty()) places.bounds |= QRectF(0, 0, x - kColumnGap, kHeadingHeight);
    return places;
}

} // namespace twinflow::ui
