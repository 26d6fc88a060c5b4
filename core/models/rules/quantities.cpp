// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Semantic types: one an element, on a schema that they fit.
#include "models/rules/rules.h"

#include <algorithm>

namespace twinflow::models {

namespace {

/// What a semantic type's schema must be; empty when anything will do.
std::string_view wantedSchema(const Term& type, const Element& schema) {
    const std::string_view word =
        schema.builtIn == nullptr ? std::string_view() : std::string_view(schema.builtIn->word);
    if (type.kind == TermKind::quantity) return kNumericSchemas.has(schema.kind) ? "" : "double, float, integer, long";
    if (type.context != ContextId::iotcentral2) return "";
    if (type.word == "Event")
        return kNumericSchemas.has(schema.kind) || schema.kind == ElementKind::string ? "" : "a numeric schema, string";
    if (type.word == "State") return schema.kind == ElementKind::enumeration ? "" : "an Enum";
    if (type.word == "Location") {
        const bool geometry = schema.builtIn != nullptr && schema.kind == ElementKind::object && word != "vector";
        return geometry ? "" : "geopoint, a geospatial schema";
    }
    return word == "vector" ? "" : "vector";
}

} // namespace

void checkQuantities(const RuleContext& context) {
    const Elements& elements = context.elements;
    const KindSet valued = kContents | only(ElementKind::commandRequest) | only(ElementKind::commandResponse) |
                           only(ElementKind::field) | only(ElementKind::mapValue);
    context.each(valued, [&](ElementIndex index) {
        const Element& element = elements[index];
        const auto withUnit = std::count_if(element.cotypes.begin(), element.cotypes.end(),
                                            [](const Term* type) { return !type->family.empty(); });
        if (withUnit > 1) {
            context.error(index, "conflicting-supplemental-types",
                          say("'{0}' has more than one type that brings a unit.", element.name), say("Keep one."));
            return;
        }
        for (const Term* type : element.cotypes) {
            for (const Link& link : element.links) {
                if (link.property != PropertyId::schema || !link.target.valid()) continue;
                const std::string_view wanted = wantedSchema(*type, elements[link.target]);
                if (wanted.empty()) continue;
                context.error(
                    index, link.spot, "not-required-type",
                    say("'{0}' has the type '{1}', but its schema does not fit it.", element.name, type->word),
                    say("Use one of {0}, or remove the type.", wanted));
            }
        }
    });
}

} // namespace twinflow::models
