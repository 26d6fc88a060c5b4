// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/csv.h"

namespace twinflow::simulation {

CsvReader::CsvReader(std::string_view text, std::string file)
    : m_text(text)
    , m_file(std::move(file)) {
    if (m_text.starts_with("\xef\xbb\xbf")) m_text.remove_prefix(3);
}

bool CsvReader::takeLineEnd() {
    std::size_t length = 0;
    if (m_text.substr(m_at, 2) == "\r\n")
        length = 2;
    else if (m_text.substr(m_at, 1) == "\n")
        length = 1;
    m_at += length;
    if (length > 0) ++m_line;
    return length > 0;
}

Result<void> CsvReader::appendQuoted(std::string& cell) {
    const std::uint32_t opened = m_line;
    for (++m_at; m_at < m_text.size(); ++m_at) {
        const char c = m_text[m_at];
        if (c == '\n') ++m_line;
        if (c == '"') {
            if (m_text.substr(m_at + 1, 1) != "\"") {
                ++m_at;
                return {};
            }
            ++m_at;
        }
        cell += c;
    }
    return refuse(fault("simulation-replay-quote", "A quoted cell is never closed.")
                      .at({m_file, opened, 0, {}})
                      .withHint(say("Close it with \"; a quote inside a cell is written twice.")));
}

Result<bool> CsvReader::next(std::vector<std::string>& cells) {
    cells.clear();
    while (takeLineEnd()) {
    }
    if (m_at >= m_text.size()) return false;
    m_rowLine = m_line;
    cells.emplace_back();
    while (m_at < m_text.size() && !takeLineEnd()) {
        const char c = m_text[m_at];
        if (c == '"' && cells.back().empty()) {
            if (auto done = appendQuoted(cells.back()); !done) return refuse(std::move(done.error()));
            continue;
        }
        if (c == ',')
            cells.emplace_back();
        else
            cells.back() += c;
        ++m_at;
    }
    return true;
}

} // namespace twinflow::simulation
