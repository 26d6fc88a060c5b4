// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/cloud_message.h"

#include <cmath>

namespace twinflow::ingress {

namespace {

Error badMessage(std::string_view what) {
    return fault("ingress-cloud-message", "{0}", what)
        .withHint(
            say("Send a text, or an object with data and, as needed, messageId, ack, expiryTimeUtc, properties."));
}
Error badCall(std::string_view what) {
    return fault("ingress-method-call", "{0}", what)
        .withHint(say("Give methodName and, as needed, payload, responseTimeoutInSeconds, connectTimeoutInSeconds."));
}

/// A text member into `out`; false when it is there and no text.
bool readText(const JsonNode& node, std::string_view member, std::string& out) {
    const JsonNode* value = node.find(member);
    if (!value) return true;
    out = value->text;
    return value->isString();
}

std::string bodyOf(const JsonNode& data) {
    if (data.isString()) return data.text;
    std::string text;
    data.appendJson(text);
    return text;
}

bool readSeconds(const JsonNode& node, std::string_view member, Duration& out) {
    constexpr double kMost = 1e6; // far more than any call may wait: it is refused later, and does not overflow here
    const JsonNode* value = node.find(member);
    if (!value) return true;
    if (!value->isNumber() || !(std::fabs(value->number()) <= kMost)) return false;
    out = fromSeconds(value->number());
    return true;
}

} // namespace

Result<OutgoingMessage> readCloudMessage(const JsonNode& node) {
    OutgoingMessage outgoing;
    CloudMessage& message = outgoing.message;
    if (node.isString()) {
        message.body = node.text;
        return outgoing;
    }
    const JsonNode* data = node.isObject() ? node.find("data") : nullptr;
    if (!data) return refuse(badMessage("A message to a device has no data."));
    message.body = bodyOf(*data);
    std::string ack;
    std::string expiry;
    const bool areTexts =
        readText(node, "messageId", message.messageId) && readText(node, "correlationId", message.correlationId) &&
        readText(node, "userId", message.userId) && readText(node, "contentType", message.contentType) &&
        readText(node, "contentEncoding", message.contentEncoding) && readText(node, "ack", ack) &&
        readText(node, "expiryTimeUtc", expiry);
    if (!areTexts) return refuse(badMessage("A member of a message to a device is no text."));
    if (const JsonNode* properties = node.find("properties")) {
        if (!properties->isObject())
            return refuse(badMessage("The properties of a message to a device are no object."));
        for (const JsonNode::Member& property : properties->members) {
            if (!property.value.isString())
                return refuse(badMessage("An application property of a message to a device is no text."));
            message.properties.emplace_back(property.name, property.value.text);
        }
    }
    if (!ack.empty()) message.properties.emplace_back("iothub-ack", ack);
    if (!expiry.empty()) {
        const auto instant = parseInstant(expiry);
        if (!instant) return refuse(badMessage("The expiryTimeUtc of a message to a device is no time."));
        outgoing.expiry = *instant;
    }
    return outgoing;
}

Result<MethodCall> readMethodCall(std::string_view device, const JsonNode& node) {
    MethodCall call;
    call.device = device;
    if (!node.isObject() || !node.find("methodName") || !readText(node, "methodName", call.method))
        return refuse(badCall("A call of a direct method has no methodName."));
    if (const JsonNode* payload = node.find("payload")) {
        call.payload.clear();
        payload->appendJson(call.payload);
    }
    if (!readSeconds(node, "responseTimeoutInSeconds", call.responseTimeout) ||
        !readSeconds(node, "connectTimeoutInSeconds", call.connectTimeout))
        return refuse(badCall("A timeout of a direct method is no number of seconds."));
    return call;
}

std::string methodResult(const MethodAnswer& answer) {
    return R"({"status":)" + std::to_string(answer.status) + R"(,"payload":)" + answer.payload + "}";
}

} // namespace twinflow::ingress
