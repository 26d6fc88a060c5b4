// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "lines.h"

#include "base/file.h"

#include <algorithm>

namespace twinflow::bench {

Result<Lines> Lines::read(const std::string& file, std::size_t most) {
    Result<std::string> text = readFile(file);
    if (!text) return refuse(std::move(text.error()));
    Lines lines;
    std::string_view rest = *text;
    std::size_t used = 0;
    for (std::size_t count = 0; count < most && used < text->size(); ++count)
        used = std::min(rest.find('\n', used), rest.size() - 1) + 1;
    lines.m_text.assign(text->begin(), text->begin() + static_cast<std::ptrdiff_t>(used));
    rest = {lines.m_text.data(), lines.m_text.size()};
    while (!rest.empty()) {
        const std::size_t length = std::min(rest.find('\n'), rest.size());
        if (length > 0) lines.m_lines.push_back(rest.substr(0, length));
        rest.remove_prefix(std::min(length + 1, rest.size()));
    }
    return lines;
}

std::string_view column(std::string_view line, std::size_t index) {
    for (; index > 0; --index) {
        const std::size_t tab = line.find('\t');
        if (tab == std::string_view::npos) return {};
        line.remove_prefix(tab + 1);
    }
    return line.substr(0, line.find('\t'));
}

std::string_view deviceOf(std::string_view line) {
    constexpr std::string_view kName = "\"deviceId\":\"dev-";
    const std::size_t begin = line.find(kName) + kName.size();
    return line.substr(begin, line.find('"', begin) - begin);
}

} // namespace twinflow::bench
