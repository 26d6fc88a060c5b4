// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A message from a device, or about one, as the hub takes it.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace twinflow::ingress {

/// Who made the message: a device, or the hub itself because something happened to one.
enum class MessageSource : std::uint8_t { telemetry, twinChange, deviceLifecycle, deviceConnectionState };

struct DeviceMessage {
    MessageSource source = MessageSource::telemetry;
    std::string device;           ///< device id
    Instant enqueued{};           ///< when the hub took it
    std::uint64_t number = 0;     ///< counts all device messages of a run from 1
    std::uint64_t generation = 0; ///< of the device, stamped by the hub so that no other device can pass for it
    std::string body;             ///< bytes; JSON only by convention

    // System properties that the sender may set; empty: not set.
    std::string messageId;
    std::string correlationId;
    std::string userId;
    std::string contentType;     ///< the body is readable JSON to others only when it is application/json
    std::string contentEncoding; ///< and the encoding utf-8 (adt-facts 8.1)
    std::string creationTime;    ///< RFC 3339 in UTC, as the device wrote it
    std::string component;       ///< dt-subject: which component of the model sends

    // Stamped by the hub.
    std::string modelId;              ///< dt-dataschema: what the device said when it connected
    std::uint64_t sequenceNumber = 0; ///< at an Event Hub-compatible endpoint, in the device's partition
    std::uint64_t offset = 0;

    std::vector<std::pair<std::string, std::string>> properties; ///< application properties

    // Of what the hub makes itself.
    std::string operation; ///< opType: createDeviceIdentity, updateTwin, deviceConnected, …
    std::string eventData; ///< JSON: `data` of its Event Grid event, where it has one
};

} // namespace twinflow::ingress
