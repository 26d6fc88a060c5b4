// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How large a message is on the wire.
#pragma once

#include "endpoints/bus_properties.h"
#include "endpoints/settings.h"
#include "events/dress.h"

#include <cstddef>

namespace twinflow::endpoints {

/// Body, application properties and a few bytes of frame, without writing them; near enough for limits and rates.
std::size_t messageBytes(const events::Event& event, const events::Dress& dress);

/// Whether a topic or queue takes no such message. `properties`: what is not the event's own, or null.
bool isTooLarge(const events::Event& event, const events::Dress& dress, const BusProperties* properties,
                const EndpointSettings& settings);

} // namespace twinflow::endpoints
