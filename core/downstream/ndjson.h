// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of JSON: a text that was made elsewhere may hold line breaks of its own.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>

namespace twinflow::downstream {

/// Ends the line that starts at `start`. Valid JSON has line breaks only between its parts, where a blank does as well.
inline void endLine(std::string& out, std::size_t start) {
    std::replace_if(
        out.begin() + static_cast<std::ptrdiff_t>(start), out.end(), [](char c) { return c == '\n' || c == '\r'; },
        ' ');
    out += '\n';
}

} // namespace twinflow::downstream
