// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the cards and lines show of a run: figures, states and their causes, from counts alone.
#pragma once

#include "bridge/run_monitor.h"
#include "deployment/check.h"
#include "flow/flow_graph.h"

#include <QString>

#include <vector>

namespace twinflow::ui {

struct NodeFigures {
    QString subtitle; ///< empty: the graph's own
    QString figure;   ///< a rate, or what needs attention; empty without a run
    Condition condition = Condition::none;
    QString cause; ///< a sentence: why it is not fine
    std::vector<double> spark;
};

struct LineFigures {
    double rate = 0; ///< events per second of virtual time
    std::uint64_t count = 0;
    Condition condition = Condition::none;
};

struct FlowFigures {
    std::vector<NodeFigures> nodes;
    std::vector<LineFigures> lines;
};

/// Without a run the findings say how things are.
FlowFigures flowFigures(const FlowGraph& graph, const deployment::Deployment& deployment, const RunMonitor& run,
                        const std::vector<deployment::Finding>& findings);

} // namespace twinflow::ui
