// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Instants and durations in nanoseconds, and their texts. Nothing here reads a clock.
#pragma once

#include "base/result.h"

#include <chrono>
#include <string>
#include <string_view>

namespace twinflow {

using Duration = std::chrono::nanoseconds;
/// Nanoseconds since 1970-01-01T00:00:00Z.
using Instant = std::chrono::sys_time<Duration>;

/// RFC 3339 in UTC with `digits` of fraction (the twin service writes 7): 2024-03-05T10:15:30.1234567Z.
std::string formatInstant(Instant instant, int digits = 7);
void appendInstant(std::string& text, Instant instant, int digits = 7);

/// RFC 3339 date-time with `Z` or an offset, in the years 1678 to 2261; fraction optional. Error code: time-invalid.
Result<Instant> parseInstant(std::string_view text);

/// 250ms, 10s, 1.5m, 2h, 7d (also us, ns), at most a hundred years. Error code: time-duration-invalid.
Result<Duration> parseDuration(std::string_view text);
/// In whole units, the largest first: 90s gives "1m30s". A negative one gets a sign, which parseDuration refuses.
std::string formatDuration(Duration duration);

inline double toSeconds(Duration duration) {
    return std::chrono::duration<double>(duration).count();
}
inline Duration fromSeconds(double seconds) {
    return Duration(static_cast<std::int64_t>(seconds * 1e9));
}

} // namespace twinflow
