// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the language allows: the classes of elements, their properties and the limits of each version.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace twinflow::models {

/// The classes of DTDL that an element can have; the primitive schemas stand in the order of SchemaKind.
enum class ElementKind : std::uint8_t {
    boolean,
    date,
    dateTime,
    duration,
    time,
    real64,
    real32,
    integer32,
    integer64,
    string, // primitive schemas
    array,
    enumeration,
    map,
    object, // complex schemas
    telemetry,
    property,
    relationship,
    component,
    command, // contents
    interface,
    commandPayload,
    commandRequest,
    commandResponse,
    mapKey,
    mapValue,
    field,
    enumValue,
    commandType,
    unit,       // only the language itself defines these
    abstraction // a class that no element can have: Schema, Content, SemanticType
};

/// The class as models spell it: Telemetry, Double.
std::string_view className(ElementKind kind);

/// A set of classes, for what a property takes.
struct KindSet {
    std::uint32_t bits = 0;

    constexpr bool has(ElementKind kind) const { return (bits >> static_cast<unsigned>(kind) & 1U) != 0; }
    constexpr KindSet operator|(KindSet other) const { return {bits | other.bits}; }
};

constexpr KindSet only(ElementKind kind) {
    return {1U << static_cast<unsigned>(kind)};
}
constexpr KindSet range(ElementKind first, ElementKind last) {
    return {(2U << static_cast<unsigned>(last)) - (1U << static_cast<unsigned>(first))};
}

constexpr KindSet kPrimitiveSchemas = range(ElementKind::boolean, ElementKind::string);
constexpr KindSet kNumericSchemas = range(ElementKind::real64, ElementKind::integer64);
constexpr KindSet kComplexSchemas = range(ElementKind::array, ElementKind::object);
constexpr KindSet kSchemas = kPrimitiveSchemas | kComplexSchemas;
constexpr KindSet kContents = range(ElementKind::telemetry, ElementKind::command);

/// "Telemetry, Property, Command": for sentences.
std::string classNames(KindSet kinds);

enum class PropertyId : std::uint8_t {
    comment,
    description,
    displayName,
    name, // literals of many classes
    writable,
    target,
    minMultiplicity,
    maxMultiplicity,
    enumValue, // literals of one or two
    contents,
    extends,
    schemas,
    schema,
    properties,
    request,
    response,
    commandType, // elements
    elementSchema,
    valueSchema,
    enumValues,
    mapKey,
    mapValue,
    fields,
    unit, // of semantic types
    annotates,
    overrides,    // of extensions
    uninterpreted // known, with no meaning here
};

std::string_view propertyName(PropertyId property);

/// How a property's value is written.
enum class ValueForm : std::uint8_t { text, localized, boolean, integer, enumLiteral, identifier, elements, anything };

/// One property of one class in one version.
struct PropertyRule {
    PropertyId id = PropertyId::comment;
    ValueForm form = ValueForm::text;
    KindSet kinds = {};            ///< elements: what may stand here
    std::uint32_t minCount = 0;    ///< 1 and more: required
    std::uint32_t maxCount = 1;    ///< elements; 0 is no limit
    std::uint32_t maxLength = 512; ///< of texts, in UTF-16 units
    bool plural = false;
    bool typeOptional = false; ///< inline elements may leave `@type` out
    bool idRequired = false;   ///< inline elements need an `@id`
    bool sameVersion = false;  ///< v3: takes no v2 element
    bool languageOnly = false; ///< takes only elements that the language defines: valueSchema, commandType
};

/// The rules of one class; empty for classes that have no properties or do not exist in that version (2 or 3).
std::span<const PropertyRule> propertyRules(ElementKind kind, int version);
const PropertyRule* findRule(ElementKind kind, int version, PropertyId property);

/// Limits that do not hang on one property.
struct LanguageLimits {
    std::uint32_t idLength = 2048;
    std::uint32_t interfaceIdLength = 128;
    std::uint32_t extendsDepth = 10;
    std::uint32_t schemaDepth = 5;
    std::uint32_t contents = 0;       ///< with what is inherited; 0 is no limit
    std::uint32_t ancestors = 0;      ///< interfaces in the hierarchy
    std::uint32_t elements = 0;       ///< in the hierarchy
    std::uint32_t interfaceBytes = 0; ///< of its JSON text
};
const LanguageLimits& languageLimits(int version);

} // namespace twinflow::models
