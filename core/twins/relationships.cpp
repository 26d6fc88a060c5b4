// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Creating, patching and deleting relationships, and what their ends must be.
#include "twins/graph.h"
#include "twins/limits.h"
#include "twins/refusals.h"

#include <algorithm>

namespace twinflow::twins {

namespace {

std::uint64_t endsKey(TwinIndex source, TextId id) {
    return (std::uint64_t{source.value} << 32U) | id.value;
}

/// A member that must be there as a string. Error code: ValidationFailed.
Result<std::string> textMember(const JsonNode& body, std::string_view name) {
    const JsonNode* member = body.find(name);
    if (member && member->isString()) return member->text;
    return refuse(atPath(fault("ValidationFailed", "The relationship has no '{0}'.", name), "/" + std::string(name))
                      .withHint(say("A relationship needs $relationshipName and $targetId.")));
}

/// The definition of the relationship, when both ends fit it. Error code: InvalidRelationship.
Result<std::reference_wrapper<const models::Content>>
definitionFor(const models::ModelSet& models, std::string_view name, ModelIndex source, ModelIndex target) {
    const models::Interface& model = models.at(source);
    const models::Content* content = model.find(name);
    if (!content || content->kind != models::ContentKind::relationship) {
        return refuse(atPath(fault("InvalidRelationship", "Model '{0}' has no relationship '{1}'.", model.id, name),
                             "/$relationshipName")
                          .withHint(say("Check its spelling and case, or add the relationship to the model.")));
    }
    if (content->target.empty()) return *content;
    const auto wanted = models.find(content->target);
    if (wanted && models.isA(target, *wanted)) return *content;
    return refuse(atPath(fault("InvalidRelationship", "The relationship '{0}' leads to twins of '{1}', not of '{2}'.",
                               name, content->target, models.at(target).id),
                         "/$targetId")
                      .withHint(say("Point it to a twin of that model or of one that extends it.")));
}

Error tooMany(std::string_view id, std::string_view direction) {
    return fault("LimitExceeded", "Twin '{0}' has {1} {2} relationships, the most that the service takes.", id,
                 kMaxRelationshipsEachWay, direction);
}

} // namespace

std::optional<RelationshipIndex> Graph::findRelationship(std::string_view source, std::string_view id) const {
    const auto from = find(source);
    if (!from) return std::nullopt;
    const auto found = m_byEnds.find(endsKey(*from, m_texts.find(id)));
    return found == m_byEnds.end() ? std::nullopt : std::optional(found->second);
}

Result<RelationshipIndex> Graph::putRelationship(std::string_view source, std::string_view id, const JsonNode& body,
                                                 const Precondition& guard) {
    const Result<TwinIndex> from = require(source);
    if (!from) return refuse(from.error());
    if (Result<void> fits = checkId("relationship", id, kMaxRelationshipIdBytes); !fits)
        return refuse(std::move(fits.error()));
    const auto existing = findRelationship(source, id);
    if (Result<void> allowed = checkGuard(guard, existing ? relationship(*existing).etag : 0); !allowed) {
        return refuse(std::move(allowed.error()));
    }
    Result<Relationship> made = readRelationship(*from, body);
    if (!made) return refuse(std::move(made.error()));

    const bool sameEnds =
        existing && relationship(*existing).name == made->name && relationship(*existing).target == made->target;
    if (sameEnds) {
        RelationshipProperties& properties = m_relationships[existing->value].properties;
        const Patch patch = m_listener ? diffProperties(properties, made->properties, m_texts) : Patch{};
        properties = std::move(made->properties);
        finishRelationshipUpdate(*existing, patch);
        return *existing;
    }
    const bool moreOut = !existing;
    const bool moreIn = !existing || relationship(*existing).target != made->target;
    if (moreOut && twin(*from).outgoing.size() >= kMaxRelationshipsEachWay) return refuse(tooMany(source, "outgoing"));
    const Twin& to = twin(made->target);
    if (moreIn && to.incoming.size() >= kMaxRelationshipsEachWay) return refuse(tooMany(text(to.id), "incoming"));
    if (existing) removeRelationship(*existing);
    made->id = m_texts.intern(id);
    return addRelationship(std::move(*made));
}

Result<void> Graph::patchRelationship(std::string_view source, std::string_view id, const Patch& patch,
                                      const Precondition& guard) {
    const Result<RelationshipIndex> index = requireRelationship(source, id);
    if (!index) return refuse(index.error());
    Relationship& stored = m_relationships[index->value];
    if (Result<void> allowed = checkGuard(guard, stored.etag); !allowed) return allowed;
    if (Result<void> fits = checkPatchSize(patch); !fits) return fits;
    const models::Content& definition = *m_models.at(twin(stored.source).model).find(text(stored.name));
    Result<RelationshipProperties> patched = patchProperties(definition, stored.properties, patch, m_texts);
    if (!patched) return refuse(std::move(patched.error()));

    std::swap(stored.properties, *patched);
    std::string body;
    appendRelationshipBody(body, stored);
    if (body.size() > kMaxTwinBytes) {
        std::swap(stored.properties, *patched);
        return refuse(tooLarge("The relationship", body.size(), kMaxTwinBytes));
    }
    finishRelationshipUpdate(*index, patch);
    return {};
}

Result<void> Graph::deleteRelationship(std::string_view source, std::string_view id, const Precondition& guard) {
    const Result<RelationshipIndex> index = requireRelationship(source, id);
    if (!index) return refuse(index.error());
    if (Result<void> allowed = checkGuard(guard, relationship(*index).etag); !allowed) return allowed;
    removeRelationship(*index);
    return {};
}

Result<RelationshipIndex> Graph::requireRelationship(std::string_view source, std::string_view id) const {
    const Result<TwinIndex> from = require(source);
    if (!from) return refuse(from.error());
    if (const auto index = findRelationship(source, id)) return *index;
    return refuse(relationshipNotFound(source, id));
}

/// Checks everything of a body but the limits on the number of relationships. The id is left to the caller.
Result<Relationship> Graph::readRelationship(TwinIndex source, const JsonNode& body) {
    if (!body.isObject()) return refuse(fault("ValidationFailed", "The body of a relationship must be an object."));
    std::string request;
    body.appendJson(request);
    if (request.size() > kMaxTwinBytes) return refuse(tooLarge("The relationship", request.size(), kMaxTwinBytes));
    const Result<std::string> name = textMember(body, "$relationshipName");
    if (!name) return refuse(name.error());
    const Result<std::string> targetId = textMember(body, "$targetId");
    if (!targetId) return refuse(targetId.error());
    const auto target = find(*targetId);
    if (!target) {
        return refuse(
            atPath(fault("TargetTwinNotFound", "There is no twin '{0}' for the relationship to lead to.", *targetId),
                   "/$targetId")
                .withHint(say("Create the target twin first, or check the case of its id.")));
    }
    if (*target == source) {
        return refuse(
            atPath(fault("OperationNotAllowed", "A relationship of twin '{0}' cannot lead to itself.", *targetId),
                   "/$targetId"));
    }
    const auto definition = definitionFor(m_models, *name, twin(source).model, twin(*target).model);
    if (!definition) return refuse(definition.error());
    Result<RelationshipProperties> properties = readProperties(definition->get(), body, m_texts);
    if (!properties) return refuse(std::move(properties.error()));
    return Relationship{{}, m_texts.intern(*name), source, *target, 0, std::move(*properties)};
}

RelationshipIndex Graph::addRelationship(Relationship relationship) {
    const RelationshipIndex index{static_cast<std::uint32_t>(m_relationships.size())};
    relationship.etag = ++m_version;
    Twin& source = m_twins[relationship.source.value];
    source.outgoing.push_back(index);
    m_twins[relationship.target.value].incoming.push_back(index);
    m_byEnds.emplace(endsKey(relationship.source, relationship.id), index);
    m_relationships.push_back(std::move(relationship));
    ++m_relationshipCount;
    if (m_listener) {
        std::string body;
        appendRelationship(body, index);
        tell({.kind = ChangeKind::relationshipCreated,
              .twin = source.id,
              .relationship = m_relationships[index.value].id,
              .model = source.model,
              .body = body});
    }
    return index;
}

void Graph::removeRelationship(RelationshipIndex index) {
    std::string body;
    if (m_listener) appendRelationship(body, index);
    const Relationship gone = std::exchange(m_relationships[index.value], Relationship{});
    Twin& source = m_twins[gone.source.value];
    source.outgoing.remove(index);
    m_twins[gone.target.value].incoming.remove(index);
    m_byEnds.erase(endsKey(gone.source, gone.id));
    --m_relationshipCount;
    ++m_version;
    tell({.kind = ChangeKind::relationshipDeleted,
          .twin = source.id,
          .relationship = gone.id,
          .model = source.model,
          .body = body});
}

void Graph::finishRelationshipUpdate(RelationshipIndex index, const Patch& patch) {
    Relationship& stored = m_relationships[index.value];
    stored.etag = ++m_version;
    const Twin& source = twin(stored.source);
    tell({.kind = ChangeKind::relationshipUpdated,
          .twin = source.id,
          .relationship = stored.id,
          .model = source.model,
          .patch = &patch});
}

/// Whether the twin's relationships would still fit, were it of `model`. Error codes: InvalidRelationship,
/// ValidationFailed.
Result<void> Graph::checkRelationshipsFit(TwinIndex index, ModelIndex model) const {
    if (twin(index).model == model) return {};
    for (const RelationshipIndex outgoing : twin(index).outgoing) {
        const Relationship& one = relationship(outgoing);
        const auto definition = definitionFor(m_models, text(one.name), model, twin(one.target).model);
        if (!definition) return refuse(definition.error());
        if (Result<void> fits = checkProperties(definition->get(), one.properties, m_texts); !fits) return fits;
    }
    for (const RelationshipIndex incoming : twin(index).incoming) {
        const Relationship& one = relationship(incoming);
        const auto definition = definitionFor(m_models, text(one.name), twin(one.source).model, model);
        if (!definition) return refuse(definition.error());
    }
    return {};
}

} // namespace twinflow::twins
