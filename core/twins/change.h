// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a write to the graph did: what the events are made from.
#pragma once

#include "base/index.h"
#include "base/time.h"
#include "twins/json_patch.h"

#include <cstdint>
#include <string>

namespace twinflow::twins {

enum class ChangeKind : std::uint8_t {
    twinCreated,
    twinUpdated,
    twinDeleted,
    relationshipCreated,
    relationshipUpdated,
    relationshipDeleted,
    telemetry
};

/// Valid only during the call that reports it; a listener copies what it keeps.
struct Change {
    ChangeKind kind = ChangeKind::twinUpdated;
    TextId twin{};                ///< $dtId; of a relationship: the source twin
    TextId relationship{};        ///< $relationshipId, else invalid
    TextId component{};           ///< telemetry of a component, else invalid
    ModelIndex model{};           ///< of the twin (source twin) after the change
    const Patch* patch = nullptr; ///< updates: as the client sent it, component prefix added
    std::string_view body{};      ///< create and delete: the whole entity as GET returns it; telemetry: the payload
    std::string_view messageId{}; ///< telemetry: the caller's Message-Id
    Instant sourceTime{};         ///< telemetry: Telemetry-Source-Time, or zero
};

/// Told after the write took effect, once per write; a PUT that leads a relationship elsewhere is told as a deletion
/// and a creation. A listener does not write to the graph that it listens to.
class ChangeListener {
public:
    virtual ~ChangeListener() = default;
    virtual void onChange(const Change& change) = 0;
};

} // namespace twinflow::twins
