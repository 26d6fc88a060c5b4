// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "twins/bulk_import.h"

#include "twins/json_pointer.h"
#include "twins/refusals.h"

#include <algorithm>
#include <array>

namespace twinflow::twins {

namespace {

struct SectionName {
    std::string_view name;
    BulkLine::Section section;
};

/// In the order in which the service wants them.
constexpr std::array<SectionName, 4> kSections{{{"Header", BulkLine::Section::header},
                                                {"Models", BulkLine::Section::models},
                                                {"Twins", BulkLine::Section::twins},
                                                {"Relationships", BulkLine::Section::relationships}}};

/// {"Section": "Twins"}: nothing but that member, since a model may well have a property of that name.
const JsonNode* sectionNameOf(const JsonNode& root) {
    if (!root.isObject() || root.members.size() != 1) return nullptr;
    const JsonNode* name = root.find("Section");
    return name && name->isString() ? name : nullptr;
}

/// Cheap, and true of every line that sectionNameOf() finds a name in.
bool mayNameSection(std::string_view line) {
    return line.find("Section") != std::string_view::npos || line.find("\\u") != std::string_view::npos;
}

/// Follows the sections of a file from line to line.
class Sections {
public:
    explicit Sections(Findings& findings)
        : m_findings(findings) {}

    void enter(const JsonDocument& document, const JsonNode& name) {
        finishSkipping();
        const auto* found = std::find_if(kSections.begin(), kSections.end(),
                                         [&](const SectionName& one) { return one.name == name.text; });
        m_known = found != kSections.end();
        m_entered = true;
        if (!m_known) {
            m_skipping =
                fault("graph-section-unknown", "There is no section '{0}'; the lines below it are skipped.", name.text)
                    .at(document.place(name))
                    .withHint(say("The sections are Header, Models, Twins and Relationships."));
            return;
        }
        const auto rank = static_cast<std::size_t>(found - kSections.begin());
        if (m_next == 0 && rank != 0) {
            m_findings.push_back(fault("graph-section-missing", "The file does not begin with a section Header.")
                                     .at(document.place(name))
                                     .withHint(say("The service expects one; put {\"Section\": \"Header\"} first."))
                                     .as(Severity::warning));
        } else if (rank < m_next) {
            m_findings.push_back(
                fault("graph-section-order", "The section '{0}' comes too late.", name.text)
                    .at(document.place(name))
                    .withHint(say("The service expects Header, Models, Twins, Relationships, each once."))
                    .as(Severity::warning));
        }
        m_next = std::max(m_next, rank + 1);
        m_section = found->section;
    }

    /// The section of an entity's line, or none when the line is to be skipped.
    std::optional<BulkLine::Section> take(const JsonDocument& document) {
        if (m_known) return m_section;
        if (!m_entered && m_skipped == 0) {
            m_skipping = fault("graph-section-missing", "The line stands before the first section.")
                             .at(document.place(document.root()))
                             .withHint(say("Put a line such as {\"Section\": \"Twins\"} above it."));
        }
        ++m_skipped;
        return std::nullopt;
    }

    /// Whether lines here are to be parsed; outside of any section with the first visit.
    bool isWanted(SectionMask wanted) const {
        return (wanted & (m_known ? sectionBit(m_section) : sectionBit(BulkLine::Section::header))) != 0;
    }

    /// Reports what was skipped, with its count.
    void finishSkipping() {
        if (!m_skipping) return;
        m_skipping->what.pattern += " Skipped lines: {" + std::to_string(m_skipping->what.names.size()) + "}.";
        m_skipping->what.names.push_back(std::to_string(m_skipped));
        m_findings.push_back(std::move(*m_skipping));
        m_skipping.reset();
        m_skipped = 0;
    }

private:
    Findings& m_findings;
    bool m_entered = false;
    bool m_known = false;
    BulkLine::Section m_section = BulkLine::Section::header;
    std::size_t m_next = 0; // rank of the section that may come next
    std::optional<Error> m_skipping;
    std::size_t m_skipped = 0;
};

Error invalidLine(const BulkLine& line, std::string_view what) {
    return fault("graph-line-invalid", what)
        .at(line.document.place(line.document.root()))
        .withHint(say("The line was skipped; see the official bulk-import format."));
}

/// The string member that an entity cannot be without.
const JsonNode* idMember(const BulkLine& line, std::string_view name, Findings& findings) {
    const JsonNode* id = line.document.root().find(name);
    if (id && id->isString()) return id;
    findings.push_back(fault("graph-line-invalid", "The line has no '{0}'.", name)
                           .at(line.document.place(line.document.root()))
                           .withHint(say("The line was skipped; give it one.")));
    return nullptr;
}

/// Turns the pointer of a refusal into the place in the file, as near as it leads.
Error placed(Error error, const BulkLine& line) {
    const JsonNode* node = &line.document.root();
    std::string_view rest = error.place.path;
    while (rest.starts_with('/')) {
        const JsonNode* child = childOf(*node, takeToken(rest));
        if (!child) break;
        node = child;
    }
    Place place = line.document.place(*node);
    place.path = error.place.path;
    return std::move(error).at(std::move(place));
}

bool importTwin(const BulkLine& line, Graph& graph, Findings& findings) {
    const JsonNode* id = idMember(line, "$dtId", findings);
    if (!id) return false;
    const auto put = graph.putTwin(id->text, line.document.root());
    if (!put) findings.push_back(placed(put.error(), line));
    return put.has_value();
}

/// The definition of a line's relationship in its source's model, or none.
const models::Content* definitionOf(const JsonNode& body, std::string_view source, const Graph& graph) {
    const auto twin = graph.find(source);
    const JsonNode* name = body.find("$relationshipName");
    if (!twin || !name) return nullptr;
    const models::Content* content = graph.models().at(graph.twin(*twin).model).find(name->text);
    return content && content->kind == models::ContentKind::relationship ? content : nullptr;
}

/// An import job of the service creates a relationship whose line has properties that the model does not declare (its
/// own sample does so); a PUT refuses it. Takes such properties out of the body and warns of each.
void dropUndeclared(JsonNode& body, const BulkLine& line, std::string_view source, const Graph& graph,
                    Findings& findings) {
    const models::Content* content = definitionOf(body, source, graph);
    if (!content) return;
    std::erase_if(body.members, [&](const JsonNode::Member& member) {
        const auto named = [&](const models::Field& field) { return field.name == member.name; };
        if (member.name.starts_with('$')) return false;
        if (std::any_of(content->properties.begin(), content->properties.end(), named)) return false;
        findings.push_back(fault("graph-property-unknown",
                                 "The relationship '{0}' has no property '{1}'; it was left out.", content->name,
                                 member.name)
                               .at(line.document.place(member.offset))
                               .withHint(say("Check its spelling and case, or add the property to the model."))
                               .as(Severity::warning));
        return true;
    });
}

bool importRelationship(const BulkLine& line, Graph& graph, Findings& findings) {
    const JsonNode* source = idMember(line, "$dtId", findings);
    const JsonNode* id = source ? idMember(line, "$relationshipId", findings) : nullptr;
    if (!id) return false;
    if (const JsonNode::Member* twice = line.document.root().repeated()) {
        findings.push_back(placed(givenTwice("/" + twice->name), line));
        return false;
    }
    JsonNode body = line.document.root();
    std::erase_if(body.members, [](const JsonNode::Member& member) { return member.name == "$dtId"; });
    dropUndeclared(body, line, source->text, graph, findings);
    const auto put = graph.putRelationship(source->text, id->text, body);
    if (!put) findings.push_back(placed(put.error(), line));
    return put.has_value();
}

} // namespace

void visitBulk(std::string_view text, const std::string& file, SectionMask wanted, Findings& findings,
               const std::function<void(BulkLine&& line)>& visit) {
    const bool first = (wanted & kModelLines) != 0;
    Findings unwanted;
    Sections sections(first ? findings : unwanted);
    std::uint32_t number = 0;
    while (!text.empty()) {
        ++number;
        const std::size_t length = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, length);
        text.remove_prefix(std::min(length + 1, text.size()));
        const bool isWanted = sections.isWanted(wanted);
        if (!isWanted && !mayNameSection(line)) continue;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        auto document = JsonDocument::parse(std::string(line), file, number);
        if (!document) {
            if (!isWanted) continue;
            Error error = std::move(document.error());
            error.code = "graph-line-invalid";
            findings.push_back(
                std::move(error).withHint(say("The line was skipped; each line must be one JSON object.")));
            continue;
        }
        if (const JsonNode* name = sectionNameOf(document->root())) {
            sections.enter(*document, *name);
            continue;
        }
        const auto section = sections.take(*document);
        if (!section || !isWanted) continue;
        BulkLine entity{*section, std::move(*document)};
        if (entity.document.root().isObject()) {
            visit(std::move(entity));
        } else {
            findings.push_back(invalidLine(entity, "The line is not a JSON object."));
        }
    }
    sections.finishSkipping();
}

void visitBulk(std::string_view text, const std::string& file, Findings& findings,
               const std::function<void(BulkLine&& line)>& visit) {
    visitBulk(text, file, kModelLines | kTwinLines | kRelationshipLines, findings, visit);
}

bool importLine(const BulkLine& line, Graph& graph, Findings& findings) {
    switch (line.section) {
    case BulkLine::Section::twins:
        return importTwin(line, graph, findings);
    case BulkLine::Section::relationships:
        return importRelationship(line, graph, findings);
    case BulkLine::Section::header:
    case BulkLine::Section::models:
        break;
    }
    return true;
}

std::string exportBulk(const Graph& graph, const std::vector<std::string>& models) {
    std::string out = "{\"Section\":\"Header\"}\n{\"fileVersion\":\"1.0.0\",\"author\":\"\",\"organization\":\"\"}\n";
    if (!models.empty()) out += "{\"Section\":\"Models\"}\n";
    for (const std::string& model : models) {
        out += model;
        out += '\n';
    }
    out += "{\"Section\":\"Twins\"}\n";
    for (const TwinIndex index : graph.twins()) {
        graph.appendTwinLine(out, graph.twin(index));
        out += '\n';
    }
    out += "{\"Section\":\"Relationships\"}\n";
    for (const RelationshipIndex index : graph.relationships()) {
        graph.appendRelationshipLine(out, graph.relationship(index));
        out += '\n';
    }
    return out;
}

} // namespace twinflow::twins
