// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure.h"

#include "base/file.h"

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace twinflow::bench {

std::string readAll(const std::string& path) {
    auto text = readFile(path);
    if (!text) std::exit(fail(text.error()));
    return std::move(*text);
}

std::vector<std::string_view> linesOf(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

namespace {

std::string withoutIn(std::string filter) {
    constexpr std::string_view kIn = " IN [";
    for (std::size_t at = filter.find(kIn); at != std::string::npos; at = filter.find(kIn, at)) {
        const std::size_t begin = at == 0 ? 0 : filter.rfind(' ', at - 1) + 1; // 0 where no blank is
        const std::string field = filter.substr(begin, at - begin);
        const std::size_t end = filter.find(']', at);
        std::string listed = "(" + field + " = ";
        for (std::size_t i = at + kIn.size(); i < end; ++i) {
            // The texts of the rules hold no commas.
            if (filter[i] == ',')
                listed += " OR " + field + " = ";
            else
                listed += filter[i];
        }
        listed += ')';
        filter.replace(begin, end + 1 - begin, listed);
        at = begin + listed.size();
    }
    return filter;
}

} // namespace

std::vector<std::string> filtersOf(const std::string& path) {
    const std::string text = readAll(path);
    std::vector<std::string> filters;
    for (std::string_view line : linesOf(text)) {
        for (int column = 0; column < 2; ++column) line.remove_prefix(std::min(line.find('\t'), line.size() - 1) + 1);
        filters.push_back(withoutIn(std::string(line.substr(0, line.find('\t')))));
    }
    return filters;
}

double median(std::vector<double>& numbers) {
    std::sort(numbers.begin(), numbers.end());
    return numbers[numbers.size() / 2];
}

double peakRssMb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

int fail(const Error& error) {
    std::fprintf(stderr, "%s\n", error.str().c_str());
    return 1;
}

} // namespace twinflow::bench
