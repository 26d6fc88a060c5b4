// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The nesting of complex schemas.
#include "models/rules/heights.h"
#include "models/rules/rules.h"

namespace twinflow::models {

namespace {

/// From each schema to those inside it; a field or map value is passed through and does not count as a level.
Edges schemaEdges(const Elements& elements) {
    Edges edges(elements.size());
    for (std::uint32_t i = 0; i < elements.size(); ++i) {
        const Element& schema = elements[ElementIndex{i}];
        if (!kComplexSchemas.has(schema.kind)) continue;
        for (const Link& link : schema.links) {
            if (!link.target.valid()) continue;
            if (link.property == PropertyId::elementSchema) edges[i].push_back(link.target.value);
            if (link.property != PropertyId::fields && link.property != PropertyId::mapValue) continue;
            for (const Link& inner : elements[link.target].links) {
                if (inner.property == PropertyId::schema && inner.target.valid())
                    edges[i].push_back(inner.target.value);
            }
        }
    }
    return edges;
}

/// For each schema, whether it is an array or holds one.
std::vector<char> findArrays(const Elements& elements, const Edges& edges, const Heights& heights) {
    std::vector<char> holds(elements.size(), 0);
    for (const std::uint32_t node : heights.order) {
        holds[node] = elements[ElementIndex{node}].kind == ElementKind::array;
        for (const std::uint32_t inner : edges[node]) holds[node] |= holds[inner];
    }
    return holds;
}

} // namespace

void checkSchemas(const RuleContext& context) {
    const Elements& elements = context.elements;
    const Edges edges = schemaEdges(elements);
    const Heights heights = findHeights(edges);
    const std::vector<char> arrays = findArrays(elements, edges, heights);
    context.each(kComplexSchemas, [&](ElementIndex index) {
        const std::uint32_t limit = languageLimits(elements[index].version).schemaDepth;
        if (heights.cyclic[index.value]) {
            context.error(index, "recursive-structure-wide", say("A schema contains itself."),
                          say("Break the circle."));
        } else if (heights.height[index.value] ==
                   limit + 1) { // what holds this one is deeper still and need not say it again
            context.error(index, "excessive-depth-wide", say("A schema nests more than {0} levels deep.", limit),
                          say("Flatten it."));
        }
    });
    context.each(only(ElementKind::property), [&](ElementIndex index) {
        if (elements[index].version > 2) return;
        for (const Link& link : elements[index].links) {
            if (link.property != PropertyId::schema || !link.target.valid() || !arrays[link.target.value]) continue;
            context.error(index, link.spot, "excluded-type",
                          say("The property '{0}' has an array in its schema, which DTDL version 2 does not allow.",
                              elements[index].name),
                          say("Write the model in version 3, or make it a telemetry. Geospatial schemas are made of "
                              "arrays too."));
        }
    });
}

} // namespace twinflow::models
