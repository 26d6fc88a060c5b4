// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What can be said of filters without any event: of which types some event may pass them all, or fail them.
#pragma once

#include "query/filter.h"
#include "routes/event_shapes.h"
#include "routes/type_mask.h"

#include <span>

namespace twinflow::routes {

/// An expression that must come out as `truth`.
struct Goal {
    const query::Expression* expression;
    bool truth = true;
};

/// The types of `types` of which some event may meet all goals. Only of the others it is sure that none does: a type
/// also stays where the search would take too long.
TypeMask typesThatMeet(std::span<const Goal> goals, const EventShapes& shapes, TypeMask types = kAllTypes);

} // namespace twinflow::routes
