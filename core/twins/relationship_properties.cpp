// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "twins/relationship_properties.h"

#include "twins/property_value.h"
#include "twins/refusals.h"

#include <algorithm>

namespace twinflow::twins {

namespace {

Error noProperty(std::string_view code, const models::Content& relationship, std::string_view property,
                 std::string_view path) {
    return atPath(fault(code, "The relationship '{0}' has no property '{1}'.", relationship.name, property), path)
        .withHint(say("Check its spelling and case, or add the property to the model."));
}

const models::Schema* schemaOf(const models::Content& relationship, std::string_view property) {
    for (const models::Field& field : relationship.properties) {
        if (field.name == property) return field.schema.get();
    }
    return nullptr;
}

bool isSystemMember(std::string_view name) {
    return name == "$relationshipId" || name == "$relationshipName" || name == "$sourceId" || name == "$targetId" ||
           name == "$etag";
}

/// Where the property stands, or where it would have to be put.
RelationshipProperties::iterator placeOf(RelationshipProperties& properties, std::string_view name,
                                         const Interner& texts) {
    return std::lower_bound(
        properties.begin(), properties.end(), name,
        [&](const auto& property, std::string_view wanted) { return texts.text(property.first) < wanted; });
}

} // namespace

Result<RelationshipProperties> readProperties(const models::Content& relationship, const JsonNode& body,
                                              Interner& texts) {
    RelationshipProperties properties;
    if (const JsonNode::Member* twice = body.repeated()) return refuse(givenTwice("/" + twice->name));
    for (const JsonNode::Member& member : body.members) {
        if (isSystemMember(member.name)) continue;
        const std::string path = "/" + member.name;
        const models::Schema* schema = schemaOf(relationship, member.name);
        if (!schema) return refuse(noProperty("ValidationFailed", relationship, member.name, path));
        Value value = member.value.value();
        if (Result<void> fits = checkProperty(*schema, value, path); !fits) return refuse(std::move(fits.error()));
        properties.insert(placeOf(properties, member.name, texts),
                          {texts.intern(member.name), stored(*schema, std::move(value))});
    }
    return properties;
}

Result<RelationshipProperties> patchProperties(const models::Content& relationship, RelationshipProperties properties,
                                               const Patch& patch, Interner& texts) {
    for (const PatchOperation& operation : patch) {
        const std::string_view path = operation.path.text(texts);
        const std::string_view name = path.substr(1, path.find('/', 1) - 1);
        if (name.starts_with('$')) {
            return refuse(atPath(fault("JsonPatchInvalid", "'{0}' of a relationship cannot be patched.", name), path)
                              .withHint(say("Delete the relationship and create it anew.")));
        }
        const models::Schema* schema = schemaOf(relationship, name);
        if (!schema) return refuse(noProperty("JsonPatchInvalid", relationship, name, path));
        const auto place = placeOf(properties, name, texts);
        const bool set = place != properties.end() && texts.text(place->first) == name;
        Result<Value> edited =
            editProperty(*schema, set ? place->second : Value(), operation, path, path.substr(name.size() + 1));
        if (!edited) return refuse(std::move(edited.error()));
        if (edited->isNull()) {
            properties.erase(place);
        } else if (set) {
            place->second = std::move(*edited);
        } else {
            properties.insert(place, {texts.intern(name), std::move(*edited)});
        }
    }
    return properties;
}

Result<void> checkProperties(const models::Content& relationship, const RelationshipProperties& properties,
                             const Interner& texts) {
    for (const auto& [id, value] : properties) {
        const std::string_view name = texts.text(id);
        const std::string path = "/" + std::string(name);
        const models::Schema* schema = schemaOf(relationship, name);
        if (!schema) return refuse(noProperty("ValidationFailed", relationship, name, path));
        if (Result<void> fits = checkProperty(*schema, value, path); !fits) return fits;
    }
    return {};
}

Patch diffProperties(const RelationshipProperties& before, const RelationshipProperties& after, Interner& texts) {
    Patch patch;
    const auto write = [&](PatchOp op, TextId name, const Value& value) {
        patch.push_back({op, texts.intern("/" + std::string(texts.text(name))), value});
    };
    const auto find = [](const RelationshipProperties& properties, TextId name) {
        return std::find_if(properties.begin(), properties.end(),
                            [&](const auto& property) { return property.first == name; });
    };
    for (const auto& [name, value] : before) {
        if (find(after, name) == after.end()) write(PatchOp::remove, name, {});
    }
    for (const auto& [name, value] : after) {
        const auto old = find(before, name);
        if (old == before.end()) {
            write(PatchOp::add, name, value);
        } else if (!(old->second == value)) {
            write(PatchOp::replace, name, value);
        }
    }
    return patch;
}

} // namespace twinflow::twins
