// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/parser.h"

#include "models/dtmi.h"
#include "models/literals.h"

#include <algorithm>
#include <set>

namespace twinflow::models {

namespace {

bool isKeyword(std::string_view name) {
    return !name.empty() && name.front() == '@';
}

/// What the reference parser looks for when it makes an id from a name: a string or number, bare or wrapped.
bool isTextOrNumber(const JsonNode& node) {
    if (node.isArray()) return node.items.size() == 1 && isTextOrNumber(node.items.front());
    if (node.isObject()) return node.find("@value") != nullptr;
    return node.isString() || node.isNumber();
}

constexpr std::uint64_t bitOf(PropertyId property) {
    return std::uint64_t{1} << static_cast<unsigned>(property);
}

} // namespace

void Parser::parse(const JsonDocument& document) {
    m_document = &document;
    const JsonNode& root = document.root();
    if (!root.isArray()) return parseTop(root);
    for (const JsonNode& item : root.items) parseTop(item);
}

void Parser::parseTop(const JsonNode& node) {
    if (!node.isObject()) {
        return error(node, "not-json-object", say("A model is not a JSON object."),
                     say("Write an interface: { \"@type\": \"Interface\", … }."));
    }
    const JsonNode* context = node.find("@context");
    if (context == nullptr) {
        return error(node, "missing-context", say("A model has no '@context'."),
                     say("Add \"@context\": \"dtmi:dtdl:context;3\"."));
    }
    if (parseElement(node, Scope{}, Seat{}).valid()) return;
    if (const JsonNode* id = node.find("@id"); id != nullptr && id->isString()) m_elements.refuse(id->text);
}

ElementIndex Parser::parseElement(const JsonNode& node, const Scope& outer, const Seat& seat) {
    const bool top = seat.rule == nullptr;
    const std::size_t findingsBefore = m_report.count();
    Scope scope;
    if (!readScope(node, outer, seat, scope) || !checkMembers(node, scope, seat)) return {};
    const KindSet allowed = top ? only(ElementKind::interface) : seat.rule->kinds;
    const bool languageOnly = !top && seat.rule->languageOnly;
    Element element;
    if (!readId(node, scope, seat, element)) return {};
    const std::optional<ElementTypes> types =
        readTypes(*m_document, node, scope, allowed, !top && seat.rule->typeOptional, top, m_report);
    if (!types) return {};
    if (languageOnly || kPrimitiveSchemas.has(types->kind)) {
        error(node, "bad-type", say("'{0}' defines a primitive schema of its own.", seat.property),
              say("Write the name of the schema, for example \"integer\"."));
        return {};
    }
    element.kind = types->kind;
    element.version = scope.version;
    element.parent = seat.parent;
    element.cotypes = types->cotypes;
    element.spot = {m_document, node.offset};
    if (element.kind == ElementKind::interface && element.id.size() > languageLimits(scope.version).interfaceIdLength) {
        error(*node.find("@id"), "id-too-long-for-type", say("The interface's id is longer than 128 characters."),
              say("Shorten it."));
    }
    const std::string id = element.id;
    const bool isInterface = element.kind == ElementKind::interface;
    if (isInterface && m_document->text().size() > languageLimits(3).interfaceBytes) {
        std::string text;
        node.appendJson(text);
        element.bytes = text.size();
    }
    const ElementIndex index = m_elements.add(std::move(element));
    m_elements[index].partition = isInterface ? index : m_elements[seat.parent].partition;
    if (!id.empty() && !m_elements.define(id, index)) {
        error(node, "duplicate-definition", say("'{0}' is defined twice.", id),
              say("Remove one definition, or give it another id. A new version of a model gets a new version number."));
    }
    parseProperties(node, scope, seat, *types, index);
    if (isInterface && m_report.count() > findingsBefore) m_elements[index].sound = false;
    return index;
}

/// The element's own context, checked against what its place allows.
bool Parser::readScope(const JsonNode& node, const Scope& outer, const Seat& seat, Scope& scope) {
    scope = outer;
    const JsonNode* context = node.find("@context");
    if (context != nullptr) {
        const std::optional<Scope> own = readContext(*m_document, *context, outer, m_report);
        if (!own) return false;
        scope = *own;
    }
    if (seat.rule == nullptr) {
        if (scope.version != 4) return true;
        error(*context, "disallowed-context-version",
              say("The model is written in DTDL version 4, which the twin service does not take."),
              say("Write it in version 3."));
        return false;
    }
    const int parent = outer.version;
    if (scope.version > parent || (seat.rule->sameVersion && scope.version != parent)) {
        error(node, "disallowed-version-definition",
              say("An element of DTDL version {0} stands in '{1}' of one of version {2}.", scope.version, seat.property,
                  parent),
              say("Remove its '@context'."));
        return false;
    }
    return true;
}

bool Parser::readId(const JsonNode& node, const Scope& scope, const Seat& seat, Element& element) {
    const JsonNode* id = node.find("@id");
    if (id == nullptr) {
        if (seat.rule == nullptr) {
            error(node, "missing-top-level-id", say("The interface has no '@id'."), say("Add \"@id\": \"dtmi:…;1\"."));
            return false;
        }
        if (!seat.rule->idRequired) return true;
        error(node, "missing-required-id", say("An element of '{0}' has no '@id'.", seat.property),
              say("Add \"@id\": \"dtmi:…;1\"."));
        return false;
    }
    if (!id->isString() || id->text.empty()) {
        error(*id, "id-not-string", say("The '@id' is not a string."), say("Write a DTMI: dtmi:example:Thing;1."));
        return false;
    }
    if (id->text.size() > languageLimits(scope.version).idLength) {
        error(*id, "id-too-long",
              say("The '@id' is longer than {0} characters.", languageLimits(scope.version).idLength),
              say("Shorten it."));
        return false;
    }
    if (!isAuthoredDtmi(id->text, scope.version)) {
        error(*id, "invalid-id", say("The id '{0}' is no DTMI that a model may use.", id->text),
              say("Write dtmi:, segments of letters, digits and inner underscores joined by ':', then ';' and a "
                  "version."));
        return false;
    }
    if (isReservedDtmi(id->text, scope.contexts)) {
        error(*id, "reserved-id", say("The id '{0}' belongs to the language.", id->text),
              say("Use a prefix of your own."));
        return false;
    }
    element.id = id->text;
    return true;
}

/// Keys that stand twice, and keywords that have no place here.
bool Parser::checkMembers(const JsonNode& node, const Scope& scope, const Seat& seat) {
    const bool top = seat.rule == nullptr;
    bool sound = true;
    std::set<std::string_view> keys;
    for (const JsonNode::Member& member : node.members) {
        if (!keys.insert(member.name).second) {
            error(member, "duplicate-property-name", say("The key '{0}' stands twice.", member.name),
                  say("Remove one."));
            sound = false;
        } else if (member.name == "@graph") {
            error(member, top ? "top-level-graph-disallowed" : "graph-disallowed", say("'@graph' is not allowed."),
                  say("Write the models as an array."));
            sound = false;
        } else if (isKeyword(member.name) && scope.version > 2 && member.name != "@id" && member.name != "@type" &&
                   member.name != "@context") {
            error(member, top ? "top-level-keyword-disallowed" : "keyword-disallowed",
                  say("The keyword '{0}' is not allowed.", member.name),
                  say("Keep '@context', '@id' and '@type' only."));
            sound = false;
        }
    }
    if (!top && node.members.size() == 1 && node.members.front().name == "@id") {
        error(node, "id-reference", say("An object in '{0}' has only an '@id'.", seat.property),
              say("Write the DTMI as a string."));
        return false;
    }
    return sound;
}

void Parser::parseProperties(const JsonNode& node, const Scope& scope, const Seat& seat, const ElementTypes& types,
                             ElementIndex index) {
    const ElementKind kind = types.kind;
    std::uint64_t present = 0;
    for (const JsonNode::Member& member : node.members) {
        if (isKeyword(member.name)) continue;
        const bool isDtmi = member.name.substr(0, 5) == "dtmi:";
        const Term* term = isDtmi ? findDtmi(member.name) : findTerm(scope.contexts, member.name);
        const bool usable = term != nullptr && term->kind == TermKind::property && scope.contexts.has(term->context);
        const PropertyRule* rule = usable ? findRule(kind, scope.version, term->property) : nullptr;
        const bool ofType = usable && rule == nullptr && belongsToType(*term, types);
        if (rule == nullptr && !ofType) {
            unknownProperty(member, term, types, m_elements[index]);
            continue;
        }
        if ((present & bitOf(term->property)) != 0 && term->property != PropertyId::uninterpreted) {
            error(member, "duplicate-property-name",
                  say("The property '{0}' stands twice.", propertyName(term->property)), say("Remove one."));
            continue;
        }
        present |= bitOf(term->property);
        if (rule != nullptr) {
            parseProperty(member, scope, seat, *rule, index);
        } else {
            parseTypeProperty(member, scope, *term, index);
        }
    }
    requireProperties(node, seat, present, index);
}

void Parser::parseProperty(const JsonNode::Member& member, const Scope& scope, const Seat& seat,
                           const PropertyRule& rule, ElementIndex index) {
    const LiteralPlace place{*m_document, member.name, scope.version, m_report};
    switch (rule.form) {
    case ValueForm::elements:
        return parseElements(member, scope, rule, index);
    case ValueForm::identifier:
        return parseTarget(member.value, scope, rule, index);
    case ValueForm::localized:
        return checkLocalized(member.value, rule, place);
    default:
        break;
    }
    if (rule.id == PropertyId::name && isNeededForId(seat, index) && !isTextOrNumber(member.value)) {
        return error(member.value, "dtmi-seg-property-not-string-or-number", say("The name is not a string."),
                     say("Write a string."));
    }
    const std::optional<Value> value = readLiteral(member.value, rule, place);
    if (!value) return;
    if (rule.id == PropertyId::name) {
        m_elements[index].name = value->text();
    } else if (rule.id == PropertyId::enumValue) {
        m_elements[index].enumValue = *value;
        m_elements[index].enumValueSpot = {m_document, member.value.offset};
    } else if (rule.id == PropertyId::minMultiplicity && value->integer() != 0) {
        error(member.value, "value-not-exact",
              say("'minMultiplicity' is {0}, but only 0 is allowed.", value->integer()), say("Write 0."));
    } else if (rule.id == PropertyId::maxMultiplicity && value->integer() < 1) {
        error(member.value, scope.version == 2 ? "value-below-range" : "value-below-min",
              say("'maxMultiplicity' is {0}, less than 1.", value->integer()),
              say("Write 1 or more, or leave it out."));
    } else if (rule.id == PropertyId::maxMultiplicity && scope.version == 2 && value->integer() > 500) {
        error(member.value, "value-above-range", say("'maxMultiplicity' is {0}, more than 500.", value->integer()),
              say("Write 500 or less, or leave it out."));
    }
}

void Parser::parseElements(const JsonNode::Member& member, const Scope& scope, const PropertyRule& rule,
                           ElementIndex index) {
    const Seat seat{&rule, member.name, index};
    const std::size_t findingsBefore = m_report.count();
    const auto parseOne = [&](const JsonNode& node) {
        if (node.isString()) {
            parseReference(node, scope, rule, member.name, index);
        } else if (node.isObject()) {
            const ElementIndex child = parseElement(node, scope, seat);
            if (child.valid()) m_elements[index].links.push_back({rule.id, child, {}, {m_document, node.offset}});
        } else {
            error(node, "ref-not-string-or-object",
                  say("'{0}' holds a value that is neither a name nor an element.", member.name),
                  say("Write a DTMI, a term or an object of the type {0}.", classNames(rule.kinds)));
        }
    };
    std::size_t count = 1;
    if (member.value.isArray()) {
        count = member.value.items.size();
        for (const JsonNode& item : member.value.items) parseOne(item);
    } else {
        parseOne(member.value);
    }
    if (m_report.count() > findingsBefore) return;
    if (!rule.plural && count > 1) {
        error(member.value, "object-multiple-values", say("'{0}' has {1} values.", member.name, count),
              say("Keep one."));
    } else if (count < rule.minCount) {
        error(member.value, "object-count-below-min", say("'{0}' has no value.", member.name),
              say("Add one of the type {0}.", classNames(rule.kinds)));
    } else if (rule.plural && rule.maxCount > 0 && count > rule.maxCount) {
        error(member.value, "object-count-above-max",
              say("'{0}' has {1} values; {2} are allowed.", member.name, count, rule.maxCount),
              say("Split the element, or write it in DTDL version 3."));
    }
}

void Parser::parseReference(const JsonNode& node, const Scope& scope, const PropertyRule& rule,
                            std::string_view property, ElementIndex index) {
    std::string_view text = node.text;
    const bool isDtmi = text.substr(0, 5) == "dtmi:";
    const Term* term = isDtmi ? findDtmi(text) : findTerm(scope.contexts, text);
    if (isDtmi ? (term == nullptr && !isAuthoredDtmi(text, scope.version)) : term == nullptr) {
        return error(node, "bad-dtmi-or-term",
                     say("'{0}' in '{1}' is neither a DTMI nor a term of the language.", text, property),
                     say("Correct it, or define the schema under 'schemas' and write its DTMI."));
    }
    if (term == nullptr && isReservedDtmi(text, scope.contexts)) {
        return error(node, "undefined-reserved-id", say("'{0}' is not defined by the language.", text),
                     say("Correct the name."));
    }
    if (term == nullptr) {
        m_elements[index].links.push_back({rule.id, {}, node.text, {m_document, node.offset}});
        return;
    }
    const bool isElement = term->kind == TermKind::element;
    if (rule.id == PropertyId::valueSchema && isElement && kPrimitiveSchemas.has(term->element) &&
        !rule.kinds.has(term->element)) {
        return error(node, "incorrect-property-value", say("'{0}' cannot be '{1}'.", property, text),
                     say("Use one of {0}.", classNames(rule.kinds)));
    }
    if (!isElement || !rule.kinds.has(term->element)) {
        return error(node, "bad-type", say("'{0}' in '{1}' is of the wrong type.", text, property),
                     say("Use one of {0}.", classNames(rule.kinds)));
    }
    if (term->context == ContextId::dtdl3 && scope.version == 2) {
        return error(node, "disallowed-version-reference",
                     say("'{0}' belongs to version 3, the model to version 2.", text),
                     say("Use the term of version 2."));
    }
    const ElementIndex builtIn = m_elements.builtIn(*term);
    m_elements[index].links.push_back({rule.id, builtIn, node.text, {m_document, node.offset}});
}

void Parser::parseTarget(const JsonNode& node, const Scope& scope, const PropertyRule& rule, ElementIndex index) {
    const JsonNode* value = &node;
    if (node.isArray()) {
        if (node.items.empty()) return;
        value = &node.items.front();
        if (node.items.size() > 1) {
            return error(node, "identifier-multiple-values", say("'target' has more than one value."),
                         say("Keep one; for several targets leave it out."));
        }
    }
    if (!value->isString()) {
        error(*value, "identifier-not-string", say("'target' is not a string."),
              say("Write the DTMI of an interface."));
    } else if (value->text.size() > rule.maxLength) {
        error(*value, "identifier-too-long", say("'target' is longer than {0} characters.", rule.maxLength),
              say("Shorten the DTMI."));
    } else if (!isAuthoredDtmi(value->text, scope.version)) {
        error(*value, "identifier-not-dtmi", say("The target '{0}' is no DTMI.", value->text),
              say("Write the DTMI of an interface."));
    } else {
        m_elements[index].target = value->text;
    }
}

} // namespace twinflow::models
