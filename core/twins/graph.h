// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The twin graph: twins in property slots, relationships, patches, with the refusals of the service.
#pragma once

#include "base/index.h"
#include "base/interner.h"
#include "base/json_document.h"
#include "base/random.h"
#include "base/result.h"
#include "base/slim_vector.h"
#include "base/time.h"
#include "models/model_set.h"
#include "twins/cell.h"
#include "twins/change.h"
#include "twins/json_patch.h"
#include "twins/patch_path.h"
#include "twins/relationship_properties.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace twinflow::twins {

/// One line of a cache.
struct alignas(64) Twin {
    TextId id;
    ModelIndex model;       ///< invalid for a vacated slot
    std::uint64_t etag = 0; ///< number of the write that made it; etagText() gives the service's form
    Instant lastUpdateTime{};
    Cells cells;                        ///< as many as the model's layout has slots
    SlimVector<Instant> componentTimes; ///< last update of each component, in order of the layout
    SlimVector<RelationshipIndex> outgoing;
    SlimVector<RelationshipIndex> incoming;
    std::uint32_t textBytes = 0; ///< of all values that are texts; keeps the check of the size cheap
};
static_assert(sizeof(Twin) == 64);

struct Relationship {
    TextId id; ///< unique within its source twin
    TextId name;
    TwinIndex source; ///< invalid for a vacated slot
    TwinIndex target;
    std::uint64_t etag = 0;
    RelationshipProperties properties; ///< in order of name
};

/// How a write may be guarded: empty means unconditional.
struct Precondition {
    bool createOnly = false; ///< If-None-Match: *
    std::string ifMatch;     ///< If-Match: an etag or *
};

/// The error codes are the service's own: DigitalTwinNotFound, RelationshipNotFound, TargetTwinNotFound,
/// ComponentNotFound, ValidationFailed, ModelDecommissioned, JsonPatchInvalid, InvalidArgument, PreconditionFailed,
/// RelationshipsNotDeleted, InvalidRelationship, OperationNotAllowed, LimitExceeded. A refused write changes nothing.
/// One writer.
///
/// An index is never used again, for the same id neither: what still holds the index of a deleted twin or relationship
/// finds a vacated slot, never a stranger.
class Graph {
public:
    /// `models` and `texts` outlive the graph.
    Graph(const models::ModelSet& models, Interner& texts, std::uint64_t seed);

    void setListener(ChangeListener* listener) { m_listener = listener; }
    /// The instant that the next writes carry.
    void setTime(Instant now) { m_now = now; }
    /// No twin can become one of a decommissioned model any more; those that are there live on.
    void setDecommissioned(ModelIndex model, bool decommissioned) { m_decommissioned[model.value] = decommissioned; }

    // Twins
    Result<TwinIndex> putTwin(std::string_view id, const JsonNode& body, const Precondition& guard = {});
    Result<void> patchTwin(std::string_view id, const Patch& patch, const Precondition& guard = {});
    /// A twin that was deleted in the meantime is refused as not found.
    Result<void> patchTwin(TwinIndex twin, const Patch& patch, const Precondition& guard = {});
    Result<void> patchComponent(std::string_view id, std::string_view component, const Patch& patch,
                                const Precondition& guard = {});
    Result<void> deleteTwin(std::string_view id, const Precondition& guard = {});
    /// The body is any JSON; it is only routed, never stored.
    Result<void> publishTelemetry(std::string_view id, std::string_view component, std::string_view messageId,
                                  std::string_view body, Instant sourceTime = {});

    /// Telemetry of the twin itself, its body known to be JSON, its id left to the event's number.
    Result<void> publishMessage(TwinIndex twin, std::string_view body);

    // Relationships
    Result<RelationshipIndex> putRelationship(std::string_view source, std::string_view id, const JsonNode& body,
                                              const Precondition& guard = {});
    Result<void> patchRelationship(std::string_view source, std::string_view id, const Patch& patch,
                                   const Precondition& guard = {});
    Result<void> deleteRelationship(std::string_view source, std::string_view id, const Precondition& guard = {});

    // Reading
    std::optional<TwinIndex> find(std::string_view id) const;
    std::optional<RelationshipIndex> findRelationship(std::string_view source, std::string_view id) const;
    const Twin& twin(TwinIndex index) const { return m_twins[index.value]; }
    /// A hint: these twins will be written to soon, at most kMostExpected of them.
    void expect(std::span<const std::string_view> ids) const;
    static constexpr std::size_t kMostExpected = 32;
    const Relationship& relationship(RelationshipIndex index) const { return m_relationships[index.value]; }
    std::string_view text(TextId id) const { return m_texts.text(id); }
    const models::ModelSet& models() const { return m_models; }
    Interner& texts() { return m_texts; }
    /// The value at a JSON pointer such as /temperature, /motor/current or /status/code; null when unset or unknown.
    Value value(TwinIndex twin, std::string_view pointer) const;
    /// As GET returns it, $dtId and $etag first, $metadata last.
    void appendTwin(std::string& out, TwinIndex twin) const;
    void appendRelationship(std::string& out, RelationshipIndex relationship) const;
    /// As the items of the incoming list: $relationshipId, $sourceId, $relationshipName, $relationshipLink
    /// (adt-facts 2.4).
    void appendIncomingRelationship(std::string& out, RelationshipIndex relationship) const;
    /// As a line of the bulk format: what a client would PUT, the source of a relationship named $dtId.
    void appendTwinLine(std::string& out, const Twin& twin) const;
    void appendRelationshipLine(std::string& out, const Relationship& relationship) const;
    /// As a client would PUT them, without ids: what limits measure.
    void appendTwinBody(std::string& out, const Twin& twin) const;
    void appendRelationshipBody(std::string& out, const Relationship& relationship) const;
    std::string etagText(std::uint64_t etag) const;

    std::size_t twinCount() const { return m_twinCount; }
    std::size_t relationshipCount() const { return m_relationshipCount; }
    /// All live twins in order of index (order of creation).
    std::vector<TwinIndex> twins() const;
    /// All live relationships in order of creation.
    std::vector<RelationshipIndex> relationships() const;
    /// Rises with every write.
    std::uint64_t version() const { return m_version; }

private:
    /// What a patch overwrote, to put it back when a later operation is refused.
    struct Overwritten {
        std::uint32_t slot = 0;
        std::uint16_t component = models::Slot::kNoComponent;
        Cell before;
    };

    /// A pointer that leads to a property or its source time.
    struct KnownPath {
        TextId path;
        PatchPath where;
    };

    // graph.cpp
    Result<void> checkGuard(const Precondition& guard, std::uint64_t etag) const;
    Result<TwinIndex> require(std::string_view id) const;
    Result<void> checkTwinSize(const Twin& twin) const;
    Result<void> checkInUse(ModelIndex model) const;
    void tell(const Change& change) const;

    // twin_writes.cpp
    void fill(Twin& twin, ModelIndex model, Cells cells) const;
    TwinIndex createTwin(Twin twin);
    void replaceTwin(TwinIndex index, Twin replacement);
    void install(TwinIndex index, Twin content);

    // twin_patches.cpp
    PatchPath patchPath(ModelIndex model, const OperationPath& path);
    Result<void> checkPatchSize(const Patch& patch) const;
    Result<void> applyOperation(Twin& twin, const PatchOperation& operation);
    Result<void> checkOverwritten(const Twin& twin) const;
    void overwrite(Twin& twin, const PatchPath& where, Value value);
    void takeBack(Twin& twin);

    // model_change.cpp
    Result<ModelIndex> targetModel(const Patch& patch) const;
    Result<void> patchModel(TwinIndex index, const Patch& patch);

    // relationships.cpp
    Result<RelationshipIndex> requireRelationship(std::string_view source, std::string_view id) const;
    Result<Relationship> readRelationship(TwinIndex source, const JsonNode& body);
    RelationshipIndex addRelationship(Relationship relationship);
    void removeRelationship(RelationshipIndex index);
    void finishRelationshipUpdate(RelationshipIndex index, const Patch& patch);
    Result<void> checkRelationshipsFit(TwinIndex index, ModelIndex model) const;

    const models::ModelSet& m_models;
    Interner& m_texts;
    std::uint64_t m_seed;
    TextId m_modelPath;
    ChangeListener* m_listener = nullptr;
    Instant m_now{};
    std::uint64_t m_version = 0;
    std::vector<Twin> m_twins;
    std::vector<Relationship> m_relationships;
    std::vector<TwinIndex> m_byText;                               // by the text of the id
    std::unordered_map<std::uint64_t, RelationshipIndex> m_byEnds; // source twin in the high half, id in the low
    std::size_t m_twinCount = 0;
    std::size_t m_relationshipCount = 0;

    std::vector<bool> m_decommissioned;              // by model
    std::vector<std::size_t> m_plainBytes;           // by model: what a twin takes at most besides its texts
    std::vector<std::vector<KnownPath>> m_paths;     // by model; of whole properties, in order of path
    static constexpr std::size_t kSlotsExpected = 8; // of a twin: more would push out what is near already
    std::vector<Overwritten> m_overwritten;          // scratch of the patch under way
};

} // namespace twinflow::twins
