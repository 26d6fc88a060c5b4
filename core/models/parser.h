// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// From JSON to elements: what can be judged while reading one document.
#pragma once

#include "models/context.h"
#include "models/element.h"
#include "models/element_types.h"

#include <string>

namespace twinflow::models {

/// Reads documents into one table of elements. References stay names; linkReferences (links.h) follows them.
class Parser {
public:
    Parser(Elements& elements, Report& report)
        : m_elements(elements)
        , m_report(report) {}

    /// One interface, or an array of interfaces.
    void parse(const JsonDocument& document);

private:
    /// The property in which an element stands; no rule at the top.
    struct Seat {
        const PropertyRule* rule = nullptr;
        std::string_view property; ///< as written
        ElementIndex parent;
    };

    void parseTop(const JsonNode& node);
    ElementIndex parseElement(const JsonNode& node, const Scope& outer, const Seat& seat);
    bool readScope(const JsonNode& node, const Scope& outer, const Seat& seat, Scope& scope);
    bool readId(const JsonNode& node, const Scope& scope, const Seat& seat, Element& element);
    bool checkMembers(const JsonNode& node, const Scope& scope, const Seat& seat);
    void parseProperties(const JsonNode& node, const Scope& scope, const Seat& seat, const ElementTypes& types,
                         ElementIndex index);
    void parseProperty(const JsonNode::Member& member, const Scope& scope, const Seat& seat, const PropertyRule& rule,
                       ElementIndex index);
    bool isNeededForId(const Seat& seat, ElementIndex index) const;
    void parseElements(const JsonNode::Member& member, const Scope& scope, const PropertyRule& rule,
                       ElementIndex index);
    void parseReference(const JsonNode& node, const Scope& scope, const PropertyRule& rule, std::string_view property,
                        ElementIndex index);
    void parseTarget(const JsonNode& node, const Scope& scope, const PropertyRule& rule, ElementIndex index);
    void parseTypeProperty(const JsonNode::Member& member, const Scope& scope, const Term& term, ElementIndex index);
    void parseUnit(const JsonNode::Member& member, const Scope& scope, ElementIndex index);
    void unknownProperty(const JsonNode::Member& member, const Term* term, const ElementTypes& types,
                         const Element& element);
    void requireProperties(const JsonNode& node, const Seat& seat, std::uint64_t present, ElementIndex index);

    void error(const JsonNode& node, std::string_view code, Sentence what, Sentence hint) {
        m_report.error({m_document, node.offset}, code, std::move(what), std::move(hint));
    }
    void error(const JsonNode::Member& member, std::string_view code, Sentence what, Sentence hint) {
        m_report.error({m_document, member.offset}, code, std::move(what), std::move(hint));
    }

    Elements& m_elements;
    Report& m_report;
    const JsonDocument* m_document = nullptr;
};

} // namespace twinflow::models
