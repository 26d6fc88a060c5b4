// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the type of an event alone says about its fields.
#pragma once

#include "events/event.h"
#include "query/filter.h"

#include <optional>
#include <string_view>

namespace twinflow::routes {

/// The value that a field has in every event of a type; none where events of that type differ. Updates have nothing in
/// their body but modelId and patch, so that all else is known to be missing there.
std::optional<query::Scalar> knownValue(events::EventType type, const query::Field& field);

/// The value of the legacy $eventType. Two of the four names are recorded, the others follow them (routes/README.md).
std::string_view legacyName(events::EventType type);

} // namespace twinflow::routes
