// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reference_graph.h"

#include <functional>
#include <limits>

namespace twinflow::test {

namespace {

using Fits = std::function<bool(const Json&)>;
using Schemas = std::map<std::string, Fits>;

bool isText(const Json& value) {
    return value.is_string();
}
bool isNumber(const Json& value) {
    return value.is_number();
}
bool isInteger(const Json& value) {
    return value.is_number_integer() && value >= std::numeric_limits<std::int32_t>::min() &&
           value <= std::numeric_limits<std::int32_t>::max();
}
bool isStatus(const Json& value) {
    if (!value.is_object()) return false;
    for (const auto& [name, field] : value.items()) {
        if (!(name == "code" && isInteger(field)) && !(name == "text" && isText(field))) return false;
    }
    return true;
}
bool isTags(const Json& value) {
    if (!value.is_object()) return false;
    for (const auto& [name, tag] : value.items()) {
        if (!isText(tag)) return false;
    }
    return true;
}

const Schemas kMotor{{"current", isNumber}, {"label", isText}};
const Schemas kPump{{"rpm", isNumber},         {"starts", isInteger}, {"name", isText},
                    {"on", &Json::is_boolean}, {"status", isStatus},  {"tags", isTags}};
const Schemas kTank{{"level", isNumber}};
const Schemas kFeeds{{"flow", isNumber}};
const Schemas kNear{};

const Schemas& schemasOf(const std::string& model) {
    return model == "dtmi:test:Pump;1" ? kPump : kTank;
}
bool isPump(const Json& twin) {
    return twin.at("$model") == "dtmi:test:Pump;1";
}

std::vector<std::string> tokensOf(const std::string& path) {
    std::vector<std::string> tokens;
    for (auto pointer = Json::json_pointer(path); !pointer.empty(); pointer.pop_back())
        tokens.insert(tokens.begin(), pointer.back());
    return tokens;
}

/// One operation on the properties in `object`; `tokens` starts with the property's name.
std::string apply(Json& object, const Schemas& schemas, const std::vector<std::string>& tokens, const std::string& op,
                  const Json& value) {
    const auto schema = schemas.find(tokens.front());
    if (schema == schemas.end()) return "JsonPatchInvalid";
    const std::string& name = tokens.front();
    Json* parent = &object;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (!parent->is_object() || !parent->contains(tokens[i])) return "JsonPatchInvalid";
        parent = &(*parent)[tokens[i]];
    }
    if (!parent->is_object()) return "JsonPatchInvalid";
    if (op != "add" && !parent->contains(tokens.back())) return "JsonPatchInvalid";
    if (op == "remove") {
        parent->erase(tokens.back());
        return "ok";
    }
    (*parent)[tokens.back()] = value;
    return schema->second(object[name]) ? "ok" : "ValidationFailed";
}

std::string checkAll(const Json& object, const Schemas& schemas) {
    for (const auto& [name, value] : object.items()) {
        if (name.starts_with('$') || name == "motor") continue;
        const auto schema = schemas.find(name);
        if (schema == schemas.end() || !schema->second(value)) return "ValidationFailed";
    }
    return "ok";
}

} // namespace

std::string ReferenceGraph::putTwin(const std::string& id, const Json& body) {
    const std::string model = body.at("$metadata").at("$model");
    Json twin = body;
    twin.erase("$metadata");
    twin["$model"] = model;
    if (std::string result = checkAll(twin, schemasOf(model)); result != "ok") return result;
    if (isPump(twin)) {
        if (!twin.contains("motor") || !twin["motor"].is_object()) return "ValidationFailed";
        if (std::string result = checkAll(twin["motor"], kMotor); result != "ok") return result;
    } else if (twin.contains("motor")) {
        return "ValidationFailed";
    }
    if (twins.contains(id) && twins[id]["$model"] != model) {
        // The models have no relationship in common; a tank has none, and only 'near' leads to a pump.
        for (const auto& [key, relationship] : relationships) {
            if (key.first == id) return "InvalidRelationship";
            if (relationship["$targetId"] == id && relationship["$relationshipName"] != "near")
                return "InvalidRelationship";
        }
    }
    twins[id] = twin;
    return "ok";
}

std::string ReferenceGraph::patchTwin(const std::string& id, const Json& patch) {
    if (!twins.contains(id)) return "DigitalTwinNotFound";
    Json twin = twins[id];
    for (const Json& operation : patch) {
        std::vector<std::string> tokens = tokensOf(operation.at("path"));
        const bool component = isPump(twin) && tokens.front() == "motor";
        if (component) tokens.erase(tokens.begin());
        if (tokens.empty()) return "JsonPatchInvalid";
        Json& object = component ? twin["motor"] : twin;
        const Schemas& schemas = component ? kMotor : schemasOf(twin["$model"]);
        const std::string result = apply(object, schemas, tokens, operation.at("op"), operation.value("value", Json()));
        if (result != "ok") return result;
    }
    twins[id] = twin;
    return "ok";
}

std::string ReferenceGraph::deleteTwin(const std::string& id) {
    if (!twins.contains(id)) return "DigitalTwinNotFound";
    for (const auto& [key, relationship] : relationships) {
        if (key.first == id || relationship["$targetId"] == id) return "RelationshipsNotDeleted";
    }
    twins.erase(id);
    return "ok";
}

std::string ReferenceGraph::putRelationship(const std::string& source, const std::string& id, const Json& body) {
    if (!twins.contains(source)) return "DigitalTwinNotFound";
    const std::string target = body.at("$targetId");
    const std::string name = body.at("$relationshipName");
    if (!twins.contains(target)) return "TargetTwinNotFound";
    if (target == source) return "OperationNotAllowed";
    if (!isPump(twins[source]) || (name != "feeds" && name != "near")) return "InvalidRelationship";
    if (name == "feeds" && isPump(twins[target])) return "InvalidRelationship";
    if (std::string result = checkAll(body, name == "feeds" ? kFeeds : kNear); result != "ok") return result;
    relationships[{source, id}] = body;
    return "ok";
}

std::string ReferenceGraph::patchRelationship(const std::string& source, const std::string& id, const Json& patch) {
    if (!twins.contains(source)) return "DigitalTwinNotFound";
    if (!relationships.contains({source, id})) return "RelationshipNotFound";
    Json relationship = relationships[{source, id}];
    const Schemas& schemas = relationship["$relationshipName"] == "feeds" ? kFeeds : kNear;
    for (const Json& operation : patch) {
        const std::string result = apply(relationship, schemas, tokensOf(operation.at("path")), operation.at("op"),
                                         operation.value("value", Json()));
        if (result != "ok") return result;
    }
    relationships[{source, id}] = relationship;
    return "ok";
}

std::string ReferenceGraph::deleteRelationship(const std::string& source, const std::string& id) {
    if (!twins.contains(source)) return "DigitalTwinNotFound";
    return relationships.erase({source, id}) > 0 ? "ok" : "RelationshipNotFound";
}

} // namespace twinflow::test
