// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A device message as the Event Grid event that a function gets for it (adt-facts 8.1).
#pragma once

#include "ingress/device_message.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace twinflow::ingress {

/// Content type application/json and encoding utf-8; case does not matter.
bool declaresJson(const DeviceMessage& message);
/// The body can be read as JSON by others: it is declared so, and the bytes are valid JSON in valid UTF-8.
bool hasJsonBody(const DeviceMessage& message);

/// The body as JSON text: as it was sent when hasJsonBody(), else a base64 string.
void appendBody(std::string& out, const DeviceMessage& message);

/// Appends the event's JSON text. `data.body` is appendBody(). Whatever the message holds, the text is valid JSON: bytes of names and properties that are not UTF-8 become U+FFFD.
void appendEventGrid(std::string& out, const DeviceMessage& message, std::string_view hub);

/// The event's id: the same device and number give the same id.
std::string eventId(const DeviceMessage& message);

/// What the registry would call the device's generation. A device keeps its generation for a run, so it is made from
/// the name.
std::uint64_t generationId(std::string_view device);

} // namespace twinflow::ingress
