// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The parser's part for properties that types bring, that are missing, or that nobody knows.
#include "models/dtmi.h"
#include "models/literals.h"
#include "models/parser.h"

#include <algorithm>

namespace twinflow::models {

void Parser::parseTypeProperty(const JsonNode::Member& member, const Scope& scope, const Term& term,
                               ElementIndex index) {
    if (term.property == PropertyId::unit) return parseUnit(member, scope, index);
    const PropertyRule rule{.id = term.property, .minCount = 1};
    if (term.property == PropertyId::annotates) {
        const LiteralPlace place{*m_document, member.name, scope.version, m_report};
        if (const std::optional<Value> name = readLiteral(member.value, rule, place))
            m_elements[index].annotates = name->text();
    } else if (term.property == PropertyId::overrides) {
        const std::string& text = member.value.text;
        const Term* property = text.substr(0, 5) == "dtmi:" ? findDtmi(text) : findTerm(scope.contexts, text);
        if (!member.value.isString()) {
            error(member.value, "identifier-not-string", say("'overrides' is not a string."),
                  say("Write the name of a property, for example 'unit'."));
        } else {
            m_elements[index].overrides = property;
            m_elements[index].overridesText = text;
        }
    }
}

/// The unit of a semantic type: one word or DTMI of the type's family.
void Parser::parseUnit(const JsonNode::Member& member, const Scope& scope, ElementIndex index) {
    const JsonNode* value = &member.value;
    if (value->isArray() && value->items.size() == 1) value = &value->items.front();
    if (value->isArray()) {
        if (value->items.empty()) {
            error(*value, "object-count-below-min", say("'unit' has no value."), say("Write a unit."));
        } else {
            error(*value, "object-multiple-values", say("'unit' has more than one value."), say("Keep one."));
        }
        return;
    }
    if (value->isObject()) {
        return error(*value, scope.version == 2 ? "bad-type" : "ref-object-not-allowed", say("'unit' is an object."),
                     say("Write the name of a unit."));
    }
    if (!value->isString()) {
        return error(*value, "ref-not-string-or-object", say("'unit' is not a string."),
                     say("Write the name of a unit."));
    }
    const std::string& text = value->text;
    const bool isDtmi = text.substr(0, 5) == "dtmi:";
    const Term* unit = isDtmi ? findDtmi(text) : findTerm(scope.contexts, text);
    if (unit == nullptr) {
        std::string_view code = "bad-dtmi-or-term";
        if (isDtmi && isAuthoredDtmi(text, scope.version))
            code = isReservedDtmi(text, scope.contexts) ? "undefined-reserved-id" : "unresolved-reference";
        return error(*value, code, say("There is no unit '{0}'.", text), say("Correct its spelling."));
    }
    const auto& types = m_elements[index].cotypes;
    const auto hasFamily = [](const Term* type) { return !type->family.empty(); };
    const bool ambiguous = std::count_if(types.begin(), types.end(), hasFamily) > 1; // a rule of its own says so
    for (const Term* type : types) {
        if (ambiguous || !hasFamily(type) || unit->family == type->family) continue;
        return error(*value, scope.version == 2 ? "not-required-type" : "wrong-parent",
                     say("'{0}' is not a unit of '{1}'.", text, type->word),
                     say("Use a unit of the kind {0}.", type->family));
    }
    m_elements[index].unit = unit;
}

/// A property that neither the element's class nor its types have.
void Parser::unknownProperty(const JsonNode::Member& member, const Term* term, const ElementTypes& types,
                             const Element& element) {
    const bool v2 = element.version == 2;
    if (v2 && types.undefinedType) return;
    const bool isDtmi = member.name.substr(0, 5) == "dtmi:";
    std::string_view code;
    if (v2) {
        code = types.inferred ? "inferred-type-does-not-allow" : "no-type-that-allows";
    } else if (isDtmi && !parseDtmi(member.name)) {
        code = "property-invalid-dtmi";
    } else if (isDtmi || term != nullptr) {
        code = "property-irrelevant-dtmi-or-term";
    } else if (member.name.find(':') != std::string::npos) {
        code = "property-not-dtmi-nor-term";
    } else {
        code = "property-undefined-term";
    }
    error(member, code, say("'{0}' is not a property of '{1}'.", member.name, className(element.kind)),
          say("Correct its spelling, remove it, or add the type that brings it."));
}

/// Where the parent holds several elements, the name is part of the id that an element without one gets.
bool Parser::isNeededForId(const Seat& seat, ElementIndex index) const {
    return seat.rule != nullptr && seat.rule->plural && m_elements[index].id.empty();
}

/// Reports the required properties that are not there.
void Parser::requireProperties(const JsonNode& node, const Seat& seat, std::uint64_t present, ElementIndex index) {
    const auto has = [&](PropertyId property) { return (present >> static_cast<unsigned>(property) & 1U) != 0; };
    const Element& element = m_elements[index];
    for (const PropertyRule& rule : propertyRules(element.kind, element.version)) {
        if (rule.minCount == 0 || has(rule.id)) continue;
        std::string_view code =
            rule.form == ValueForm::elements ? "missing-object-property" : "missing-literal-property";
        if (rule.id == PropertyId::name && isNeededForId(seat, index)) code = "missing-dtmi-seg-property-value";
        error(node, code, say("'{0}' lacks the property '{1}'.", className(element.kind), propertyName(rule.id)),
              say("Add '{0}'.", propertyName(rule.id)));
    }
    for (const Term* type : element.cotypes) {
        if (type->kind == TermKind::quantity && !has(PropertyId::unit)) {
            error(node, "missing-supplemental-object-property", say("The type '{0}' needs a unit.", type->word),
                  say("Add 'unit'."));
        }
        if (type->word == "ValueAnnotation" && !has(PropertyId::annotates)) {
            error(node, "missing-supplemental-literal-property", say("The type 'ValueAnnotation' needs 'annotates'."),
                  say("Add the name of the property or telemetry that is annotated."));
        }
        if (type->word == "Override" && !has(PropertyId::overrides)) {
            error(node, "missing-supplemental-identifier-property", say("The type 'Override' needs 'overrides'."),
                  say("Add the name of a property, for example 'unit'."));
        }
    }
}

} // namespace twinflow::models
