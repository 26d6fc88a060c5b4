// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json_scan.h"

#include "base/ascii.h"

#include <array>
#include <charconv>

namespace twinflow {

namespace {

/// How far a container has been walked through.
struct Walk {
    const char* end;
    std::size_t depth = 0;
    bool inString = false;

    /// Byte by byte, up to `limit` or beyond an escape there; behind the last bracket, else null and `at` is moved on.
    const char* step(const char*& at, const char* limit) {
        for (; at < limit; ++at) {
            const char c = *at;
            if (inString) {
                if (c == '\\' && ++at == end) return nullptr;
                inString = c != '"';
            } else if (c == '"') {
                inString = true;
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                return at + 1;
            }
        }
        return nullptr;
    }
};

#ifdef __SSE2__
/// A bit for each of 64 bytes.
struct Block {
    std::uint64_t quotes = 0;
    std::uint64_t backslashes = 0;
    std::uint64_t opening = 0;
    std::uint64_t closing = 0;

    explicit Block(const char* at) {
        const __m128i bit = _mm_set1_epi8(0x20); // [ and { differ in it, and so do ] and }
        for (unsigned i = 0; i < 4; ++i) {
            const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 16 * i));
            const __m128i folded = _mm_or_si128(bytes, bit);
            quotes |= where(bytes, '"') << (16 * i);
            backslashes |= where(bytes, '\\') << (16 * i);
            opening |= where(folded, '{') << (16 * i);
            closing |= where(folded, '}') << (16 * i);
        }
    }
    static std::uint64_t where(__m128i bytes, char c) {
        return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(c))));
    }
    /// The bytes from each opening quote to before its closing one, when there are no backslashes.
    std::uint64_t strings(bool inString) const {
        std::uint64_t bits = quotes;
        for (unsigned shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
        return inString ? ~bits : bits;
    }
};
#endif

constexpr std::array<double, 23> kPowersOfTen = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                                 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// Behind the digits that begin at `at`, which are appended to `value`; it is good for 19 of them.
const char* readDigits(const char* at, const char* end, std::uint64_t& value) {
    std::uint64_t digits = value;
    for (; at != end && isDigit(*at); ++at) digits = digits * 10 + static_cast<std::uint64_t>(*at - '0');
    value = digits;
    return at;
}

} // namespace

const char* scanJsonNumber(const char* at, const char* end, ScannedNumber& number) {
    const char* const start = at;
    const bool negative = at != end && *at == '-';
    if (negative) ++at;
    std::uint64_t digits = 0;
    const char* const whole = at;
    at = readDigits(at, end, digits);
    if (at == whole || (*whole == '0' && at - whole > 1)) return nullptr;
    std::ptrdiff_t count = at - whole;
    const bool point = at != end && *at == '.';
    int fraction = 0;
    if (point) {
        const char* const behind = ++at;
        at = readDigits(at, end, digits);
        if (at == behind) return nullptr;
        fraction = static_cast<int>(at - behind);
        count += fraction;
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
        if (count <= 18) {
            number.integer = negative ? -static_cast<std::int64_t>(digits) : static_cast<std::int64_t>(digits);
            return at;
        }
        if (std::from_chars(start, at, number.integer).ec == std::errc()) return at;
        number.isInteger = false;
    } else if (!power && count <= 15 && fraction <= 22) {
        // Both the digits and the power are doubles without a rest, so that the quotient is the nearest double.
        const double magnitude = static_cast<double>(digits) / kPowersOfTen[static_cast<std::size_t>(fraction)];
        number.real = negative ? -magnitude : magnitude;
        return at;
    }
    if (std::from_chars(start, at, number.real).ec == std::errc()) return at;
    number.real = 0;
    return tiny ? at : nullptr;
}

const char* skipJsonContainer(const char* at, const char* end) {
    Walk walk{end};
#ifdef __SSE2__
    while (end - at >= 64) {
        const Block block(at);
        if (block.backslashes != 0) {
            if (const char* const behind = walk.step(at, at + 64)) return behind;
            continue;
        }
        const std::uint64_t strings = block.strings(walk.inString);
        walk.inString = strings >> 63 != 0;
        const std::uint64_t closing = block.closing & ~strings;
        const std::uint64_t opening = block.opening & ~strings;
        const auto closed = static_cast<std::size_t>(__builtin_popcountll(closing));
        if (closed < walk.depth) {
            walk.depth += static_cast<std::size_t>(__builtin_popcountll(opening)) - closed;
            at += 64;
            continue;
        }
        for (std::uint64_t brackets = opening | closing; brackets != 0; brackets &= brackets - 1) {
            const std::uint64_t first = brackets & (~brackets + 1);
            if ((opening & first) != 0) {
                ++walk.depth;
            } else if (--walk.depth == 0) {
                return at + __builtin_ctzll(first) + 1;
            }
        }
        at += 64;
    }
#endif
    return walk.step(at, end);
}

} // namespace twinflow
