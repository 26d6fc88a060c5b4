// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a property's or telemetry's value may look like.
#pragma once

#include "base/result.h"
#include "base/value.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace twinflow::models {

enum class SchemaKind : std::uint8_t {
    boolean,
    date,
    dateTime,
    duration,
    time,
    real64,
    real32,
    integer32,
    integer64,
    string, // primitive
    array,
    enumeration,
    map,
    object // complex
};

struct Schema;
using SchemaRef = std::shared_ptr<const Schema>;

/// One named member of an object schema.
struct Field {
    std::string name;
    SchemaRef schema;
    bool required = false; ///< by the requirement extension: an object without it does not fit
};

/// A resolved schema: no names are left to look up.
struct Schema {
    SchemaKind kind = SchemaKind::string;
    SchemaRef element;         ///< array: of each item; map: of each value
    std::vector<Field> fields; ///< object
    std::vector<Value> enums;  ///< enumeration: integers or strings
};

std::string_view schemaName(SchemaKind kind);

/// Checks a value against a schema (adt-facts 1.9: 1.0 is no integer, null never fits, a date-time needs seconds and an
/// offset). `path` is where the value stands, for the sentence. Error code: models-value.
Result<void> checkValue(const Schema& schema, const Value& value, std::string_view path);

} // namespace twinflow::models
