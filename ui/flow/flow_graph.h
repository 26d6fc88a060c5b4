// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of a deployment before it is drawn: cards in columns and the lines between them.
#pragma once

#include "bridge/counts.h"
#include "look/tokens.h"

#include <QString>

#include <cstdint>
#include <vector>

namespace twinflow::ui {

/// Left to right, as data flows. A column that nobody stands in takes no room.
enum class Column : std::uint8_t { devices, ingress, twins, routes, endpoints, functions, downstream };
constexpr int kColumns = 7;
QString columnTitle(Column column);

struct FlowNode {
    ServiceRef ref;
    Column column = Column::devices;
    Hue hue = Hue::route;
    QString title;
    QString subtitle;
};

enum class LineKind : std::uint8_t {
    flow,
    back,       ///< a function writes to the graph again, or talks to devices
    deadLetter, ///< what an endpoint gives up
};

struct FlowLine {
    std::size_t from = 0; ///< index of a node
    std::size_t to = 0;
    LineKind kind = LineKind::flow;
    ServiceRef ref;   ///< what is selected with it: a coupling, a route, a group, an endpoint
    CountKey through; ///< what flows along it
    CountKey pending; ///< what waits to flow along it; its ref is none where nothing can
};

struct FlowGraph {
    std::vector<FlowNode> nodes; ///< in the deployment's order within a column
    std::vector<FlowLine> lines;

    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    std::size_t find(const ServiceRef& ref) const;
};

/// Lines whose ends do not exist are left out: findings tell of them.
FlowGraph flowGraph(const deployment::Deployment& deployment);

} // namespace twinflow::ui
