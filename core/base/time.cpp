// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/time.h"

#include "base/civil_time.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace twinflow {

namespace {

void appendPadded(std::string& text, std::uint64_t number, int width) {
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    const auto length = static_cast<int>(end - digits.data());
    if (length < width) text.append(static_cast<std::size_t>(width - length), '0');
    text.append(digits.data(), end);
}

} // namespace

void appendInstant(std::string& text, Instant instant, int digits) {
    using namespace std::chrono;
    const auto day = floor<days>(instant);
    const year_month_day date{day};
    const auto rest = static_cast<std::uint64_t>((instant - day).count());
    appendPadded(text, static_cast<std::uint64_t>(std::max(0, static_cast<int>(date.year()))), 4);
    text += '-';
    appendPadded(text, static_cast<unsigned>(date.month()), 2);
    text += '-';
    appendPadded(text, static_cast<unsigned>(date.day()), 2);
    text += 'T';
    const std::uint64_t seconds = rest / 1'000'000'000U;
    appendPadded(text, seconds / 3600, 2);
    text += ':';
    appendPadded(text, seconds / 60 % 60, 2);
    text += ':';
    appendPadded(text, seconds % 60, 2);
    if (digits > 0) {
        std::uint64_t fraction = rest % 1'000'000'000U;
        for (int i = digits; i < 9; ++i) fraction /= 10;
        text += '.';
        appendPadded(text, fraction, digits);
    }
    text += 'Z';
}

std::string formatInstant(Instant instant, int digits) {
    std::string text;
    appendInstant(text, instant, digits);
    return text;
}

Result<Instant> parseInstant(std::string_view text) {
    using namespace std::chrono;
    CivilTime time;
    if (!readDateTime(text, time)) {
        return refuse(fault("time-invalid", "'{0}' is not a date and time.", text)
                          .withHint(say("Write it like 2026-03-02T06:00:00Z.")));
    }
    // A 64-bit count of nanoseconds ends in 2262; what lies beyond cannot be held and is refused, not wrapped.
    if (time.year < 1678 || time.year > 2261) {
        return refuse(fault("time-invalid", "'{0}' lies outside of the years 1678 to 2261.", text)
                          .withHint(say("Write a year that can be counted in nanoseconds.")));
    }
    const sys_days date{year_month_day{year{time.year}, month{time.month}, day{time.day}}};
    const auto whole =
        date.time_since_epoch() + hours{time.hour} + minutes{time.minute - time.offset} + seconds{time.second};
    return Instant{Duration{whole} + Duration{time.nanos}};
}

Result<Duration> parseDuration(std::string_view whole) {
    const auto wrong = [&] {
        return refuse(fault("time-duration-invalid", "'{0}' is not a duration.", whole)
                          .withHint(say("Write a number and a unit: 250ms, 10s, 1.5m, 2h, 7d.")));
    };
    std::string_view text = whole;
    double total = 0;
    if (text.empty()) return wrong();
    while (!text.empty()) {
        double number = 0;
        const auto [end, failure] =
            std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
        if (failure != std::errc() || !(number >= 0) || !std::isfinite(number)) return wrong();
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        std::size_t letters = 0;
        while (letters < text.size() && text[letters] >= 'a' && text[letters] <= 'z') ++letters;
        const std::string_view unit = text.substr(0, letters);
        text.remove_prefix(letters);
        double scale = 0;
        if (unit == "ns") scale = 1;
        if (unit == "us") scale = 1e3;
        if (unit == "ms") scale = 1e6;
        if (unit == "s") scale = 1e9;
        if (unit == "m") scale = 60e9;
        if (unit == "h") scale = 3600e9;
        if (unit == "d") scale = 86400e9;
        if (scale == 0) return wrong();
        total += number * scale;
    }
    if (total > 36500 * 86400e9) return wrong(); // a hundred years: added to an instant it must not overflow
    return Duration(std::llround(total));
}

std::string formatDuration(Duration duration) {
    std::int64_t rest = duration.count();
    if (rest == 0) return "0s";
    std::string text;
    if (rest < 0) text = "-";
    rest = std::abs(rest);
    const auto take = [&](std::int64_t unit, const char* name) {
        if (rest < unit) return;
        text += std::to_string(rest / unit) + name;
        rest %= unit;
    };
    take(86'400'000'000'000, "d");
    take(3'600'000'000'000, "h");
    take(60'000'000'000, "m");
    take(1'000'000'000, "s");
    take(1'000'000, "ms");
    take(1'000, "us");
    take(1, "ns");
    return text;
}

} // namespace twinflow
