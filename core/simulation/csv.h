// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Comma-separated text, row by row, with line numbers.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::simulation {

/// Reads RFC 4180: quoted cells with doubled quotes, LF or CRLF, a leading byte order mark. Blank lines are skipped.
class CsvReader {
public:
    /// `text` outlives the reader; `file` is the name that errors show.
    CsvReader(std::string_view text, std::string file);

    /// Puts the next row into `cells` and returns true, or returns false at the end. Error code:
    /// simulation-replay-quote.
    Result<bool> next(std::vector<std::string>& cells);
    /// The line on which the row read last began, from 1.
    std::uint32_t line() const { return m_rowLine; }

private:
    Result<void> appendQuoted(std::string& cell);
    bool takeLineEnd();

    std::string_view m_text;
    std::string m_file;
    std::size_t m_at = 0;
    std::uint32_t m_line = 1;
    std::uint32_t m_rowLine = 1;
};

} // namespace twinflow::simulation
