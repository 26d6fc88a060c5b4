// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The twin graph: twins in property slots, relationships, patches, with the refusals of the service.
#pragma once

#include "base/index.h"
#include "base/interner.h"
#include "base/json_document.h"
#include "base/random.h"
#include "base/result.h"
#include "base/time.h"
#include "models/model_set.h"
#include "twins/change.h"
#include "twins/json_patch.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace twinflow::twins {

/// One property's value with its times. An unset property has a null value (null is never a legal value).
struct Cell {
    Value value;
    Instant lastUpdateTime{};
    Instant sourceTime{}; ///< zero when never written
};

struct Twin {
    TextId id;
    ModelIndex model;                          ///< invalid for a vacated slot
    std::uint64_t etag = 0;                    ///< number of the write that made it; etagText() gives the service's form
    Instant lastUpdateTime{};
    std::unique_ptr<Cell[]> cells;             ///< as many as the model's layout has slots
    std::vector<RelationshipIndex> outgoing;
    std::vector<RelationshipIndex> incoming;
};

struct Relationship {
    TextId id;                                 ///< unique within its source twin
    TextId name;
    TwinIndex source;                          ///< invalid for a vacated slot
    TwinIndex target;
    std::uint64_t etag = 0;
    std::vector<std::pair<TextId, Value>> properties; ///< in order of name
};

/// How a write may be guarded: empty means unconditional.
struct Precondition {
    bool createOnly = false;  ///< If-None-Match: *
    std::string ifMatch;      ///< If-Match: an etag or *
};

/// The error codes are the service's own: DigitalTwinNotFound, RelationshipNotFound, TargetTwinNotFound, ComponentNotFound,
/// ValidationFailed, JsonPatchInvalid, InvalidArgument, PreconditionFailed, RelationshipsNotDeleted, InvalidRelationship,
/// OperationNotAllowed, LimitExceeded. A refused write changes nothing. One writer.
class Graph {
public:
    /// `models` and `texts` outlive the graph; `now` is asked at each write.
    Graph(const models::ModelSet& models, Interner& texts, std::uint64_t seed);

    void setListener(ChangeListener* listener) { m_listener = listener; }
    /// The instant that the next writes carry.
    void setTime(Instant now) { m_now = now; }

    // Twins
    Result<TwinIndex> putTwin(std::string_view id, const JsonNode& body, const Precondition& guard = {});
    Result<void> patchTwin(std::string_view id, const Patch& patch, const Precondition& guard = {});
    Result<void> patchTwin(TwinIndex twin, const Patch& patch, const Precondition& guard = {});
    Result<void> patchComponent(std::string_view id, std::string_view component, const Patch& patch, const Precondition& guard = {});
    Result<void> deleteTwin(std::string_view id, const Precondition& guard = {});
    /// The body is any JSON; it is only routed, never stored.
    Result<void> publishTelemetry(std::string_view id, std::string_view component, std::string_view messageId,
                                  std::string_view body, Instant sourceTime = {});

    // Relationships
    Result<RelationshipIndex> putRelationship(std::string_view source, std::string_view id, const JsonNode& body,
                                              const Precondition& guard = {});
    Result<void> patchRelationship(std::string_view source, std::string_view id, const Patch& patch, const Precondition& guard = {});
    Result<void> deleteRelationship(std::string_view source, std::string_view id, const Precondition& guard = {});

    // Reading
    std::optional<TwinIndex> find(std::string_view id) const;
    std::optional<RelationshipIndex> findRelationship(std::string_view source, std::string_view id) const;
    const Twin& twin(TwinIndex index) const { return m_twins[index.value]; }
    const Relationship& relationship(RelationshipIndex index) const { return m_relationships[index.value]; }
    std::string_view text(TextId id) const { return m_texts.text(id); }
    const models::ModelSet& models() const { return m_models; }
    Interner& texts() { return m_texts; }
    /// The value at a JSON pointer such as /temperature, /motor/current or /status/code; null when unset or unknown.
    Value value(TwinIndex twin, std::string_view pointer) const;
    /// As GET returns it, $dtId and $etag first, $metadata last.
    void appendTwin(std::string& out, TwinIndex twin) const;
    void appendRelationship(std::string& out, RelationshipIndex relationship) const;
    std::string etagText(std::uint64_t etag) const;

    std::size_t twinCount() const { return m_twinCount; }
    std::size_t relationshipCount() const { return m_relationshipCount; }
    /// All live twins in order of index (order of creation).
    std::vector<TwinIndex> twins() const;
    /// Rises with every write.
    std::uint64_t version() const { return m_version; }

private:
    const models::ModelSet& m_models;
    Interner& m_texts;
    std::uint64_t m_seed;
    ChangeListener* m_listener = nullptr;
    Instant m_now{};
    std::uint64_t m_version = 0;
    std::vector<Twin> m_twins;
    std::vector<Relationship> m_relationships;
    std::unordered_map<TextId, TwinIndex> m_byId;
    std::size_t m_twinCount = 0;
    std::size_t m_relationshipCount = 0;
};

} // namespace twinflow::twins
