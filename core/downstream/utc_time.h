// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Times in payloads: RFC 3339, and as the services' samples write them, in UTC without saying so.
#pragma once

#include "base/time.h"

#include <string_view>

namespace twinflow::downstream {

/// 2024-03-05T10:15:30Z, 2024-03-05T12:15:30+02:00, or 2024-03-05T10:15:30, which is UTC. Error code: time-invalid.
Result<Instant> parseUtc(std::string_view text);

} // namespace twinflow::downstream
