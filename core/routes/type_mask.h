// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Sets of event types.
#pragma once

#include "events/event.h"

#include <cstdint>

namespace twinflow::routes {

/// A set of event types, bit 1 << EventType.
using TypeMask = std::uint8_t;
constexpr TypeMask kAllTypes = (1U << events::kEventTypes) - 1;
/// All that are none of the service's: events that come as text can have any.
constexpr TypeMask kOtherTypes = 1U << events::kEventTypes;

constexpr TypeMask typeBit(events::EventType type) {
    return static_cast<TypeMask>(1U << static_cast<unsigned>(type));
}

} // namespace twinflow::routes
