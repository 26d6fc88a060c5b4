// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rules/rules.h"

#include <algorithm>

namespace twinflow::models {

void checkComponents(const RuleContext& context) {
    const Elements& elements = context.elements;
    const auto isComponent = [&](ElementIndex content) { return elements[content].kind == ElementKind::component; };
    context.each(only(ElementKind::component), [&](ElementIndex index) {
        for (const Link& link : elements[index].links) {
            if (link.property != PropertyId::schema || !link.target.valid()) continue;
            const std::vector<ElementIndex>& inner = context.inheritance.contents[link.target.value];
            if (std::none_of(inner.begin(), inner.end(), isComponent)) continue;
            context.error(
                index, link.spot, "excluded-type",
                say("The component '{0}' has the interface '{1}', which has components itself.", elements[index].name,
                    elements[link.target].id),
                say("Components are one level deep: use a relationship, or an interface without components."));
        }
    });
}

} // namespace twinflow::models
