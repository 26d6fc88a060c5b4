// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/civil_time.h"

#include "base/ascii.h"

#include <chrono>

namespace twinflow {

namespace {

bool takeChar(std::string_view& text, char wanted) {
    if (text.empty() || text.front() != wanted) return false;
    text.remove_prefix(1);
    return true;
}

/// Takes `count` digits whose number is from `low` to `high`.
template <typename Number>
bool takeNumber(std::string_view& text, std::size_t count, Number low, Number high, Number& number) {
    if (text.size() < count) return false;
    number = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (!isDigit(text[i])) return false;
        number = number * 10 + static_cast<Number>(text[i] - '0');
    }
    text.remove_prefix(count);
    return number >= low && number <= high;
}

/// Takes all digits behind a decimal point; false when there are none.
bool takeFraction(std::string_view& text, std::int64_t& nanos) {
    std::int64_t unit = 100'000'000;
    std::size_t digits = 0;
    for (; digits < text.size() && isDigit(text[digits]); ++digits, unit /= 10) nanos += (text[digits] - '0') * unit;
    text.remove_prefix(digits);
    return digits > 0;
}

bool takeOffset(std::string_view& text, int& offset) {
    offset = 0;
    if (takeChar(text, 'Z')) return true;
    const bool west = takeChar(text, '-');
    if (!west && !takeChar(text, '+')) return false;
    int hours = 0;
    int minutes = 0;
    if (!takeNumber(text, 2, 0, 23, hours) || !takeChar(text, ':') || !takeNumber(text, 2, 0, 59, minutes))
        return false;
    offset = (west ? -1 : 1) * (hours * 60 + minutes);
    return true;
}

} // namespace

bool takeDate(std::string_view& text, CivilTime& time) {
    if (!takeNumber(text, 4, 1, 9999, time.year) || !takeChar(text, '-') || !takeNumber(text, 2, 1U, 12U, time.month) ||
        !takeChar(text, '-') || !takeNumber(text, 2, 1U, 31U, time.day)) {
        return false;
    }
    using namespace std::chrono;
    return year_month_day(year(time.year), month(time.month), day(time.day)).ok();
}

bool takeTimeOfDay(std::string_view& text, CivilTime& time) {
    if (!takeNumber(text, 2, 0, 23, time.hour) || !takeChar(text, ':') || !takeNumber(text, 2, 0, 59, time.minute) ||
        !takeChar(text, ':') || !takeNumber(text, 2, 0, 59, time.second)) {
        return false;
    }
    time.nanos = 0;
    if (takeChar(text, '.') && !takeFraction(text, time.nanos)) return false;
    return takeOffset(text, time.offset);
}

bool readDateTime(std::string_view text, CivilTime& time) {
    return takeDate(text, time) && takeChar(text, 'T') && takeTimeOfDay(text, time) && text.empty();
}

} // namespace twinflow
