// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be said of filters without any event: which types can pass, which always do, whether one implies another.
#pragma once

#include "query/filter.h"
#include "routes/event_shapes.h"
#include "routes/program.h"

#include <span>

namespace twinflow::routes {

/// An expression that must come out as `truth`.
struct Goal {
    const query::Expression* expression;
    bool truth = true;
};

/// False only when no event of the type meets all goals; true may be said where the search would take too long.
bool canMeet(std::span<const Goal> goals, events::EventType type, const EventShapes& shapes);

/// The types of `types` of which some event may meet all goals.
TypeMask typesThatMeet(std::span<const Goal> goals, const EventShapes& shapes, TypeMask types = kAllTypes);

} // namespace twinflow::routes
