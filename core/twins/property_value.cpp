// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "twins/property_value.h"

#include "twins/json_pointer.h"
#include "twins/limits.h"
#include "twins/refusals.h"

#include <algorithm>
#include <cmath>

namespace twinflow::twins {

namespace {

Error unset(std::string_view path, PatchOp op) {
    return atPath(fault("JsonPatchInvalid", "'{0}' cannot be changed by '{1}': it is not set.", path, patchOpName(op)),
                  path)
        .withHint(say("The first write of a value must be 'add'."));
}

/// Changes one member of an object. False when it would have to be there and is not.
bool editMember(JsonNode& object, const std::string& name, const PatchOperation& operation) {
    const auto found = std::find_if(object.members.begin(), object.members.end(),
                                    [&](const JsonNode::Member& member) { return member.name == name; });
    const bool present = found != object.members.end();
    if (operation.op == PatchOp::remove) {
        if (present) object.members.erase(found);
        return present;
    }
    if (present) {
        found->value = nodeOf(operation.value);
        return true;
    }
    if (operation.op == PatchOp::replace) return false;
    object.members.push_back({name, 0, nodeOf(operation.value)});
    return true;
}

/// Changes one item of an array as RFC 6902 has it: add inserts. False when there is no such place.
bool editItem(JsonNode& array, const std::string& token, const PatchOperation& operation) {
    const std::size_t at = arrayPosition(token, array.items.size());
    const std::size_t end = operation.op == PatchOp::add ? array.items.size() + 1 : array.items.size();
    if (at >= end) return false;
    const auto place = array.items.begin() + static_cast<std::ptrdiff_t>(at);
    switch (operation.op) {
    case PatchOp::add:
        array.items.insert(place, nodeOf(operation.value));
        break;
    case PatchOp::replace:
        *place = nodeOf(operation.value);
        break;
    case PatchOp::remove:
        array.items.erase(place);
        break;
    }
    return true;
}

Result<Value> editInside(const Value& current, const PatchOperation& operation, std::string_view path,
                         std::string_view inside) {
    JsonNode root = nodeOf(current);
    JsonNode* node = &root;
    for (;;) {
        const std::string token = takeToken(inside);
        const bool last = inside.empty();
        if (!node->isObject() && !node->isArray()) {
            return refuse(atPath(fault("JsonPatchInvalid", "'{0}' leads into a value that has no parts.", path), path)
                              .withHint(say("Write the whole property instead.")));
        }
        if (last) {
            if (!(node->isObject() ? editMember(*node, token, operation) : editItem(*node, token, operation))) {
                return refuse(unset(path, operation.op));
            }
            return root.value();
        }
        JsonNode* next = childOf(*node, token);
        if (!next) {
            return refuse(
                atPath(fault("JsonPatchInvalid", "'{0}' leads through '{1}', which is not set.", path, token), path)
                    .withHint(say("Add the whole object first.")));
        }
        node = next;
    }
}

bool isReal(const models::Schema& schema) {
    return schema.kind == models::SchemaKind::real64 || schema.kind == models::SchemaKind::real32;
}

bool holdsReals(const models::Schema& schema) {
    if (isReal(schema)) return true;
    if (schema.element && holdsReals(*schema.element)) return true;
    return std::any_of(schema.fields.begin(), schema.fields.end(),
                       [](const models::Field& field) { return holdsReals(*field.schema); });
}

/// Writes each number that the schema calls a double or float as the shortest text of its value. The value fits the
/// schema.
void storeReals(const models::Schema& schema, JsonNode& node) {
    if (isReal(schema)) {
        node = nodeOf(Value(node.number()));
        return;
    }
    for (JsonNode& item : node.items) storeReals(*schema.element, item);
    for (JsonNode::Member& member : node.members) {
        const auto field = std::find_if(schema.fields.begin(), schema.fields.end(),
                                        [&](const models::Field& known) { return known.name == member.name; });
        const models::Schema* below = field != schema.fields.end() ? field->schema.get() : schema.element.get();
        if (below) storeReals(*below, member.value);
    }
}

} // namespace

Result<void> checkProperty(const models::Schema& schema, const Value& value, std::string_view path) {
    if (Result<void> fits = models::checkValue(schema, value, path); !fits) {
        Error error = std::move(fits.error());
        error.code = "ValidationFailed";
        return refuse(atPath(std::move(error), path));
    }
    return checkTexts(value, path);
}

Value stored(const models::Schema& schema, Value value) {
    if (isReal(schema)) return value.kind() == Value::Kind::integer ? Value(value.number()) : value;
    if (!value.isText() || value.kind() == Value::Kind::string || !holdsReals(schema)) return value;
    JsonNode node = nodeOf(value);
    storeReals(schema, node);
    return node.value();
}

bool isKeptAsItIs(const models::Schema& schema, const Value& value) {
    switch (schema.kind) {
    case models::SchemaKind::boolean:
        return value.kind() == Value::Kind::boolean;
    case models::SchemaKind::real64:
        return value.kind() == Value::Kind::real && std::isfinite(value.number());
    case models::SchemaKind::integer64:
        return value.kind() == Value::Kind::integer;
    case models::SchemaKind::string:
        return value.kind() == Value::Kind::string && value.text().size() <= kMaxStringBytes;
    default:
        return false;
    }
}

Result<Value> editProperty(const models::Schema& schema, const Value& current, const PatchOperation& operation,
                           std::string_view path, std::string_view inside) {
    if (inside.empty()) {
        if (operation.op != PatchOp::add && current.isNull()) return refuse(unset(path, operation.op));
        if (operation.op == PatchOp::remove) return Value();
        if (Result<void> fits = checkProperty(schema, operation.value, path); !fits)
            return refuse(std::move(fits.error()));
        return stored(schema, operation.value);
    }
    if (current.isNull()) {
        return refuse(atPath(fault("JsonPatchInvalid", "'{0}' is a part of a property that is not set.", path), path)
                          .withHint(say("Add the whole property first.")));
    }
    Result<Value> edited = editInside(current, operation, path, inside);
    if (!edited) return edited;
    if (Result<void> fits = checkProperty(schema, *edited, path); !fits) return refuse(std::move(fits.error()));
    return stored(schema, std::move(*edited));
}

} // namespace twinflow::twins
