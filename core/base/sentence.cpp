// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/sentence.h"

#include "base/json_text.h"

namespace twinflow {

std::string Sentence::str() const {
    std::string text;
    text.reserve(pattern.size() + 16 * names.size());
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool slot = i + 2 < pattern.size() && pattern[i] == '{' && pattern[i + 2] == '}' &&
                          pattern[i + 1] >= '0' && pattern[i + 1] <= '9';
        if (!slot) {
            text += pattern[i];
            continue;
        }
        const auto index = static_cast<std::size_t>(pattern[i + 1] - '0');
        if (index < names.size()) text += names[index];
        i += 2;
    }
    return text;
}

namespace detail {

std::string sentenceName(std::string_view name) {
    return std::string(name);
}

std::string sentenceName(double number) {
    std::string text;
    appendJsonNumber(text, number);
    return text;
}

} // namespace detail
} // namespace twinflow
