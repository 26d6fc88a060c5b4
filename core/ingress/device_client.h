// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A connected device as the hub sees it: what it may be sent.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twinflow::ingress {

/// A message from the cloud, as a device gets it.
struct CloudMessage {
    std::uint64_t sequenceNumber = 0; ///< from 1, in the device's queue
    std::uint32_t deliveryCount = 0;  ///< how often the device abandoned it before
    Instant enqueued{};
    std::string messageId;
    std::string correlationId;
    std::string userId;
    std::string contentType;
    std::string contentEncoding;
    std::vector<std::pair<std::string, std::string>> properties; ///< application properties
    std::string body;                                            ///< bytes
};

/// What a device does with a message. `none`: it answers later, or never.
enum class MessageAnswer : std::uint8_t { complete, reject, abandon, none };

/// A device's answer to a direct method.
struct MethodAnswer {
    int status = 200;
    std::string payload = "null"; ///< JSON
    Duration after{};             ///< how long the device takes
};

/// One client may stand for many devices.
class DeviceClient {
public:
    virtual ~DeviceClient() = default;
    /// The device has connected; `desired` are its desired properties as JSON with $version.
    virtual void online(std::string_view device, std::string_view desired) = 0;
    virtual MessageAnswer receive(std::string_view device, const CloudMessage& message) = 0;
    virtual bool takesMethods(std::string_view device) const = 0;
    /// Nothing: the device never answers. `payload` is JSON.
    virtual std::optional<MethodAnswer> invoke(std::string_view device, std::string_view method,
                                               std::string_view payload) = 0;
    /// The back end changed the desired properties; `patch` is JSON with $version.
    virtual void desiredChanged(std::string_view device, std::string_view patch) = 0;
};

} // namespace twinflow::ingress
