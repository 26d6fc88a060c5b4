// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Files of the workloads, a line a record.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace twinflow::bench {

/// A file's text and its lines, of which at most `most` are kept; empty ones are none.
class Lines {
public:
    static Result<Lines> read(const std::string& file, std::size_t most);

    std::size_t size() const { return m_lines.size(); }
    auto begin() const { return m_lines.begin(); }
    auto end() const { return m_lines.end(); }
    std::string_view operator[](std::size_t i) const { return m_lines[i]; }

private:
    std::vector<char> m_text;
    std::vector<std::string_view> m_lines;
};

/// The column of a line, from 0, that tabs divide; empty where there are fewer.
std::string_view column(std::string_view line, std::size_t index);

/// The device behind a line of telemetry: what a connection to the hub would have told before its first message.
std::string_view deviceOf(std::string_view line);

} // namespace twinflow::bench
