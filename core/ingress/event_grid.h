// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A device message as the Event Grid event that a function gets for it (adt-facts 8.1), and the other events of a hub.
#pragma once

#include "ingress/message_body.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace twinflow::ingress {

/// What an event subscription of the hub may be for.
enum class HubEventType : std::uint8_t {
    deviceTelemetry,
    deviceConnected,
    deviceDisconnected,
    deviceCreated,
    deviceDeleted
};
constexpr std::size_t kHubEventTypes = 5;
/// By its name, Microsoft.Devices.DeviceTelemetry, ….
std::optional<HubEventType> findEventType(std::string_view name);
/// The type that a message is in Event Grid; a twin's change is none.
std::optional<HubEventType> eventTypeOf(const DeviceMessage& message);

/// Appends the event's JSON text. `data.body` is appendBody(). Whatever the message holds, the text is valid JSON:
/// bytes of names and properties that are not UTF-8 become U+FFFD.
void appendEventGrid(std::string& out, const DeviceMessage& message, std::string_view hub);

/// The event's id: the same device and number give the same id.
std::string eventId(const DeviceMessage& message);

} // namespace twinflow::ingress
