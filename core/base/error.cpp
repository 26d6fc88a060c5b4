// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

namespace twinflow {

std::string Place::str() const {
    std::string text = file;
    if (line > 0) text += (text.empty() ? "line " : ":") + std::to_string(line);
    if (line > 0 && column > 0) text += ":" + std::to_string(column);
    if (!path.empty() && line == 0) text += (text.empty() ? "" : ": ") + path;
    return text;
}

std::string Error::str() const {
    std::string text = place.str();
    if (!text.empty()) text += ": ";
    text += what.str();
    if (!hint.empty()) text += " " + hint.str();
    return text + " [" + code + "]";
}

} // namespace twinflow
