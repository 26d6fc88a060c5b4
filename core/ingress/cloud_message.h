// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Messages to devices and calls of direct methods as back ends write them in JSON.
#pragma once

#include "base/json_document.h"
#include "base/result.h"
#include "ingress/device_client.h"
#include "ingress/direct_methods.h"

#include <optional>
#include <string_view>

namespace twinflow::ingress {

struct OutgoingMessage {
    CloudMessage message;
    std::optional<Instant> expiry; ///< none: after the hub's default time to live
};

/// A text, which is the body, or {"data", "messageId"?, "correlationId"?, "userId"?, "ack"?, "expiryTimeUtc"?,
/// "contentType"?, "contentEncoding"?, "properties"?: {name: text}}, with the names of the service's SDK. Data that is
/// no text is sent as its JSON. Error code: ingress-cloud-message.
Result<OutgoingMessage> readCloudMessage(const JsonNode& node);

/// {"methodName", "payload"?, "responseTimeoutInSeconds"?, "connectTimeoutInSeconds"?}, as the service's REST takes it.
/// Error code: ingress-method-call.
Result<MethodCall> readMethodCall(std::string_view device, const JsonNode& node);

/// {"status", "payload"}
std::string methodResult(const MethodAnswer& answer);

} // namespace twinflow::ingress
