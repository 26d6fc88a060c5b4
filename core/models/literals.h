// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading the literal values of properties: texts, numbers, truth values, localized texts.
#pragma once

#include "base/value.h"
#include "models/metamodel.h"
#include "models/report.h"

#include <optional>

namespace twinflow::models {

/// What a literal belongs to, for sentences and codes.
struct LiteralPlace {
    const JsonDocument& document;
    std::string_view property; ///< as written
    int version = 2;
    Report& report;
};

/// A text, truth value, integer or enumeration literal by the rule's form: bare, as the one item of an array, or as a
/// value object `{"@value": …}`. Nothing when it is absent (an empty array for an optional property) or wrong.
std::optional<Value> readLiteral(const JsonNode& node, const PropertyRule& rule, const LiteralPlace& place);

/// A localized text: a string, a map by language, or an array of strings and value objects.
void checkLocalized(const JsonNode& node, const PropertyRule& rule, const LiteralPlace& place);

/// The length that limits count in: UTF-16 units.
std::size_t textLength(std::string_view utf8);

} // namespace twinflow::models
