// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/message_actions.h"

#include <array>
#include <charconv>

namespace twinflow::endpoints {

namespace {

constexpr std::array<std::size_t, 4> kHyphens{8, 13, 18, 23};
constexpr std::size_t kDigits = 32;

} // namespace

std::string LockId::text() const {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string text;
    for (const std::uint64_t word : {queue, token}) {
        for (int shift = 60; shift >= 0; shift -= 4) text += kHex[(word >> shift) & 15];
    }
    for (const std::size_t at : kHyphens) text.insert(at, 1, '-');
    return text;
}

std::optional<LockId> LockId::parse(std::string_view text) {
    if (text.size() != kDigits + kHyphens.size()) return std::nullopt;
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i != kHyphens[0] && i != kHyphens[1] && i != kHyphens[2] && i != kHyphens[3]) digits += text[i];
    }
    LockId lock;
    const char* const middle = digits.data() + kDigits / 2;
    const auto queue = std::from_chars(digits.data(), middle, lock.queue, 16);
    const auto token = std::from_chars(middle, digits.data() + kDigits, lock.token, 16);
    if (queue.ptr != middle || token.ptr != digits.data() + kDigits || lock.text() != text) return std::nullopt;
    return lock;
}

} // namespace twinflow::endpoints
