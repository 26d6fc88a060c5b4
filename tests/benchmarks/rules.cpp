// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rules.h"

#include "lines.h"

#include <algorithm>
#include <limits>

namespace twinflow::bench {

namespace {

std::string filterOf(std::string_view line) {
    std::string filter(column(line, 2));
    for (std::size_t in = filter.find(" IN ["); in != std::string::npos; in = filter.find(" IN [")) {
        const std::size_t before = filter.rfind(' ', in - 1) + 1; // npos + 1 is 0
        const std::string field = filter.substr(before, in - before);
        const std::size_t open = in + 4;
        const std::size_t close = filter.find(']', open);
        if (close == std::string::npos) break;
        std::string either = "(";
        for (std::size_t at = open + 1; at < close;) {
            const std::size_t comma = std::min(filter.find(',', at), close);
            either += (at > open + 1 ? " OR " : "") + field + " = " + filter.substr(at, comma - at);
            at = comma + 1;
        }
        filter.replace(before, close + 1 - before, either + ")");
    }
    return filter;
}

} // namespace

Result<std::vector<std::string>> readFilters(const std::string& file) {
    const auto rules = Lines::read(file, std::numeric_limits<std::size_t>::max());
    if (!rules) return refuse(rules.error());
    std::vector<std::string> filters;
    for (const std::string_view line : *rules) filters.push_back(filterOf(line));
    return filters;
}

} // namespace twinflow::bench
