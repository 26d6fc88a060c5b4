// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The official bulk format: NDJSON with Header, Models, Twins and Relationships sections.
#pragma once

#include "base/result.h"
#include "twins/graph.h"

#include <string>
#include <string_view>
#include <vector>

namespace twinflow::twins {

/// One line that carries an entity, with where it stood.
struct BulkLine {
    enum class Section : std::uint8_t { header, models, twins, relationships };
    Section section = Section::header;
    JsonDocument document; ///< its place() is the line and column in the file
};

/// Splits a file into lines by section. A bad line is reported by number and skipped, the others are kept.
/// Codes: graph-line-invalid, graph-section-unknown, graph-section-missing.
std::vector<BulkLine> readBulk(std::string_view text, const std::string& file, Findings& findings);

/// Puts all twins, then all relationships, into the graph; each refusal becomes a finding with the line's place.
void importBulk(const std::vector<BulkLine>& lines, Graph& graph, Findings& findings);

/// The same format, without models: header, twins and relationships in order of creation.
std::string exportBulk(const Graph& graph);

} // namespace twinflow::twins
