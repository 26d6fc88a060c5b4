// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of JSON: a text that was made elsewhere may hold line breaks of its own.
#pragma once

#include <cstddef>
#include <string>

namespace twinflow::downstream {

/// Ends the line that starts at `start`. Valid JSON has line breaks only between its parts, where a blank does as well.
inline void endLine(std::string& out, std::size_t start) {
    for (const char lineBreak : {'\n', '\r'}) {
        for (auto at = out.find(lineBreak, start); at != std::string::npos; at = out.find(lineBreak, at)) out[at] = ' ';
    }
    out += '\n';
}

} // namespace twinflow::downstream
