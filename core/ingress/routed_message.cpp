// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/routed_message.h"

#include "base/json_text.h"
#include "ingress/message_body.h"
#include "ingress/system_properties.h"

namespace twinflow::ingress {

void appendEventHubMessage(std::string& out, const DeviceMessage& message) {
    out += R"({"body":)";
    appendBody(out, message, isJson(message.body));
    out += R"(,"applicationProperties":)";
    appendProperties(out, message);
    out += R"(,"systemProperties":)";
    appendSystemProperties(out, message, Dress::eventHub);
    if (!message.contentType.empty()) {
        out += R"(,"contentType":)";
        appendSafeString(out, message.contentType);
    }
    out += R"(,"partitionKey":)";
    appendSafeString(out, message.device);
    out += R"(,"sequenceNumber":)";
    appendJsonNumber(out, message.sequenceNumber);
    out += R"(,"offset":")"; // a text on the wire
    appendJsonNumber(out, message.offset);
    out += R"(","enqueuedTime":")";
    appendInstant(out, message.enqueued, 3);
    out += R"("})";
}

void appendStorageRecord(std::string& out, const DeviceMessage& message) {
    out += R"({"EnqueuedTimeUtc":")";
    appendInstant(out, message.enqueued, 7);
    out += R"(","Properties":)";
    appendProperties(out, message);
    out += R"(,"SystemProperties":)";
    appendSystemProperties(out, message, Dress::storage);
    out += R"(,"Body":)";
    appendBody(out, message);
    out += '}';
}

} // namespace twinflow::ingress
