// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The annotation and overriding extensions: an element that speaks of a sibling.
#include "models/rules/rules.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace twinflow::models {

namespace {

bool hasType(const Element& element, std::string_view word) {
    return std::any_of(element.cotypes.begin(), element.cotypes.end(),
                       [&](const Term* type) { return type->word == word; });
}

/// The unit family of a semantic type, empty for an element without one.
std::string_view familyOf(const Element& element) {
    for (const Term* type : element.cotypes) {
        if (!type->family.empty()) return type->family;
    }
    return {};
}

/// The contents of one interface by name; of two of one name, which is an error of its own, the first.
using Siblings = std::unordered_map<std::string_view, ElementIndex>;

class AnnotationCheck {
public:
    explicit AnnotationCheck(const RuleContext& context)
        : m_context(context)
        , m_elements(context.elements) {}

    /// One element among the contents of one interface, own or inherited. An absent sibling is allowed.
    void check(ElementIndex index, const Siblings& siblings) {
        const Element& element = m_elements[index];
        const auto found = siblings.find(element.annotates);
        if (found == siblings.end()) return;
        const Element& sibling = m_elements[found->second];
        if (sibling.kind != ElementKind::property && sibling.kind != ElementKind::telemetry) {
            error(
                index, "not-sibling-required-type",
                say("'{0}' annotates '{1}', which is neither a property nor a telemetry.", element.name, sibling.name),
                say("Name a property or a telemetry."));
        } else if (hasType(sibling, "ValueAnnotation")) {
            error(index, "disallowed-type",
                  say("'{0}' annotates '{1}', which is an annotation itself.", element.name, sibling.name),
                  say("Name what '{0}' annotates.", sibling.name));
        } else if (hasType(element, "Override")) {
            checkOverride(index, element, sibling);
        }
    }

private:
    void checkOverride(ElementIndex index, const Element& element, const Element& sibling) {
        if (element.overrides == nullptr || element.overrides->property != PropertyId::unit) {
            error(index, "matching-property-not-supplemental",
                  say("'{0}' overrides '{1}', which no extension defines.", element.name, element.overridesText),
                  say("Override a property such as 'unit'."));
        } else if (familyOf(sibling).empty()) {
            error(index, "no-matching-supplemental-property",
                  say("'{0}' overrides the unit of '{1}', which has none.", element.name, sibling.name),
                  say("Give '{0}' a semantic type and a unit.", sibling.name));
        } else if (schemaFamily(element) != familyOf(sibling)) {
            error(index, "sibling-property-mismatch",
                  say("The schema of '{0}' is not the unit enumeration of '{1}'.", element.name, sibling.name),
                  say("Use the schema {0}.", familyOf(sibling)));
        }
    }

    std::string_view schemaFamily(const Element& element) const {
        for (const Link& link : element.links) {
            if (link.property != PropertyId::schema || !link.target.valid()) continue;
            const Term* term = m_elements[link.target].builtIn;
            return term == nullptr ? std::string_view() : term->family;
        }
        return {};
    }

    void error(ElementIndex index, std::string_view code, Sentence what, Sentence hint) {
        if (m_said.insert(index).second) m_context.error(index, code, std::move(what), std::move(hint));
    }

    const RuleContext& m_context;
    const Elements& m_elements;
    std::set<ElementIndex> m_said; // an inherited element is seen in each interface that has it
};

} // namespace

void checkAnnotations(const RuleContext& context) {
    const Elements& elements = context.elements;
    bool any = false;
    context.each(kContents, [&](ElementIndex index) {
        any |= !elements[index].annotates.empty();
        if (hasType(elements[index], "Override") && !hasType(elements[index], "ValueAnnotation")) {
            context.error(index, "missing-cocotype",
                          say("'{0}' has the type 'Override' without 'ValueAnnotation'.", elements[index].name),
                          say("Add the type 'ValueAnnotation'."));
        }
    });
    if (!any) return;
    AnnotationCheck check(context);
    const auto annotates = [&](ElementIndex content) { return !elements[content].annotates.empty(); };
    context.each(only(ElementKind::interface), [&](ElementIndex interface) {
        const std::vector<ElementIndex>& contents = context.inheritance.contents[interface.value];
        if (std::none_of(contents.begin(), contents.end(), annotates)) return;
        Siblings siblings;
        for (const ElementIndex content : contents) siblings.try_emplace(elements[content].name, content);
        std::set<std::pair<std::string_view, const Term*>> overridden;
        for (const ElementIndex index : contents) {
            const Element& element = elements[index];
            if (element.annotates.empty()) continue;
            check.check(index, siblings);
            if (element.overrides == nullptr || overridden.emplace(element.annotates, element.overrides).second)
                continue;
            context.error(interface, "multiple-reference",
                          say("'{0}' of '{1}' is overridden twice.", element.overridesText, element.annotates),
                          say("Keep one."));
        }
    });
}

} // namespace twinflow::models
