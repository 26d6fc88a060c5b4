// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Steps over JSON text for readers that want little of it: no tree, no copy, no look behind what they want.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace twinflow {

/// A number as it stands: an integer where it is written as one and fits 64 bits.
struct ScannedNumber {
    bool isInteger = false;
    std::int64_t integer = 0;
    double real = 0;
};

inline const char* skipJsonSpace(const char* at, const char* end) {
    if (at != end && static_cast<unsigned char>(*at) > ' ') return at; // as almost always
    while (at != end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) ++at;
    return at;
}

/// The next quote or backslash, or `end`.
inline const char* findQuote(const char* at, const char* end) {
#ifdef __SSE2__
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i backslash = _mm_set1_epi8('\\');
    for (; end - at >= 16; at += 16) {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        const int found =
            _mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)));
        if (found != 0) return at + __builtin_ctz(static_cast<unsigned>(found));
    }
#endif
    while (at != end && *at != '"' && *at != '\\') ++at;
    return at;
}

/// From behind a string's opening quote to its closing one, or null when there is none. `escaped` says whether a
/// backslash stands in between.
inline const char* findStringEnd(const char* at, const char* end, bool& escaped) {
    escaped = false;
    for (;;) {
        at = findQuote(at, end);
        if (at == end) return nullptr;
        if (*at == '"') return at;
        escaped = true;
        if (end - at < 2) return nullptr;
        at += 2;
    }
}

/// Behind a number, or null when there is none at `at` or it is beyond every double.
const char* scanJsonNumber(const char* at, const char* end, ScannedNumber& number);

/// Behind the object or array that begins at `at`, or null when it does not end. Only strings and brackets are looked
/// at.
const char* skipJsonContainer(const char* at, const char* end);

/// Behind the word or number that begins at `at`, or null when there is none. It is not checked.
inline const char* skipJsonWord(const char* at, const char* end) {
    const char* const start = at;
    while (at != end && *at != ',' && *at != '}' && *at != ']' && static_cast<unsigned char>(*at) > ' ') ++at;
    return at == start ? nullptr : at;
}

/// Behind the value that begins at `at`, or null when it does not end. It is not checked.
inline const char* skipJsonValue(const char* at, const char* end) {
    if (at == end) return nullptr;
    if (*at == '"') {
        bool escaped = false;
        at = findStringEnd(at + 1, end, escaped);
        return at ? at + 1 : nullptr;
    }
    return *at == '{' || *at == '[' ? skipJsonContainer(at, end) : skipJsonWord(at, end);
}

} // namespace twinflow
