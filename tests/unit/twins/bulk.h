// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whole bulk files at once, where tests look at all lines.
#pragma once

#include "twins/bulk_import.h"

#include <string>
#include <string_view>
#include <vector>

namespace twinflow::test {

inline std::vector<twins::BulkLine> readBulk(std::string_view text, const std::string& file, Findings& findings) {
    std::vector<twins::BulkLine> lines;
    twins::visitBulk(text, file, findings, [&](twins::BulkLine&& line) { lines.push_back(std::move(line)); });
    return lines;
}

/// All twins, then all relationships.
inline void importBulk(const std::vector<twins::BulkLine>& lines, twins::Graph& graph, Findings& findings) {
    using Section = twins::BulkLine::Section;
    for (const Section section : {Section::twins, Section::relationships}) {
        for (const twins::BulkLine& line : lines) {
            if (line.section == section) twins::importLine(line, graph, findings);
        }
    }
}

} // namespace twinflow::test
