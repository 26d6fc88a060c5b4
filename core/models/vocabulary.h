// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The words of the language and its extensions, and the DTMIs that they stand for.
#pragma once

#include "models/metamodel.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace twinflow::models {

/// Each context brings its words.
enum class ContextId : std::uint8_t {
    dtdl2,
    dtdl3,
    iotcentral2,
    quantitativeTypes1,
    quantitativeTypes2,
    annotation1,
    annotation2,
    overriding1,
    overriding2,
    historization1,
    historization2,
    requirement1,
    mqtt1,
    mqtt2,
    mqtt3
};

/// "dtmi:dtdl:context;2"
std::string_view contextDtmi(ContextId context);
/// The context with that exact DTMI, or nothing.
std::optional<ContextId> findContext(std::string_view dtmi);

/// A set of contexts, those that are in force at one place of a document.
struct ContextSet {
    std::uint32_t bits = 0;

    constexpr bool has(ContextId context) const { return (bits >> static_cast<unsigned>(context) & 1U) != 0; }
    constexpr void add(ContextId context) { bits |= 1U << static_cast<unsigned>(context); }
};

enum class TermKind : std::uint8_t {
    materialClass, ///< Telemetry; Schema too, whose element kind is abstraction
    property,      ///< contents; of an extension: annotates
    element,       ///< double, synchronous, point: what a property may refer to
    quantity,      ///< Temperature: a semantic type with units
    unit,          ///< degreeCelsius
    adjunct,       ///< ValueAnnotation: another type of an extension, or a semantic type without a unit
    abstractType,  ///< QuantitativeType: never written in a model
    other          ///< a word of the language that no model has a use for
};

struct Term {
    std::string word = {};
    std::string dtmi = {};
    TermKind kind = TermKind::other;
    ContextId context = ContextId::dtdl2;
    ElementKind element = ElementKind::abstraction;  ///< materialClass, element, unit: the class
    PropertyId property = PropertyId::uninterpreted; ///< property
    std::string_view family = {};                    ///< quantity, unit: AccelerationUnit
    KindSet cotypes = {};                            ///< quantity, adjunct: the classes that it may go with
    std::uint8_t versions = 0;                       ///< quantity, adjunct: bit n is version n
    std::string_view owner = {};                     ///< property of an extension: the word of its type
};

/// The term for a short word among the contexts, or nothing.
const Term* findTerm(ContextSet contexts, std::string_view word);
/// The term with that DTMI, of whatever context, or nothing.
const Term* findDtmi(std::string_view dtmi);

} // namespace twinflow::models
