// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/time.h"

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

/// Takes exactly `count` digits from the front of `text`; false when they are not there.
bool takeDigits(std::string_view& text, std::size_t count, int& number) {
    if (text.size() < count) return false;
    number = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (text[i] < '0' || text[i] > '9') return false;
        number = number * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return true;
}

bool takeChar(std::string_view& text, char wanted) {
    if (text.empty() || text.front() != wanted) return false;
    text.remove_prefix(1);
    return true;
}

tl::unexpected<Error> notAnInstant(std::string_view text) {
    return refuse(fault("time-invalid", "'{0}' is not a date and time.", text)
                      .withHint(say("Write it like 2026-03-02T06:00:00Z.")));
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

Result<Instant> parseInstant(std::string_view whole) {
    using namespace std::chrono;
    std::string_view text = whole;
    int y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0;
    if (!takeDigits(text, 4, y) || !takeChar(text, '-') || !takeDigits(text, 2, mo) || !takeChar(text, '-') ||
        !takeDigits(text, 2, d) || !(takeChar(text, 'T') || takeChar(text, 't')) || !takeDigits(text, 2, h) ||
        !takeChar(text, ':') || !takeDigits(text, 2, mi) || !takeChar(text, ':') || !takeDigits(text, 2, s)) {
        return notAnInstant(whole);
    }
    const year_month_day date{year{y}, month{static_cast<unsigned>(mo)}, day{static_cast<unsigned>(d)}};
    if (!date.ok() || y == 0 || h > 23 || mi > 59 || s > 59) return notAnInstant(whole);
    std::int64_t nanos = 0;
    if (takeChar(text, '.')) {
        std::int64_t unit = 100'000'000;
        std::size_t digits = 0;
        for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits, unit /= 10) {
            nanos += (text[digits] - '0') * unit;
        }
        if (digits == 0) return notAnInstant(whole);
        text.remove_prefix(digits);
    }
    std::int64_t offsetMinutes = 0;
    if (!takeChar(text, 'Z') && !takeChar(text, 'z')) {
        const int sign = takeChar(text, '-') ? -1 : takeChar(text, '+') ? 1 : 0;
        int oh = 0, om = 0;
        if (sign == 0 || !takeDigits(text, 2, oh) || !takeChar(text, ':') || !takeDigits(text, 2, om) || oh > 23 ||
            om > 59) {
            return notAnInstant(whole);
        }
        offsetMinutes = sign * (oh * 60 + om);
    }
    // A 64-bit count of nanoseconds ends in 2262; what lies beyond cannot be held and is refused, not wrapped.
    if (!text.empty() || y < 1678 || y > 2261) return notAnInstant(whole);
    const auto seconds =
        sys_days{date}.time_since_epoch() + hours{h} + minutes{mi - offsetMinutes} + std::chrono::seconds{s};
    return Instant{Duration{seconds} + Duration{nanos}};
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
