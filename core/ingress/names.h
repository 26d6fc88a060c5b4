// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Names whose case makes no difference: properties of messages, media types, keywords.
#pragma once

#include <algorithm>
#include <string_view>

namespace twinflow::ingress {

constexpr char lowerLetter(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// Equal but for the case of ASCII letters.
constexpr bool sameName(std::string_view a, std::string_view b) {
    return a == b || std::equal(a.begin(), a.end(), b.begin(), b.end(),
                                [](char x, char y) { return lowerLetter(x) == lowerLetter(y); });
}

} // namespace twinflow::ingress
