// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/reference_name.h"

namespace twinflow::models {

std::string referenceName(std::string_view code) {
    constexpr std::string_view kPrefix = "models-";
    if (code.starts_with(kPrefix)) code.remove_prefix(kPrefix.size());
    if (code == "unresolved-reference") return "#unresolved";
    std::string name;
    bool raise = false;
    for (const char c : code) {
        const bool letter = c >= 'a' && c <= 'z';
        if (c != '-') name += raise && letter ? static_cast<char>(c - 'a' + 'A') : c;
        raise = c == '-';
    }
    return name;
}

} // namespace twinflow::models
