// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json_scan.h"

#include <array>
#include <charconv>

namespace twinflow {

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// The next quote or bracket of any kind, or `end`.
const char* findStructure(const char* at, const char* end) {
#ifdef __SSE2__
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i bit = _mm_set1_epi8(0x20); // [ and { differ in it, and so do ] and }
    const __m128i open = _mm_set1_epi8('{');
    const __m128i close = _mm_set1_epi8('}');
    for (; end - at >= 16; at += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        const __m128i folded = _mm_or_si128(bytes, bit);
        const __m128i brackets = _mm_or_si128(_mm_cmpeq_epi8(folded, open), _mm_cmpeq_epi8(folded, close));
        const int found = _mm_movemask_epi8(_mm_or_si128(brackets, _mm_cmpeq_epi8(bytes, quote)));
        if (found != 0) return at + __builtin_ctz(static_cast<unsigned>(found));
    }
#endif
    while (at != end && *at != '"' && *at != '{' && *at != '[' && *at != '}' && *at != ']') ++at;
    return at;
}

constexpr std::array<double, 23> kPowersOfTen = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                                 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// The digits of a number, while they are few enough to be exact.
struct Digits {
    std::uint64_t value = 0;
    int count = 0;

    const char* read(const char* at, const char* end) {
        for (; at != end && isDigit(*at); ++at, ++count) value = value * 10 + static_cast<std::uint64_t>(*at - '0');
        return at;
    }
};

} // namespace

const char* scanJsonNumber(const char* at, const char* end, ScannedNumber& number) {
    const char* const start = at;
    const bool negative = at != end && *at == '-';
    if (negative) ++at;
    Digits digits;
    const char* const whole = at;
    at = digits.read(at, end);
    if (at == whole || (*whole == '0' && at - whole > 1)) return nullptr;
    const bool point = at != end && *at == '.';
    int fraction = 0;
    if (point) {
        const char* const behind = ++at;
        at = digits.read(at, end);
        if (at == behind) return nullptr;
        fraction = static_cast<int>(at - behind);
    }
    bool power = false;
    bool tiny = *whole == '0'; // where it is beyond doubles, at which end
    if (at != end && (*at == 'e' || *at == 'E')) {
        power = true;
        ++at;
        tiny = at != end && *at == '-';
        if (at != end && (*at == '+' || *at == '-')) ++at;
        const char* const behind = at;
        while (at != end && isDigit(*at)) ++at;
        if (at == behind) return nullptr;
    }
    number.isInteger = !point && !power;
    if (number.isInteger) {
        if (digits.count <= 18) {
            number.integer =
                negative ? -static_cast<std::int64_t>(digits.value) : static_cast<std::int64_t>(digits.value);
            return at;
        }
        if (std::from_chars(start, at, number.integer).ec == std::errc()) return at;
        number.isInteger = false;
    } else if (!power && digits.count <= 15 && fraction <= 22) {
        // Both the digits and the power are doubles without a rest, so that the quotient is the nearest double.
        const double magnitude = static_cast<double>(digits.value) / kPowersOfTen[static_cast<std::size_t>(fraction)];
        number.real = negative ? -magnitude : magnitude;
        return at;
    }
    if (std::from_chars(start, at, number.real).ec == std::errc()) return at;
    number.real = 0;
    return tiny ? at : nullptr;
}

const char* skipJsonContainer(const char* at, const char* end) {
    std::size_t depth = 0;
    bool escaped = false;
    for (;;) {
        at = findStructure(at, end);
        if (at == end) return nullptr;
        const char c = *at++;
        if (c == '"') {
            at = findStringEnd(at, end, escaped);
            if (!at) return nullptr;
            ++at;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (--depth == 0) {
            return at;
        }
    }
}

} // namespace twinflow
