// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/event_shapes.h"

#include "routes/known_values.h"

#include <algorithm>
#include <set>

namespace twinflow::routes {

using events::EventType;
using models::Content;
using models::ContentKind;
using models::SchemaKind;
using query::Attribute;

namespace {

using Path = std::vector<std::string>;

FieldShape shapeOf(KindMask kinds) {
    return {kinds, {}, nullptr, {}};
}

KindMask kindsOf(const models::Schema& schema) {
    switch (schema.kind) {
    case SchemaKind::boolean:
        return kBooleans;
    case SchemaKind::real64:
    case SchemaKind::real32:
    case SchemaKind::integer32:
    case SchemaKind::integer64:
        return kNumbers;
    case SchemaKind::array:
    case SchemaKind::map:
    case SchemaKind::object:
        return kComposites;
    case SchemaKind::enumeration: {
        KindMask kinds = 0;
        for (const Value& one : schema.enums) kinds |= one.isNumber() ? kNumbers : kTexts;
        return kinds;
    }
    default:
        return kTexts;
    }
}

/// Kinds at `path` from `at` on below a value of the schema; missing is always possible, the value need not be set.
KindMask kindsBelow(const models::Schema& schema, const Path& path, std::size_t at) {
    const models::Schema* here = &schema;
    for (; at < path.size(); ++at) {
        if (here->kind == SchemaKind::map) {
            here = here->element.get();
            continue;
        }
        if (here->kind != SchemaKind::object) return kMissing;
        const auto field = std::find_if(here->fields.begin(), here->fields.end(),
                                        [&](const models::Field& one) { return one.name == path[at]; });
        if (field == here->fields.end()) return kMissing;
        here = field->schema.get();
    }
    return kindsOf(*here) | kMissing;
}

/// Kinds of the metadata at `path`, whose part at `at` follows $metadata.
KindMask kindsOfMetadata(const Path& path, std::size_t at) {
    if (path.size() == at) return kComposites;
    return path.size() - at == 1 ? kTexts | kComposites | kMissing : kTexts | kMissing;
}

} // namespace

EventShapes::EventShapes(const models::ModelSet& models, std::string host)
    : m_models(&models)
    , m_host(std::move(host))
    , m_telemetryPrefix(m_host + "/digitaltwins/") {
    std::set<std::string> relationships;
    std::set<std::string> members;
    for (std::uint32_t i = 0; i < models.size(); ++i) {
        const models::Interface& model = models.at(ModelIndex{i});
        m_modelIds.push_back(model.id);
        for (const Content& content : model.contents) {
            if (content.kind == ContentKind::command) continue;
            if (content.kind == ContentKind::telemetry) m_hasTelemetry = true;
            if (content.kind == ContentKind::relationship) {
                relationships.insert(content.name);
                for (const models::Field& property : content.properties) members.insert(property.name);
            } else {
                members.insert(content.name);
            }
        }
    }
    m_relationshipNames.assign(relationships.begin(), relationships.end());
    m_memberNames.assign(members.begin(), members.end());
}

FieldShape EventShapes::of(EventType type, const query::Field& field) const {
    const bool telemetry = type == EventType::telemetry;
    if (const auto known = knownValue(type, field)) {
        // The service echoes what the sender said; that we always say the same is our doing.
        if (!telemetry || field.attribute != Attribute::dataContentType) return {kAnything, known, nullptr, {}};
        return shapeOf(kTexts);
    }
    switch (field.attribute) {
    case Attribute::source:
        if (m_host.empty()) return shapeOf(kTexts);
        if (!telemetry) return {kTexts, query::Scalar(std::string_view(m_host)), nullptr, {}};
        return {kTexts, {}, nullptr, m_telemetryPrefix};
    case Attribute::dataSchema:
        return {kTexts, {}, knowsModels() ? &m_modelIds : nullptr, {}};
    case Attribute::body:
        break;
    default:
        return shapeOf(kTexts);
    }
    switch (type) {
    case EventType::twinUpdate:
    case EventType::relationshipUpdate: // all but modelId is known
        return {kTexts, {}, knowsModels() ? &m_modelIds : nullptr, {}};
    case EventType::twinCreate:
    case EventType::twinDelete:
        return knowsModels() ? ofTwin(field) : shapeOf(kAnything);
    case EventType::relationshipCreate:
    case EventType::relationshipDelete:
        return knowsModels() ? ofRelationship(field) : shapeOf(kAnything);
    case EventType::telemetry:
    case EventType::message: // no route sees one
        break;
    }
    return shapeOf(kAnything);
}

FieldShape EventShapes::ofTwin(const query::Field& field) const {
    const Path& path = field.path;
    if (path.empty()) return shapeOf(kComposites);
    if (path.front() == "$dtId" || path.front() == "$etag") return shapeOf(path.size() == 1 ? kTexts : kMissing);
    if (path.front() == "$metadata") {
        if (path.size() == 2 && path[1] == "$model") return {kTexts, {}, &m_modelIds, {}};
        return shapeOf(kindsOfMetadata(path, 1));
    }
    const auto [place, isNew] = m_twinKinds.try_emplace(path, KindMask{0});
    if (isNew) place->second = kindsInTwins(path);
    return shapeOf(place->second);
}

KindMask EventShapes::kindsInTwins(const Path& path) const {
    KindMask kinds = kMissing;
    for (std::uint32_t i = 0; i < m_models->size(); ++i) {
        const Content* content = m_models->at(ModelIndex{i}).find(path.front());
        if (!content) continue;
        if (content->kind == ContentKind::property) kinds |= kindsBelow(*content->schema, path, 1);
        if (content->kind != ContentKind::component) continue;
        const auto target = m_models->find(content->target);
        if (path.size() == 1) {
            kinds |= kComposites;
        } else if (path[1] == "$metadata") {
            kinds |= kindsOfMetadata(path, 2);
        } else if (const Content* inner = target ? m_models->at(*target).find(path[1]) : nullptr;
                   inner && inner->kind == ContentKind::property) {
            kinds |= kindsBelow(*inner->schema, path, 2);
        }
    }
    return kinds;
}

FieldShape EventShapes::ofRelationship(const query::Field& field) const {
    const Path& path = field.path;
    if (path.empty()) return shapeOf(kComposites);
    for (const char* own : {"$relationshipId", "$etag", "$sourceId", "$targetId", "$relationshipName"}) {
        if (path.front() != own) continue;
        if (path.size() > 1) return shapeOf(kMissing);
        return {kTexts, {}, path.front() == "$relationshipName" ? &m_relationshipNames : nullptr, {}};
    }
    const auto [place, isNew] = m_relationshipKinds.try_emplace(path, KindMask{0});
    if (isNew) place->second = kindsInRelationships(path);
    return shapeOf(place->second);
}

KindMask EventShapes::kindsInRelationships(const Path& path) const {
    KindMask kinds = kMissing;
    for (std::uint32_t i = 0; i < m_models->size(); ++i) {
        for (const Content& content : m_models->at(ModelIndex{i}).contents) {
            if (content.kind != ContentKind::relationship) continue;
            for (const models::Field& property : content.properties) {
                if (property.name == path.front()) kinds |= kindsBelow(*property.schema, path, 1);
            }
        }
    }
    return kinds;
}

} // namespace twinflow::routes
