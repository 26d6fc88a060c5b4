// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The curves of the lines between cards.
#pragma once

#include "flow/flow_layout.h"

#include <QPainterPath>

#include <vector>

namespace twinflow::ui {

/// For each line of the graph its path. Lines to the right are curves with level ends; two cards above each other are
/// joined straight; lines back run around below all cards, each in a lane of its own.
std::vector<QPainterPath> flowPaths(const FlowGraph& graph, const FlowPlaces& places);
/// A curve with level ends.
QPainterPath levelCurve(QPointF from, QPointF to);

} // namespace twinflow::ui
