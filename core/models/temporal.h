// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of the temporal schemas: RFC 3339 dates and times, ISO 8601 durations.
#pragma once

#include <string_view>

namespace twinflow::models {

/// 2026-02-28: a day that exists, in the years 0001 to 9999.
bool isDate(std::string_view text);
/// 06:00:00.5Z or 06:00:00+02:00: seconds and an offset are required, 24:00:00 and second 60 refused.
bool isTime(std::string_view text);
/// A date, 'T' and a time.
bool isDateTime(std::string_view text);
/// P1Y2M3DT4H5M6.7S, P2W, P1W2D: at least one part, a fraction in the last only and behind a point, weeks never beside
/// years or months, no sign; what the language's reference parser takes.
bool isDuration(std::string_view text);

} // namespace twinflow::models
