// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json_text.h"
#include "base/random.h"
#include "endpoints/bus_properties.h"
#include "endpoints/consumer.h"

#include <utility>

namespace twinflow::endpoints {

namespace {

/// The resource path that an Event Grid envelope names; a local topic lies in no real subscription.
constexpr std::string_view kTopics = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/twinflow"
                                     "/providers/Microsoft.EventGrid/topics/";

/// Milliseconds, as both services give their enqueued time.
constexpr int kEnqueuedDigits = 3;

/// What stands beside body and application properties, with the changes of senders and rules.
void appendSystemProperties(std::string& out, const Delivery& delivery, const events::Dress& dress) {
    if (!delivery.properties) {
        out += R"(,"contentType":"application/json","messageId":)";
        dress.appendJsonId(out, *delivery.event);
        return;
    }
    static constexpr std::pair<std::string_view, SystemProperty> kNames[] = {
        {"contentType", SystemProperty::contentType},
        {"messageId", SystemProperty::messageId},
        {"subject", SystemProperty::label},
        {"correlationId", SystemProperty::correlationId},
        {"to", SystemProperty::to},
        {"replyTo", SystemProperty::replyTo},
        {"replyToSessionId", SystemProperty::replyToSessionId}};
    const MessageView view(*delivery.event, dress, hopOf(delivery.endpoint), delivery.properties, delivery.session);
    for (const auto& [name, property] : kNames) {
        const auto value = view.system(property);
        if (!value) continue;
        out.append(",\"").append(name).append("\":");
        value->appendJson(out);
    }
}

} // namespace

std::uint64_t hopOf(std::string_view endpoint) {
    return stableHash(endpoint);
}

void appendTopic(std::string& out, std::string_view endpoint) {
    out.append(kTopics).append(endpoint);
}

void appendMessage(std::string& out, const Delivery& delivery, const events::Dress& dress) {
    const events::Event& event = *delivery.event;
    const std::uint64_t hop = hopOf(delivery.endpoint);
    if (delivery.kind == EndpointKind::eventGrid) {
        if (delivery.schema == EventGridSchema::cloudEvents) {
            dress.appendCloudEvent(out, event, hop);
        } else {
            std::string topic;
            appendTopic(topic, delivery.endpoint);
            dress.appendEventGrid(out, event, topic, hop);
        }
        return;
    }
    out += R"({"body":)";
    out += dress.body(event);
    out += R"(,"applicationProperties":)";
    if (delivery.properties) {
        appendBusProperties(out, event, dress, hop, *delivery.properties);
    } else {
        dress.appendApplicationProperties(out, event, hop);
    }
    if (delivery.kind == EndpointKind::eventHub) {
        out += R"(,"contentType":"application/json","partitionKey":)";
        appendJsonString(out, dress.texts().text(event.twin));
    } else {
        appendSystemProperties(out, delivery, dress);
    }
    out += R"(,"sequenceNumber":)";
    appendJsonNumber(out, delivery.sequenceNumber);
    if (delivery.kind == EndpointKind::eventHub) {
        out += R"(,"offset":")"; // a text on the wire
        appendJsonNumber(out, delivery.offset);
        out += '"';
    }
    out += R"(,"enqueuedTime":")";
    appendInstant(out, delivery.enqueued, kEnqueuedDigits);
    out += '"';
    if (delivery.kind == EndpointKind::serviceBus) {
        out += R"(,"deliveryCount":)";
        appendJsonNumber(out, static_cast<std::uint64_t>(delivery.attempt));
        if (!delivery.session.empty()) {
            out += R"(,"sessionId":)";
            appendJsonString(out, delivery.session);
        }
    }
    out += '}';
}

void appendReceivedMessage(std::string& out, const Delivery& delivery, const events::Dress& dress) {
    appendMessage(out, delivery, dress);
    if (!delivery.actions) return;
    out.back() = ','; // the object goes on
    out += R"("lockToken":")";
    out += delivery.lock.text();
    const auto append = [&](std::string_view name, Instant at) {
        out.append(R"(",")").append(name).append(R"(":")");
        appendInstant(out, at, kEnqueuedDigits);
    };
    append("lockedUntilUtc", delivery.lockedUntil);
    append("enqueuedTimeUtc", delivery.enqueued);
    append("expiresAtUtc", delivery.expires);
    out += "\"}";
}

} // namespace twinflow::endpoints
