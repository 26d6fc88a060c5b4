// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Semantic types and units, by family.
#pragma once

#include <span>
#include <string_view>

namespace twinflow::models {

/// Words are separated by spaces; a '^' behind a word says that DTDL v2 does not have it, only the v3 extension.
struct QuantityFamily {
    std::string_view name;  ///< of its unit enumeration: TemperatureUnit
    std::string_view types; ///< semantic types measured in it
    std::string_view units;
};

std::span<const QuantityFamily> quantityFamilies();

/// Calls `use` with each word of a list, and whether it bore the mark '^'.
template <typename Use>
void eachWord(std::string_view words, Use use) {
    while (!words.empty()) {
        const std::size_t space = words.find(' ');
        std::string_view word = words.substr(0, space);
        words = space == std::string_view::npos ? std::string_view() : words.substr(space + 1);
        const bool marked = word.ends_with('^');
        if (marked) word.remove_suffix(1);
        if (!word.empty()) use(word, marked);
    }
}

} // namespace twinflow::models
