// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/inheritance.h"

#include <algorithm>
#include <utility>

namespace twinflow::models {

namespace {

Edges extendsEdges(const Elements& elements) {
    Edges edges(elements.size());
    for (std::uint32_t i = 0; i < elements.size(); ++i) {
        for (const Link& link : elements[ElementIndex{i}].links) {
            if (link.property == PropertyId::extends && link.target.valid()) edges[i].push_back(link.target.value);
        }
    }
    return edges;
}

/// Fills in the contents, parents first.
class ContentsCollector {
public:
    ContentsCollector(const Elements& elements, Inheritance& inheritance)
        : m_elements(elements)
        , m_inheritance(inheritance)
        , m_isLeftOut(elements.size(), 0)
        , m_seenFor(elements.size(), ElementIndex::kNone) {}

    void run() {
        m_inheritance.contents.resize(m_elements.size());
        for (const std::uint32_t node : m_inheritance.heights.order) {
            const Element& interface = m_elements[ElementIndex{node}];
            if (interface.kind != ElementKind::interface ||
                m_inheritance.heights.height[node] > languageLimits(interface.version).extendsDepth)
                continue;
            if (fits(node)) {
                collect(node);
            } else {
                m_isLeftOut[node] = 1;
                m_inheritance.leftOut.push_back(ElementIndex{node});
            }
        }
    }

private:
    /// Counts before anything is copied: what comes by two ways costs time twice.
    bool fits(std::uint32_t node) {
        std::size_t most = m_elements[ElementIndex{node}].links.size();
        for (const std::uint32_t parent : m_inheritance.extends[node]) {
            if (m_isLeftOut[parent]) return false;
            most += m_inheritance.contents[parent].size();
        }
        if (most > kMaxContents - m_total) return false;
        m_total += most;
        return true;
    }

    void collect(std::uint32_t node) {
        std::vector<ElementIndex>& contents = m_inheritance.contents[node];
        const auto add = [&](ElementIndex content) {
            // The same element by two paths is one.
            if (content.valid() && std::exchange(m_seenFor[content.value], node) != node) contents.push_back(content);
        };
        for (const std::uint32_t parent : m_inheritance.extends[node]) {
            for (const ElementIndex content : m_inheritance.contents[parent]) add(content);
        }
        for (const Link& link : m_elements[ElementIndex{node}].links) {
            if (link.property == PropertyId::contents) add(link.target);
        }
    }

    const Elements& m_elements;
    Inheritance& m_inheritance;
    std::vector<char> m_isLeftOut;
    std::vector<std::uint32_t> m_seenFor; // by element: the last interface that got it
    std::size_t m_total = 0;
};

} // namespace

Inheritance findInheritance(const Elements& elements) {
    Inheritance inheritance;
    inheritance.extends = extendsEdges(elements);
    inheritance.heights = findHeights(inheritance.extends);
    ContentsCollector(elements, inheritance).run();
    return inheritance;
}

} // namespace twinflow::models
