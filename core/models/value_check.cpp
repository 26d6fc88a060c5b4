// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a value is what its schema wants.
#include "base/json_document.h"
#include "models/schema.h"
#include "models/temporal.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace twinflow::models {

namespace {

/// What a value of that kind looks like, for hints.
std::string_view wanted(SchemaKind kind) {
    switch (kind) {
    case SchemaKind::boolean:
        return "true or false";
    case SchemaKind::date:
        return "a date such as \"2026-03-02\"";
    case SchemaKind::dateTime:
        return "a date and time with seconds and offset such as \"2026-03-02T06:00:00Z\"";
    case SchemaKind::duration:
        return "an ISO 8601 duration such as \"PT1H30M\"";
    case SchemaKind::time:
        return "a time with seconds and offset such as \"06:00:00Z\"";
    case SchemaKind::real64:
        return "a number";
    case SchemaKind::real32:
        return "a number within the range of a float";
    case SchemaKind::integer32:
        return "a whole number of 32 bits without a decimal point";
    case SchemaKind::integer64:
        return "a whole number of 64 bits without a decimal point";
    case SchemaKind::string:
        return "a string";
    case SchemaKind::array:
        return "an array";
    case SchemaKind::enumeration:
        return "one of the enumeration's values";
    default:
        return "an object";
    }
}

bool fitsScalar(const Schema& schema, const Value& value) {
    const bool isString = value.kind() == Value::Kind::string;
    const bool isInteger = value.kind() == Value::Kind::integer;
    switch (schema.kind) {
    case SchemaKind::boolean:
        return value.kind() == Value::Kind::boolean;
    case SchemaKind::date:
        return isString && isDate(value.text());
    case SchemaKind::dateTime:
        return isString && isDateTime(value.text());
    case SchemaKind::duration:
        return isString && isDuration(value.text());
    case SchemaKind::time:
        return isString && isTime(value.text());
    case SchemaKind::real64:
        return value.isNumber() && std::isfinite(value.number());
    case SchemaKind::real32:
        return value.isNumber() && std::abs(value.number()) <= static_cast<double>(std::numeric_limits<float>::max());
    case SchemaKind::integer32:
        return isInteger && value.integer() >= INT32_MIN && value.integer() <= INT32_MAX;
    case SchemaKind::integer64:
        return isInteger;
    case SchemaKind::string:
        return isString;
    case SchemaKind::enumeration:
        return std::any_of(schema.enums.begin(), schema.enums.end(), [&](const Value& one) { return one == value; });
    default:
        return false;
    }
}

/// As much of a text as a sentence bears, cut between two characters.
std::string shortened(std::string_view json) {
    constexpr std::size_t kMost = 80;
    if (json.size() <= kMost) return std::string(json);
    std::size_t end = kMost;
    while (end > 0 && (static_cast<unsigned char>(json[end]) & 0xC0U) == 0x80U) --end;
    return std::string(json.substr(0, end)) + "…";
}

Error misfit(std::string_view path, const Schema& schema, std::string_view json) {
    return fault("models-value", "The value {0} at '{1}' does not fit the schema '{2}'.", shortened(json), path,
                 schemaName(schema.kind))
        .withHint(say("Give {0}.", wanted(schema.kind)));
}

class ValueChecker {
public:
    Result<void> check(const Schema& schema, const JsonNode& node, const std::string& path) {
        switch (schema.kind) {
        case SchemaKind::array: {
            if (!node.isArray()) break;
            std::size_t position = 0;
            for (const JsonNode& item : node.items) {
                if (Result<void> ok = check(*schema.element, item, path + "/" + std::to_string(position++)); !ok)
                    return ok;
            }
            return {};
        }
        case SchemaKind::map:
            if (!node.isObject()) break;
            if (Result<void> ok = checkNames(node, path); !ok) return ok;
            for (const JsonNode::Member& member : node.members) {
                if (Result<void> ok = check(*schema.element, member.value, path + "/" + member.name); !ok) return ok;
            }
            return {};
        case SchemaKind::object:
            if (!node.isObject()) break;
            if (Result<void> ok = checkNames(node, path); !ok) return ok;
            return checkMembers(schema, node, path);
        default:
            if (fitsScalar(schema, node.value())) return {};
            break;
        }
        std::string json;
        node.appendJson(json);
        return refuse(misfit(path, schema, json));
    }

private:
    /// Readers would differ over which of two members of one name counts.
    static Result<void> checkNames(const JsonNode& node, const std::string& path) {
        const JsonNode::Member* twice = node.repeated();
        if (!twice) return {};
        return refuse(fault("models-value", "The object at '{0}' has the member '{1}' twice.", path, twice->name)
                          .withHint(say("Remove one.")));
    }

    Result<void> checkMembers(const Schema& schema, const JsonNode& node, const std::string& path) {
        for (const JsonNode::Member& member : node.members) {
            const auto named = [&](const Field& field) { return field.name == member.name; };
            const auto field = std::find_if(schema.fields.begin(), schema.fields.end(), named);
            if (field == schema.fields.end()) {
                return refuse(fault("models-value",
                                    "The object at '{0}' has the member '{1}', which its schema does not name.", path,
                                    member.name)
                                  .withHint(say("Remove it, or add the field to the model.")));
            }
            if (Result<void> ok = check(*field->schema, member.value, path + "/" + member.name); !ok) return ok;
        }
        for (const Field& field : schema.fields) {
            if (!field.required || node.find(field.name)) continue;
            return refuse(
                fault("models-value", "The object at '{0}' lacks the required member '{1}'.", path, field.name)
                    .withHint(say("Give it; the model marks the field as Required.")));
        }
        return {};
    }
};

} // namespace

Result<void> checkValue(const Schema& schema, const Value& value, std::string_view path) {
    const bool nested = value.kind() == Value::Kind::object || value.kind() == Value::Kind::array;
    if (!nested) {
        if (fitsScalar(schema, value)) return {};
        return refuse(misfit(path, schema, value.json()));
    }
    Result<JsonDocument> document = JsonDocument::parse(std::string(value.text()), {});
    if (!document) return refuse(std::move(document.error()));
    return ValueChecker().check(schema, document->root(), std::string(path));
}

} // namespace twinflow::models
