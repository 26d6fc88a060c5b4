// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/inheritance.h"

#include <algorithm>

namespace twinflow::models {

Edges extendsEdges(const Elements& elements) {
    Edges edges(elements.size());
    for (std::uint32_t i = 0; i < elements.size(); ++i) {
        for (const Link& link : elements[ElementIndex{i}].links) {
            if (link.property == PropertyId::extends && link.target.valid()) edges[i].push_back(link.target.value);
        }
    }
    return edges;
}

std::vector<std::vector<ElementIndex>> inheritedContents(const Elements& elements) {
    const Edges edges = extendsEdges(elements);
    const Heights heights = findHeights(edges);
    std::vector<std::vector<ElementIndex>> contents(elements.size());
    std::vector<std::uint32_t> seenFor(elements.size(), Index<struct ElementTag>::kNone);
    for (const std::uint32_t node : heights.order) {
        const Element& interface = elements[ElementIndex{node}];
        if (interface.kind != ElementKind::interface ||
            heights.height[node] > languageLimits(interface.version).extendsDepth)
            continue;
        const auto add = [&](ElementIndex content) {
            if (!content.valid() || seenFor[content.value] == node) return; // the same element by two paths is one
            seenFor[content.value] = node;
            contents[node].push_back(content);
        };
        for (const std::uint32_t parent : edges[node]) {
            for (const ElementIndex content : contents[parent]) add(content);
        }
        for (const Link& link : interface.links) {
            if (link.property == PropertyId::contents) add(link.target);
        }
    }
    return contents;
}

} // namespace twinflow::models
