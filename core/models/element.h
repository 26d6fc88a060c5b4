// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a document says, element by element, before it is checked as a whole and resolved.
#pragma once

#include "base/index.h"
#include "base/value.h"
#include "models/metamodel.h"
#include "models/report.h"
#include "models/vocabulary.h"

#include <deque>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace twinflow::models {

using ElementIndex = Index<struct ElementTag>;

/// One value of a property that takes elements.
struct Link {
    PropertyId property = PropertyId::contents;
    ElementIndex target;   ///< none while a reference waits, and when it leads nowhere
    std::string reference; ///< the DTMI as written; empty for an element that stands inline
    Spot spot;
};

struct Element {
    ElementKind kind = ElementKind::interface;
    int version = 2;               ///< of DTDL
    const Term* builtIn = nullptr; ///< the language defines it under that term: double, point
    bool sound = true;             ///< interfaces: nothing wrong was found in it
    ElementIndex parent;           ///< the element in which it stands; none for a top-level one
    ElementIndex partition;        ///< the interface in which it stands; itself for an interface
    std::string id;                ///< empty when the author gave none
    std::string name;
    std::vector<Link> links; ///< in the order of the document
    Value enumValue;
    Spot enumValueSpot;
    std::string target;        ///< relationship
    std::string annotates;     ///< the name that a ValueAnnotation gives
    std::string overridesText; ///< the property that an Override replaces, as written
    const Term* overrides = nullptr;
    const Term* unit = nullptr;
    std::vector<const Term*> cotypes;
    std::size_t bytes = 0; ///< interfaces in documents that are longer than an interface may be: of its compact text
    Spot spot;
};

/// All elements of the documents, those of the language that they refer to, and the ids.
class Elements {
public:
    ElementIndex add(Element element) {
        m_all.push_back(std::move(element));
        return ElementIndex{static_cast<std::uint32_t>(m_all.size() - 1)};
    }
    Element& operator[](ElementIndex index) { return m_all[index.value]; }
    const Element& operator[](ElementIndex index) const { return m_all[index.value]; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(m_all.size()); }

    /// False when the id is taken.
    bool define(const std::string& id, ElementIndex index) { return m_byId.try_emplace(id, index).second; }
    ElementIndex find(const std::string& id) const {
        const auto found = m_byId.find(id);
        return found == m_byId.end() ? ElementIndex{} : found->second;
    }
    /// The element that the language defines under that term.
    ElementIndex builtIn(const Term& term);

    /// A model with that id was there, but could not be read at all.
    void refuse(const std::string& id) { m_refused.insert(id); }
    bool isRefused(const std::string& id) const { return m_refused.count(id) > 0; }

    /// Something is wrong in the interface of that element.
    void markUnsound(ElementIndex index) {
        const ElementIndex partition = m_all[index.value].partition;
        if (partition.valid()) m_all[partition.value].sound = false;
    }

private:
    std::deque<Element> m_all; // addresses stay
    std::unordered_map<std::string, ElementIndex> m_byId;
    std::unordered_map<const Term*, ElementIndex> m_builtIns; // apart: without its context a model may use such an id
    std::unordered_set<std::string> m_refused;
};

} // namespace twinflow::models
