// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Routes to one endpoint that want the same events: each match is a copy.
#pragma once

#include "deployment/checks/checker.h"
#include "routes/event_shapes.h"

namespace twinflow::deployment {

/// Says it of routes that are the same, of one that lets pass all that another does, and of two that both let pass some
/// events for sure. Codes: deployment-route-twice, deployment-route-overlap.
void checkRouteOverlaps(Checker& checker, const routes::EventShapes& shapes);

} // namespace twinflow::deployment
