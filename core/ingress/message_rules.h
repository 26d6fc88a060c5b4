// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a message must keep to so that the hub takes it.
#pragma once

#include "base/result.h"
#include "ingress/device_message.h"

#include <cstddef>
#include <string_view>

namespace twinflow::ingress {

/// Most bytes of one device-to-cloud message, and of one as it leaves to an endpoint.
constexpr std::size_t kMaxMessageBytes = 256 * 1024;
constexpr std::size_t kMaxMessageId = 128;

/// As the service counts a message's size: the body, the values of its system properties, names and values of the
/// others.
std::size_t messageBytes(const DeviceMessage& message);

/// At most 128 of the characters of a device id.
bool isMessageId(std::string_view id);

/// Error codes: ingress-message-too-large, ingress-message-id (message or correlation id), ingress-property-name,
/// ingress-property-value, ingress-creation-time.
Result<void> checkMessage(const DeviceMessage& message, std::string_view hub);

} // namespace twinflow::ingress
