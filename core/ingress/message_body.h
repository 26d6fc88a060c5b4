// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A message's bytes inside the JSON texts that its readers get.
#pragma once

#include "ingress/device_message.h"

#include <string>
#include <string_view>

namespace twinflow::ingress {

/// Content type application/json and encoding utf-8; case does not matter.
bool declaresJson(const DeviceMessage& message);
/// Valid JSON in valid UTF-8 without a byte-order mark.
bool isJson(const std::string& text);
/// The body can be read as JSON by others: it is declared so, and the bytes are.
bool hasJsonBody(const DeviceMessage& message);

/// The body as JSON text: as it was sent when `isReadable`, else a base64 string.
void appendBody(std::string& out, const DeviceMessage& message, bool isReadable);
inline void appendBody(std::string& out, const DeviceMessage& message) {
    appendBody(out, message, hasJsonBody(message));
}
/// Appends a JSON string; bytes that are not UTF-8 become U+FFFD.
void appendSafeString(std::string& out, std::string_view text);
/// Appends the application properties as an object of strings.
void appendProperties(std::string& out, const DeviceMessage& message);

} // namespace twinflow::ingress
