// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The grammar of RFC 3339: dates and times of day as texts write them. Letters are capitals.
#pragma once

#include <cstdint>
#include <string_view>

namespace twinflow {

/// What a date and a time of day say, each part within its range.
struct CivilTime {
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    std::int64_t nanos = 0; ///< further digits of the fraction are passed over
    int offset = 0;         ///< minutes east of UTC
};

/// Takes a date such as 2026-02-28 from the front of `text`: a day that exists, in the years 0001 to 9999.
bool takeDate(std::string_view& text, CivilTime& time);
/// Takes a time such as 06:00:00.5Z or 06:00:00+02:00: seconds and an offset are needed, 24:00:00 and second 60
/// refused.
bool takeTimeOfDay(std::string_view& text, CivilTime& time);
/// Both, with a 'T' between, and nothing after.
bool readDateTime(std::string_view text, CivilTime& time);

} // namespace twinflow
