// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the cards stand: in their columns, in an order with few crossings, each as near to its neighbours as it can.
#pragma once

#include "bridge/layout.h"
#include "flow/flow_graph.h"

#include <QPointF>
#include <QRectF>

#include <array>
#include <optional>
#include <vector>

namespace twinflow::ui {

constexpr double kCardWidth = 150;
constexpr double kCardHeight = 60;
constexpr double kRouteHeight = 46;
constexpr double kColumnGap = 42;
constexpr double kRowGap = 18;
constexpr double kHeadingHeight = 36;

double cardHeight(const FlowNode& node);

struct FlowPlaces {
    std::vector<QRectF> cards;                           ///< by node
    std::array<std::optional<double>, kColumns> columns; ///< left edge of the columns in use
    QRectF bounds;                                       ///< of all cards and headings
};

/// The same graph gives the same places. Who has a spot in `layout` stands there, and moves nobody else.
FlowPlaces layoutFlow(const FlowGraph& graph, const Layout& layout);

} // namespace twinflow::ui
