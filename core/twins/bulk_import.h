// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The official bulk format: NDJSON with Header, Models, Twins and Relationships sections (adt-facts 2.8).
#pragma once

#include "base/result.h"
#include "twins/graph.h"

#include <functional>
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

/// Hands over a file's lines one after the other, so that a large graph is never held twice. A bad line is reported by
/// number and skipped, the others are kept; lines in an unknown section or in none are skipped with their count. Codes:
/// graph-line-invalid, graph-section-unknown, graph-section-missing; graph-section-order is a warning.
void visitBulk(std::string_view text, const std::string& file, Findings& findings,
               const std::function<void(BulkLine&& line)>& visit);

/// The sections whose lines a visit is about, a bit each: of the others only where they begin is looked at.
using SectionMask = std::uint8_t;
constexpr SectionMask sectionBit(BulkLine::Section section) {
    return static_cast<SectionMask>(1U << static_cast<unsigned>(section));
}
/// Findings about the sections themselves, and lines outside of any, go with the models.
constexpr SectionMask kModelLines = sectionBit(BulkLine::Section::header) | sectionBit(BulkLine::Section::models);
constexpr SectionMask kTwinLines = sectionBit(BulkLine::Section::twins);
constexpr SectionMask kRelationshipLines = sectionBit(BulkLine::Section::relationships);

/// The same for the lines of some sections: three visits see what one does, each line parsed once.
void visitBulk(std::string_view text, const std::string& file, SectionMask sections, Findings& findings,
               const std::function<void(BulkLine&& line)>& visit);

/// Puts the twin or relationship of one line into the graph, over one of the same id; other lines do nothing. A refusal
/// becomes a finding with the service's code and the place of what was at fault; false then. A property that the
/// relationship's model does not declare is left out with a warning, graph-property-unknown.
bool importLine(const BulkLine& line, Graph& graph, Findings& findings);

/// The same format: header, models (each as JSON on a line), twins and relationships in order of creation. Etags and
/// times of the service are left out, source times are kept.
std::string exportBulk(const Graph& graph, const std::vector<std::string>& models = {});

} // namespace twinflow::twins
