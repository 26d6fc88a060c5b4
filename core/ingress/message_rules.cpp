// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/message_rules.h"

#include "ingress/registry.h"

#include <algorithm>

namespace twinflow::ingress {

namespace {

bool isPrintable(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

Error unfitId(std::string_view what, std::string_view id, const DeviceMessage& message) {
    return fault("ingress-message-id", "A message from device '{0}' has '{1}' for its {2}.", message.device, id, what)
        .withHint(
            say("It has at most {0} ASCII letters, digits and - : . + % _ # * ? ! ( ) , = @ ; $ '.", kMaxMessageId));
}

} // namespace

std::size_t messageBytes(const DeviceMessage& message) {
    std::size_t bytes = message.body.size();
    for (const std::string* value :
         {&message.messageId, &message.correlationId, &message.userId, &message.contentType, &message.contentEncoding,
          &message.creationTime, &message.component, &message.modelId}) {
        bytes += value->size();
    }
    for (const auto& [name, value] : message.properties) bytes += name.size() + value.size();
    return bytes;
}

bool isMessageId(std::string_view id) {
    static_assert(kMaxMessageId == kMaxDeviceId);
    return isDeviceId(id);
}

Result<void> checkMessage(const DeviceMessage& message, std::string_view hub) {
    if (const std::size_t bytes = messageBytes(message); bytes > kMaxMessageBytes) {
        return refuse(fault("ingress-message-too-large",
                            "A message of {0} bytes from device '{1}' is larger than hub '{2}' takes: {3} bytes.",
                            bytes, message.device, hub, kMaxMessageBytes)
                          .withHint(say("Send smaller messages, or upload a file and send its name.")));
    }
    if (!message.messageId.empty() && !isMessageId(message.messageId))
        return refuse(unfitId("message id", message.messageId, message));
    if (!message.correlationId.empty() && !isMessageId(message.correlationId))
        return refuse(unfitId("correlation id", message.correlationId, message));
    for (const auto& [name, value] : message.properties) {
        if (name.empty() || !isPrintable(name)) {
            return refuse(fault("ingress-property-name",
                                "A message from device '{0}' has an application property with the name '{1}'.",
                                message.device, name)
                              .withHint(say("Names have one or more printable ASCII characters.")));
        }
        if (!isPrintable(value)) {
            return refuse(fault("ingress-property-value",
                                "The application property '{0}' of a message from device '{1}' is not plain ASCII.",
                                name, message.device)
                              .withHint(say("Values have printable ASCII characters only; other text belongs into the "
                                            "body.")));
        }
    }
    if (!message.creationTime.empty() &&
        (!message.creationTime.ends_with('Z') || !parseInstant(message.creationTime))) {
        return refuse(fault("ingress-creation-time", "A message from device '{0}' was created at '{1}'.",
                            message.device, message.creationTime)
                          .withHint(say("Write the time in UTC: 2024-03-05T10:15:30Z.")));
    }
    return {};
}

} // namespace twinflow::ingress
