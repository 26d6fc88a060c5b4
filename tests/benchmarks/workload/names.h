// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What events, filters, telemetry and twins call things.
#pragma once

#include "workload/draws.h"

#include <string>
#include <string_view>

namespace twinflow::bench {

inline constexpr unsigned kTwins = 100'000;
inline constexpr unsigned kModels = 1000; ///< twin i is of model i % kModels
inline constexpr unsigned kStatuses = 5;

/// Of 1000 buildings with 10 floors of 10 things each: b0123-f04-t05 is number 12345.
std::string twinId(unsigned number);
/// The floor of a twin with the dash behind it: what all twins of the floor begin with.
std::string floorPrefix(unsigned twin);
std::string modelId(unsigned number);

/// From 0: update, telemetry, create, relationship update, delete.
std::string_view eventType(unsigned number);
/// From 0: ok, idle, alarm, fault, offline.
std::string_view status(unsigned number);
/// 70 % are updates, 25 % telemetry.
unsigned drawEventType(Draws& draws);
/// 90 % are ok, 7 % idle.
unsigned drawStatus(Draws& draws);

/// 215 gives 21.5, 210 gives 21.
std::string tenths(unsigned number);
/// The moment of the i-th message, a millisecond after the one before.
std::string momentOf(unsigned i);

} // namespace twinflow::bench
