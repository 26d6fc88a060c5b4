// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/metamodel.h"

#include <array>
#include <vector>

namespace twinflow::models {

namespace {

constexpr std::size_t kKinds = static_cast<std::size_t>(ElementKind::abstraction) + 1;

constexpr std::array<std::string_view, kKinds> kClassNames = {"Boolean",
                                                              "Date",
                                                              "DateTime",
                                                              "Duration",
                                                              "Time",
                                                              "Double",
                                                              "Float",
                                                              "Integer",
                                                              "Long",
                                                              "String",
                                                              "Array",
                                                              "Enum",
                                                              "Map",
                                                              "Object",
                                                              "Telemetry",
                                                              "Property",
                                                              "Relationship",
                                                              "Component",
                                                              "Command",
                                                              "Interface",
                                                              "CommandPayload",
                                                              "CommandRequest",
                                                              "CommandResponse",
                                                              "MapKey",
                                                              "MapValue",
                                                              "Field",
                                                              "EnumValue",
                                                              "CommandType",
                                                              "Unit",
                                                              "Entity"};

constexpr std::array<std::string_view, static_cast<std::size_t>(PropertyId::uninterpreted) + 1> kPropertyNames = {
    "comment",
    "description",
    "displayName",
    "name",
    "writable",
    "target",
    "minMultiplicity",
    "maxMultiplicity",
    "enumValue",
    "contents",
    "extends",
    "schemas",
    "schema",
    "properties",
    "request",
    "response",
    "commandType",
    "elementSchema",
    "valueSchema",
    "enumValues",
    "mapKey",
    "mapValue",
    "fields",
    "unit",
    "annotates",
    "overrides",
    ""};

/// One required schema, of any kind.
PropertyRule schemaRule(PropertyId id) {
    return {.id = id, .form = ValueForm::elements, .kinds = kSchemas, .minCount = 1};
}

PropertyRule booleanRule(PropertyId id) {
    return {.id = id, .form = ValueForm::boolean};
}
PropertyRule integerRule(PropertyId id) {
    return {.id = id, .form = ValueForm::integer};
}

std::vector<PropertyRule> makeRules(ElementKind kind, int version) {
    using enum PropertyId;
    const bool v2 = version == 2;
    std::vector<PropertyRule> rules = {
        {.id = comment},
        {.id = description, .form = ValueForm::localized},
        {.id = displayName, .form = ValueForm::localized, .maxLength = v2 ? 64U : 512U},
    };
    const PropertyRule nameRule = {.id = name, .minCount = 1, .maxLength = v2 ? 64U : 512U};
    const auto payload = [&](PropertyId id) {
        const ElementKind is = v2 ? ElementKind::commandPayload
                                  : (id == request ? ElementKind::commandRequest : ElementKind::commandResponse);
        return PropertyRule{
            .id = id, .form = ValueForm::elements, .kinds = only(is), .typeOptional = true, .sameVersion = true};
    };
    const auto add = [&](std::initializer_list<PropertyRule> more) { rules.insert(rules.end(), more); };

    switch (kind) {
    case ElementKind::interface:
        add({{.id = contents,
              .form = ValueForm::elements,
              .kinds = kContents,
              .maxCount = v2 ? 300U : 0U,
              .plural = true},
             {.id = extends,
              .form = ValueForm::elements,
              .kinds = only(ElementKind::interface),
              .maxCount = v2 ? 2U : 0U,
              .plural = true,
              .idRequired = true},
             {.id = schemas,
              .form = ValueForm::elements,
              .kinds = kComplexSchemas,
              .maxCount = 0,
              .plural = true,
              .idRequired = true,
              .sameVersion = true}});
        break;
    case ElementKind::telemetry:
        add({nameRule, schemaRule(schema)});
        break;
    case ElementKind::property:
        add({nameRule, schemaRule(schema), booleanRule(writable)});
        break;
    case ElementKind::relationship:
        add({nameRule,
             booleanRule(writable),
             integerRule(minMultiplicity),
             integerRule(maxMultiplicity),
             {.id = target, .form = ValueForm::identifier, .maxLength = 2048},
             {.id = properties,
              .form = ValueForm::elements,
              .kinds = only(ElementKind::property),
              .maxCount = v2 ? 300U : 0U,
              .plural = true}});
        break;
    case ElementKind::component:
        add({nameRule,
             {.id = schema,
              .form = ValueForm::elements,
              .kinds = only(ElementKind::interface),
              .minCount = 1,
              .idRequired = true}});
        break;
    case ElementKind::command:
        add({nameRule,
             payload(request),
             payload(response),
             {.id = commandType,
              .form = ValueForm::elements,
              .kinds = only(ElementKind::commandType),
              .idRequired = true,
              .sameVersion = true,
              .languageOnly = true}});
        break;
    case ElementKind::commandPayload:
    case ElementKind::commandRequest:
    case ElementKind::commandResponse:
    case ElementKind::mapValue:
    case ElementKind::field:
        add({nameRule, schemaRule(schema)});
        break;
    case ElementKind::mapKey:
        add({nameRule,
             {.id = schema,
              .form = ValueForm::elements,
              .kinds = only(ElementKind::string),
              .minCount = 1,
              .idRequired = true,
              .languageOnly = true}});
        break;
    case ElementKind::array:
        add({schemaRule(elementSchema)});
        break;
    case ElementKind::enumeration:
        add({{.id = valueSchema,
              .form = ValueForm::elements,
              .kinds = only(ElementKind::integer32) | only(ElementKind::string),
              .minCount = 1,
              .idRequired = true,
              .languageOnly = true},
             {.id = enumValues,
              .form = ValueForm::elements,
              .kinds = only(ElementKind::enumValue),
              .minCount = v2 ? 1U : 0U,
              .maxCount = v2 ? 100U : 0U,
              .plural = true,
              .typeOptional = true,
              .sameVersion = true}});
        break;
    case ElementKind::enumValue:
        add({nameRule, {.id = enumValue, .form = ValueForm::enumLiteral, .minCount = 1}});
        break;
    case ElementKind::map:
        add({{.id = mapKey,
              .form = ValueForm::elements,
              .kinds = only(ElementKind::mapKey),
              .minCount = 1,
              .typeOptional = true,
              .sameVersion = true},
             {.id = mapValue,
              .form = ValueForm::elements,
              .kinds = only(ElementKind::mapValue),
              .minCount = 1,
              .typeOptional = true,
              .sameVersion = true}});
        break;
    case ElementKind::object:
        add({{.id = fields,
              .form = ValueForm::elements,
              .kinds = only(ElementKind::field),
              .minCount = v2 ? 1U : 0U,
              .maxCount = v2 ? 30U : 0U,
              .plural = true,
              .typeOptional = true,
              .sameVersion = true}});
        break;
    default:
        break;
    }
    return rules;
}

using RuleTable = std::array<std::array<std::vector<PropertyRule>, kKinds>, 2>;

RuleTable makeTable() {
    RuleTable table;
    for (int version : {2, 3}) {
        for (std::size_t kind = 0; kind < kKinds; ++kind) {
            table[static_cast<std::size_t>(version - 2)][kind] = makeRules(static_cast<ElementKind>(kind), version);
        }
    }
    return table;
}

} // namespace

std::string_view className(ElementKind kind) {
    return kClassNames[static_cast<std::size_t>(kind)];
}
std::string_view propertyName(PropertyId property) {
    return kPropertyNames[static_cast<std::size_t>(property)];
}

std::string classNames(KindSet kinds) {
    std::string text;
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        if (!kinds.has(static_cast<ElementKind>(kind))) continue;
        if (!text.empty()) text += ", ";
        text += kClassNames[kind];
    }
    return text;
}

std::span<const PropertyRule> propertyRules(ElementKind kind, int version) {
    static const RuleTable table = makeTable();
    return table[version == 2 ? 0 : 1][static_cast<std::size_t>(kind)];
}

const PropertyRule* findRule(ElementKind kind, int version, PropertyId property) {
    for (const PropertyRule& rule : propertyRules(kind, version)) {
        if (rule.id == property) return &rule;
    }
    return nullptr;
}

const LanguageLimits& languageLimits(int version) {
    static constexpr LanguageLimits v2 = {.contents = 300};
    static constexpr LanguageLimits v3 = {.ancestors = 1024, .elements = 100'000, .interfaceBytes = 1'048'576};
    return version == 2 ? v2 : v3;
}

} // namespace twinflow::models
