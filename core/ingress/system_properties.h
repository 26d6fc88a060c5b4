// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the hub and the sender say about a message beside its body, by the name that each kind of reader knows.
#pragma once

#include "ingress/device_message.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace twinflow::ingress {

/// Where a message is read: the names of system properties differ.
enum class Dress : std::uint8_t { eventGrid, eventHub, storage };

enum class SystemProperty : std::uint8_t {
    messageId,
    correlationId,
    userId,
    contentType,
    contentEncoding,
    creationTime,
    dataSchema,
    component,
    connectionDeviceId,
    connectionAuthMethod,
    connectionAuthGenerationId,
    enqueuedTime,
    messageSource
};

/// By the keyword of a routing query without its $: contentType, connectionDeviceId. Case does not matter.
std::optional<SystemProperty> findSystemProperty(std::string_view keyword);
/// The property as text; empty: not set. Enqueued time has `timeDigits` of fraction.
std::string systemPropertyValue(const DeviceMessage& message, SystemProperty property, int timeDigits = 3);
/// Telemetry, twinChangeEvents, deviceLifecycleEvents, deviceConnectionStateEvents.
std::string_view messageSourceName(MessageSource source);

/// Appends an object with all that are set.
void appendSystemProperties(std::string& out, const DeviceMessage& message, Dress dress);

/// Moves what a device writes into its property bag as `$.mid`, `$.cid`, `$.uid`, `$.ct`, `$.ce`, `$.ctime` and `$.sub`
/// (wire-facts 4), or as `iothub-creation-time-utc`, to the system properties. Others that begin with `$.` name where
/// the message is sent and are left out. Of application properties whose names differ by case only the last stays.
void sortProperties(DeviceMessage& message);

} // namespace twinflow::ingress
