// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How large a message is on the wire.
#pragma once

#include "events/dress.h"

#include <cstddef>

namespace twinflow::endpoints {

/// Body, application properties and a few bytes of frame, without writing them; near enough for limits and rates.
std::size_t messageBytes(const events::Event& event, const events::Dress& dress);

} // namespace twinflow::endpoints
