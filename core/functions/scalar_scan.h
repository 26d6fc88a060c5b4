// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a message's scalars as they usually are, sixteen bytes at a time, and leaves the rare ones to others: texts
// with escapes or beyond ASCII, numbers beyond 64 bits.
#pragma once

#include "base/json_scan.h"
#include "query/scalar.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace twinflow::functions {

/// What a plain text has none of: a quote, a backslash, a control character, what is beyond ASCII.
inline bool endsPlainText(char c) {
    return static_cast<signed char>(c) < ' ' || c == '"' || c == '\\' || c == '\x7f';
}

#ifdef __SSE2__
/// Sixteen bytes; a bit each in what its functions give.
class Bytes {
public:
    explicit Bytes(const char* at)
        : m_bytes(_mm_loadu_si128(reinterpret_cast<const __m128i*>(at))) {}

    std::uint32_t same(const Bytes& other) const { return mask(_mm_cmpeq_epi8(m_bytes, other.m_bytes)); }
    std::uint32_t digits() const {
        const __m128i fromZero = _mm_sub_epi8(m_bytes, _mm_set1_epi8('0'));
        return mask(_mm_cmpeq_epi8(_mm_min_epu8(fromZero, _mm_set1_epi8(9)), fromZero));
    }
    /// As endsPlainText().
    std::uint32_t textEnds() const {
        const __m128i low = _mm_cmplt_epi8(m_bytes, _mm_set1_epi8(' ')); // what is beyond ASCII is negative
        const __m128i quotes = _mm_or_si128(equal('"'), equal('\\'));
        return mask(_mm_or_si128(_mm_or_si128(low, quotes), equal('\x7f')));
    }

private:
    __m128i equal(char c) const { return _mm_cmpeq_epi8(m_bytes, _mm_set1_epi8(c)); }
    static std::uint32_t mask(__m128i bytes) { return static_cast<std::uint32_t>(_mm_movemask_epi8(bytes)); }
    __m128i m_bytes;
};
#endif

/// Behind the closing quote of the text whose opening one is at `at`, or null where it is not plain.
inline const char* passPlainText(const char* at, const char* end) {
    ++at;
#ifdef __SSE2__
    for (; end - at >= 16; at += 16) {
        if (const std::uint32_t ends = Bytes(at).textEnds(); ends != 0) {
            at += std::countr_zero(ends);
            break;
        }
    }
#endif
    while (at != end && !endsPlainText(*at)) ++at;
    return at == end || *at != '"' ? nullptr : at + 1;
}

inline const char* readNumber(const char* at, const char* end, query::Scalar& value) {
    constexpr std::ptrdiff_t kLong = 18; // more digits may be more than 64 bits, which others know better
    ScannedNumber number;
    const char* const behind = scanJsonNumber(at, end, number);
    if (!behind || (!number.isInteger && behind - at > kLong)) return nullptr;
    value = number.isInteger ? query::Scalar(number.integer) : query::Scalar(number.real);
    return behind;
}

/// A number that nobody wants: whether it is one, and no more.
inline const char* passNumber(const char* at, const char* end) {
#ifdef __SSE2__
    if (end - at >= 16) { // a number that ends within them is within every bound
        const std::uint32_t digits = Bytes(at).digits();
        const int begin = *at == '-' ? 1 : 0;
        int behind = begin + std::countr_one(digits >> begin);
        if (behind == begin || (at[begin] == '0' && behind - begin > 1)) return nullptr;
        if (behind < 16 && at[behind] == '.') {
            const int fraction = behind + 1;
            behind = fraction + std::countr_one(digits >> fraction);
            if (behind == fraction && fraction < 16) return nullptr;
        }
        if (behind < 16 && at[behind] != 'e' && at[behind] != 'E') return at + behind;
    }
#endif
    query::Scalar value;
    return readNumber(at, end, value);
}

/// Behind `word`, or null where something else stands.
inline const char* passWord(const char* at, const char* end, std::string_view word) {
    const bool same =
        static_cast<std::size_t>(end - at) >= word.size() && std::memcmp(at, word.data(), word.size()) == 0;
    return same ? at + word.size() : nullptr;
}

/// Behind the scalar at `at`, or null where there is none or it is a rare one. Sees to it that it is one, and no more.
inline const char* passScalar(const char* at, const char* end) {
    if (at == end) return nullptr;
    switch (*at) {
    case '"':
        return passPlainText(at, end);
    case 't':
        return passWord(at, end, "true");
    case 'f':
        return passWord(at, end, "false");
    case 'n':
        return passWord(at, end, "null");
    default:
        return passNumber(at, end);
    }
}

/// As passScalar(), with what stands there in `value`.
inline const char* readScalar(const char* at, const char* end, query::Scalar& value) {
    using query::Scalar;
    if (at == end) return nullptr;
    switch (*at) {
    case '"': {
        const char* const behind = passPlainText(at, end);
        if (behind) value = Scalar(std::string_view(at + 1, static_cast<std::size_t>(behind - at - 2)));
        return behind;
    }
    case 't':
        value = Scalar(true);
        return passWord(at, end, "true");
    case 'f':
        value = Scalar(false);
        return passWord(at, end, "false");
    case 'n':
        value = Scalar(Scalar::Kind::null);
        return passWord(at, end, "null");
    default:
        return readNumber(at, end, value);
    }
}

} // namespace twinflow::functions
