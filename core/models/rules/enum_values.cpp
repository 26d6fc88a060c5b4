// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/rules.h"

namespace twinflow::models {

namespace {

bool fits(const Value& value, ElementKind schema) {
    if (schema == ElementKind::string) return value.kind() == Value::Kind::string;
    if (value.kind() != Value::Kind::integer) return false;
    return value.integer() >= INT32_MIN && value.integer() <= INT32_MAX;
}

} // namespace

void checkEnumValues(const RuleContext& context) {
    context.each(only(ElementKind::enumeration), [&](ElementIndex index) {
        const Element& enumeration = context.elements[index];
        ElementKind schema = ElementKind::abstraction;
        for (const Link& link : enumeration.links) {
            if (link.property == PropertyId::valueSchema && link.target.valid())
                schema = context.elements[link.target].kind;
        }
        if (schema == ElementKind::abstraction) return; // found before
        for (const Link& link : enumeration.links) {
            if (link.property != PropertyId::enumValues || !link.target.valid()) continue;
            const Element& value = context.elements[link.target];
            if (value.enumValue.isNull() || fits(value.enumValue, schema)) continue; // a missing one was found before
            context.error(index, value.enumValueSpot, "non-conformant-datatype",
                          say("The enumeration value {0} is not of the value schema '{1}'.", value.enumValue.json(),
                              className(schema)),
                          say("Change the value, or the 'valueSchema'."));
        }
    });
}

} // namespace twinflow::models
