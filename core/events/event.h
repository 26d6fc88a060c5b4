// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A notification or telemetry on its way: compact, pooled, its text made when a reader needs it.
#pragma once

#include "base/index.h"
#include "base/time.h"
#include "twins/json_patch.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace twinflow::events {

enum class EventType : std::uint8_t {
    twinCreate,
    twinUpdate,
    twinDelete,
    relationshipCreate,
    relationshipUpdate,
    relationshipDelete,
    telemetry,
    message ///< of a function to a queue or topic: no event of the graph, no route sees it, nothing of CloudEvents
};
constexpr std::size_t kEventTypes = 7; ///< of the graph

/// Microsoft.DigitalTwins.Twin.Update, …, microsoft.iot.telemetry (adt-facts 3.1); a message's is empty.
std::string_view typeName(EventType type);
/// The type of that name; none for names of other services.
std::optional<EventType> findType(std::string_view name);

struct Event {
    EventType type = EventType::twinUpdate;
    std::uint8_t hops = 0; ///< how often a function wrote back to the graph on the way here
    TextId twin;           ///< $dtId, of a relationship the source's; invalid for a message
    TextId relationship;   ///< $relationshipId, else invalid
    TextId component;      ///< telemetry of a component, else invalid
    ModelIndex model;
    std::uint64_t number = 0; ///< counts all events of a run from 1; its UUID is made of it and the seed
    std::uint64_t cause = 0;  ///< number of the device message that started the chain, 0 for none
    Instant time{};
    Instant origin{};      ///< when the chain started: the device message's enqueued time, else `time`
    twins::Patch patch;    ///< updates
    std::string body;      ///< create, delete, telemetry, message: JSON text; empty for updates
    std::string messageId; ///< telemetry, message

    mutable std::string updateBody; ///< updates: {"modelId", "patch"} once a reader asked for it
    std::uint32_t users = 0;        ///< references to it; the pool takes it back at zero

    /// As new, but buffers keep their capacity; `users` is the pool's.
    void clear();
    bool isUpdate() const { return type == EventType::twinUpdate || type == EventType::relationshipUpdate; }
};

} // namespace twinflow::events
