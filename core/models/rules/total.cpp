// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A bound on what all interfaces have together.
#include "models/rules/inheritance.h"
#include "models/rules/rules.h"

namespace twinflow::models {

namespace {

/// The contents that the interface has by its components.
std::size_t countHeld(const RuleContext& context, ElementIndex interface) {
    std::size_t held = 0;
    for (const ElementIndex content : context.inheritance.contents[interface.value]) {
        const Element& element = context.elements[content];
        if (element.kind != ElementKind::component) continue;
        for (const Link& link : element.links) {
            if (link.property == PropertyId::schema && link.target.valid())
                held += context.inheritance.contents[link.target.value].size();
        }
    }
    return held;
}

} // namespace

void checkTotal(const RuleContext& context) {
    std::vector<ElementIndex> leftOut = context.inheritance.leftOut;
    std::size_t total = 0;
    context.each(only(ElementKind::interface), [&](ElementIndex index) {
        const std::size_t held = countHeld(context, index);
        if (held > kMaxContents - total) {
            leftOut.push_back(index);
        } else {
            total += held;
        }
    });
    if (leftOut.empty()) return;
    for (const ElementIndex index : leftOut) context.elements.markUnsound(index);
    context.error(leftOut.front(), "total-too-large",
                  say("With '{0}' all models together would have more than {1} contents, inherited ones and those of "
                      "components counted again in each interface. Interfaces left out: {2}.",
                      context.elements[leftOut.front()].id, kMaxContents, leftOut.size()),
                  say("Extend and hold less, or split the models over several deployments."));
}

} // namespace twinflow::models
