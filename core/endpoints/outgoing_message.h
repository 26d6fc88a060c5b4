// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Service Bus messages, properties and numbers as scripts write them in JSON, with the names of @azure/service-bus.
#pragma once

#include "base/json_document.h"
#include "base/result.h"
#include "endpoints/service_bus.h"

#include <cstdint>
#include <string>
#include <vector>

namespace twinflow::endpoints {

/// Most characters of a message's id and session; bytes here.
constexpr std::size_t kMaxMessageId = 128;

struct OutgoingMessage {
    std::string body;      ///< JSON text
    std::string messageId; ///< empty: the sender draws one
    SendOptions options;
};

/// {"body", "messageId"?, "sessionId"?, "subject"?, "contentType"?, "correlationId"?, "to"?, "replyTo"?,
/// "replyToSessionId"?, "timeToLive"? in milliseconds, "scheduledEnqueueTimeUtc"? in RFC 3339,
/// "applicationProperties"?}. Others are left out, as the client does. Error code: InvalidArgument.
Result<OutgoingMessage> readOutgoing(const JsonNode& node);
/// An object of texts, numbers, truth values and null. Error code: InvalidArgument.
Result<PropertyChanges> readChanges(const JsonNode& node);
/// An array of sequence numbers, each as a number or a text. Error code: InvalidArgument.
Result<std::vector<std::uint64_t>> readSequenceNumbers(const JsonNode& node);

} // namespace twinflow::endpoints
