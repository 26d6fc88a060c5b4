// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Names and enumeration values that must not stand twice.
#include "models/rules/rules.h"

#include <unordered_map>
#include <unordered_set>

namespace twinflow::models {

namespace {

void checkNames(const RuleContext& context, ElementIndex index, PropertyId property) {
    std::unordered_map<std::string, ElementIndex> names;
    for (const Link& link : context.elements[index].links) {
        if (link.property != property || !link.target.valid()) continue;
        const Element& element = context.elements[link.target];
        const std::string& name = element.name;
        const auto [known, isNew] = names.try_emplace(name, link.target);
        // A missing name and one element defined twice were found before.
        if (isNew || name.empty() || (!element.id.empty() && element.id == context.elements[known->second].id))
            continue;
        context.error(index, link.spot, "non-unique-property-value",
                      say("'{0}' has two elements with the name '{1}'.", propertyName(property), name),
                      say("Rename or remove one."));
    }
}

void checkValues(const RuleContext& context, ElementIndex index) {
    std::unordered_set<std::string> values;
    for (const Link& link : context.elements[index].links) {
        if (link.property != PropertyId::enumValues || !link.target.valid()) continue;
        const Element& value = context.elements[link.target];
        if (value.enumValue.isNull() || values.insert(value.enumValue.json()).second) continue;
        context.error(index, value.spot, "non-unique-property-value",
                      say("The enumeration has the value {0} twice.", value.enumValue.json()),
                      say("Change or remove one."));
    }
}

} // namespace

void checkUnique(const RuleContext& context) {
    context.each(only(ElementKind::interface),
                 [&](ElementIndex index) { checkNames(context, index, PropertyId::contents); });
    context.each(only(ElementKind::object),
                 [&](ElementIndex index) { checkNames(context, index, PropertyId::fields); });
    context.each(only(ElementKind::relationship),
                 [&](ElementIndex index) { checkNames(context, index, PropertyId::properties); });
    context.each(only(ElementKind::enumeration), [&](ElementIndex index) {
        checkNames(context, index, PropertyId::enumValues);
        checkValues(context, index);
    });
}

} // namespace twinflow::models
