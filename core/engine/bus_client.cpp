// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bus_client.h"

#include "base/json_document.h"
#include "base/json_text.h"
#include "endpoints/outgoing_message.h"

#include <utility>
#include <vector>

namespace twinflow::engine {

using delivery::Outcome;
using functions::Settling;

events::EventRef MessageMaker::make(std::string messageId, std::string body, Instant now, const events::Cause& cause) {
    const auto [reference, event] = m_pool.take();
    event->type = events::EventType::message;
    event->hops = cause.hops;
    event->number = ++m_last;
    event->cause = cause.message;
    event->time = now;
    event->origin = cause.origin == Instant{} ? now : cause.origin;
    event->messageId = std::move(messageId);
    event->body = std::move(body);
    return reference;
}

namespace {

Result<JsonDocument> read(std::string_view json, std::string_view what) {
    return JsonDocument::parse(std::string(json), std::string(what));
}

/// A text member of an object, taken out of it; empty where there is none.
std::string takeText(endpoints::PropertyChanges& properties, std::string_view name) {
    for (auto each = properties.begin(); each != properties.end(); ++each) {
        if (each->first != name) continue;
        const std::string text = each->second.kind() == Value::Kind::string ? std::string(each->second.text())
                                 : each->second.isNull()                    ? std::string()
                                                                            : each->second.json();
        properties.erase(each);
        return text;
    }
    return {};
}

Error refusal(Outcome outcome, const endpoints::ServiceBus& bus) {
    const endpoints::EndpointSettings& settings = bus.settings();
    if (outcome == Outcome::tooLarge) {
        return fault("MessageSizeExceeded",
                     "A message is larger than what '{0}' takes: {1} KB, and 64 KB of them for its properties.",
                     settings.name, settings.maxMessageKilobytes)
            .withHint(say("Send less in a message, or allow more with maxMessageKilobytes, as the premium tier does."));
    }
    return fault("ServiceCommunicationProblem", "'{0}' does not answer.", settings.name)
        .withHint(say("Catch it and try again, or let the trigger bring the message again."));
}

} // namespace

std::string_view BusClient::receivingFrom() const {
    return m_delivery && m_delivery->actions ? m_delivery->endpoint : std::string_view();
}

Result<endpoints::MessageActions*> BusClient::actions(std::string_view function) const {
    if (m_delivery && m_delivery->actions) return m_delivery->actions;
    return refuse(fault("functions-no-message",
                        "'{0}' was not called with a message of Service Bus, so there is none to settle or to receive.",
                        function)
                      .withHint(say("Couple a Service Bus topic or queue to the function, and do it in those calls.")));
}

Result<void> BusClient::settle(std::string_view function, Settling how, std::string_view lockToken,
                               std::string_view propertiesJson) {
    const auto found = actions(function);
    if (!found) return refuse(found.error());
    endpoints::MessageActions& receiver = **found;
    const auto document = read(propertiesJson, "properties");
    if (!document) return refuse(document.error());
    auto changes = endpoints::readChanges(document->root());
    if (!changes) return refuse(std::move(changes.error()));
    const endpoints::LockId lock = endpoints::LockId::parse(lockToken).value_or(endpoints::LockId{});
    switch (how) {
    case Settling::complete:
        return receiver.completeMessage(lock);
    case Settling::abandon:
        return receiver.abandonMessage(lock, *changes);
    case Settling::defer:
        return receiver.deferMessage(lock, *changes);
    case Settling::deadLetter:
        break;
    }
    const std::string reason = takeText(*changes, "deadLetterReason");
    const std::string description = takeText(*changes, "deadLetterErrorDescription");
    return receiver.deadLetterMessage(lock, reason, description, *changes);
}

Result<std::string> BusClient::renewLock(std::string_view function, std::string_view lockToken) {
    const auto found = actions(function);
    if (!found) return refuse(found.error());
    const auto until = (*found)->renewMessageLock(endpoints::LockId::parse(lockToken).value_or(endpoints::LockId{}));
    if (!until) return refuse(until.error());
    return '"' + formatInstant(*until, 3) + '"';
}

Result<std::string> BusClient::receiveDeferred(std::string_view function, std::string_view numbersJson) {
    const auto found = actions(function);
    if (!found) return refuse(found.error());
    const auto document = read(numbersJson, "numbers");
    if (!document) return refuse(document.error());
    const auto numbers = endpoints::readSequenceNumbers(document->root());
    if (!numbers) return refuse(numbers.error());
    std::string messages = "[";
    const auto received = (*found)->receiveDeferredMessages(*numbers, [&](const endpoints::Delivery& delivery) {
        if (messages.size() > 1) messages += ',';
        endpoints::appendReceivedMessage(messages, delivery, m_dress);
    });
    if (!received) return refuse(received.error());
    return messages + "]";
}

Result<std::string> BusClient::send(std::string_view service, std::string_view messagesJson,
                                    std::string_view scheduledTime, const events::Cause& cause,
                                    const std::function<void(const events::Event&)>& sent) {
    endpoints::ServiceBus& bus = *m_entities.find(service)->second;
    const auto document = read(messagesJson, "messages");
    if (!document) return refuse(document.error());
    std::optional<Instant> due;
    if (!scheduledTime.empty()) {
        const auto at = parseInstant(scheduledTime);
        if (!at) {
            return refuse(
                fault("InvalidArgument", "The time '{0}' to schedule messages for cannot be read.", scheduledTime)
                    .withHint(say("Give a Date, or write it as 2024-03-05T10:15:30Z.")));
        }
        due = *at;
    }
    std::vector<std::pair<events::EventRef, endpoints::SendOptions>> messages;
    for (const JsonNode& node : document->root().items) {
        auto outgoing = endpoints::readOutgoing(node);
        if (!outgoing) return refuse(std::move(outgoing.error()));
        if (due) outgoing->options.scheduledEnqueueTime = due;
        messages.emplace_back(
            m_maker.make(std::move(outgoing->messageId), std::move(outgoing->body), m_timeline.now(), cause),
            std::move(outgoing->options));
    }
    for (const auto& [event, options] : messages) {
        const Outcome outcome = bus.examine(*event, options);
        if (outcome != Outcome::delivered) return refuse(refusal(outcome, bus));
    }
    std::string numbers = "[";
    for (const auto& [event, options] : messages) {
        std::uint64_t number = 0;
        bus.post(event, options, &number);
        sent(*event);
        if (numbers.size() > 1) numbers += ',';
        appendJsonNumber(numbers, number);
    }
    return numbers + "]";
}

Result<void> BusClient::cancel(std::string_view service, std::string_view numbersJson) {
    endpoints::ServiceBus& bus = *m_entities.find(service)->second;
    const auto document = read(numbersJson, "numbers");
    if (!document) return refuse(document.error());
    const auto numbers = endpoints::readSequenceNumbers(document->root());
    if (!numbers) return refuse(numbers.error());
    for (const std::uint64_t number : *numbers) {
        if (bus.cancelScheduled(number)) continue;
        return refuse(fault("MessageNotFound",
                            "'{0}' has no scheduled message {1}: its time has come, or it is cancelled.", service,
                            number)
                          .withHint(say("Cancel with the numbers that scheduleMessages gave, once each.")));
    }
    return {};
}

} // namespace twinflow::engine
