// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Hashes for tables that live in memory. Nothing that can be seen may depend on them.
#pragma once

#include "base/random.h"

#include <cstdint>
#include <cstring>
#include <string_view>

namespace twinflow {

/// Both halves of the product: each bit of either word reaches the result.
inline std::uint64_t mixWords(std::uint64_t a, std::uint64_t b) {
    const Wide product = static_cast<Wide>(a ^ 0xa0761d6478bd642fULL) * (b ^ 0xe7037ed1a0b428dbULL);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// One to eight bytes as a word, the first one lowest on the machines that there are.
inline std::uint64_t wordAt(const char* bytes, std::size_t count) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, count);
    return word;
}

inline std::uint64_t hashText(std::string_view text) {
    const char* at = text.data();
    std::size_t left = text.size();
    std::uint64_t hash = left;
    for (; left > 16; at += 16, left -= 16) hash = mixWords(wordAt(at, 8) ^ hash, wordAt(at + 8, 8));
    // What is left is read as two words that may overlap: no byte is read beyond the text, and none is left out.
    if (left >= 8) return mixWords(wordAt(at, 8) ^ hash, wordAt(at + left - 8, 8));
    if (left >= 4) return mixWords(wordAt(at, 4) ^ hash, wordAt(at + left - 4, 4));
    if (left == 0) return mixWords(hash, 0);
    const auto byte = [&](std::size_t i) { return static_cast<std::uint64_t>(static_cast<unsigned char>(at[i])); };
    return mixWords(hash, byte(0) | byte(left / 2) << 8 | byte(left - 1) << 16);
}

} // namespace twinflow
