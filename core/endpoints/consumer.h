// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What stands behind an endpoint, as the endpoint sees it.
#pragma once

#include "delivery/policy.h"
#include "endpoints/message_actions.h"
#include "endpoints/settings.h"
#include "events/dress.h"
#include "events/event_pool.h"

#include <cstdint>
#include <optional>
#include <string>

namespace twinflow::endpoints {

struct BusProperties;

/// One event as it reaches one subscriber.
struct Delivery {
    const events::EventRef& event;
    EndpointKind kind;
    EventGridSchema schema; ///< Event Grid only
    std::string_view endpoint;
    std::uint32_t attempt = 1;        ///< Service Bus: delivery count
    std::uint64_t sequenceNumber = 0; ///< Event Hub: in its partition; Service Bus: in its subscription
    std::uint64_t offset = 0;         ///< Event Hub
    std::uint32_t partition = 0;      ///< Event Hub
    Instant enqueued{};
    const BusProperties* properties = nullptr; ///< Service Bus: what is not the event's own; null: nothing
    std::string_view session = {};             ///< Service Bus: empty when it has none
    std::string_view subscriber = {};          ///< consumer group or subscription, set by who hands it over
    LockId lock = {};                          ///< Service Bus
    Instant lockedUntil{};                     ///< Service Bus
    Instant expires{};                         ///< Service Bus
    Duration timeToLive{};                     ///< Service Bus: that the message brought with it; 0: none
    std::uint8_t forwards = 0;                 ///< Service Bus: how often it was forwarded on its way here
    MessageActions* actions = nullptr;         ///< Service Bus: for as long as the taker is called
};

/// What a taker answers to a delivery.
struct Reply {
    Reply(delivery::Outcome what, std::uint16_t status = 0)
        : outcome(what)
        , httpStatus(status) {}

    delivery::Outcome outcome;
    std::uint16_t httpStatus; ///< 0: it does not speak HTTP, or did not answer
};

/// The hop that an endpoint's texts give to Dress: each endpoint is a span of its own in an event's trace.
std::uint64_t hopOf(std::string_view endpoint);

/// The resource path by which Event Grid calls a topic.
void appendTopic(std::string& out, std::string_view endpoint);

/// The message as a function or webhook gets it. Event Grid: the envelope or CloudEvent. Event Hub and Service Bus: an
/// object
/// {"body", "applicationProperties", "contentType", "partitionKey"?, "sequenceNumber", "offset"?, "enqueuedTime"}, of
/// Service Bus also "messageId", "deliveryCount", and where it has them "subject" (the label), "correlationId", "to",
/// "replyTo", "replyToSessionId", "sessionId".
void appendMessage(std::string& out, const Delivery& delivery, const events::Dress& dress);
/// The same for who may settle it: of Service Bus also "lockToken", "lockedUntilUtc", "enqueuedTimeUtc" and
/// "expiresAtUtc".
void appendReceivedMessage(std::string& out, const Delivery& delivery, const events::Dress& dress);

/// How an event ended that does not reach its taker.
enum class Loss : std::uint8_t {
    filtered,     ///< the subscription does not want it
    deadLettered, ///< given up and kept
    expired,      ///< its time was over, and nothing keeps it
    dropped       ///< given up, and nothing keeps it
};

/// Takes deliveries. While it is called it must not give the endpoint another event: what a consumer causes waits in a
/// queue (engine/event_queue.h) until the call is over.
class Consumer {
public:
    virtual ~Consumer() = default;
    virtual Reply consume(const Delivery& delivery) = 0;
    /// Hears of an event that will not come; `why` is a word, the service's own where it has one, or empty.
    virtual void lose([[maybe_unused]] const events::Event& event, [[maybe_unused]] Loss loss,
                      [[maybe_unused]] std::string_view why) {}
    /// How long an Event Hub waits before it hands an event over for the `retry`th time again; nothing leaves it to the
    /// hub. Everyone answers, so that what stands between the two cannot forget to ask.
    virtual std::optional<Duration> waitBefore(std::uint32_t retry) const = 0;
};

} // namespace twinflow::endpoints
