// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A subscription of a Service Bus topic: peek-lock, delivery counts, abandoned messages and its own dead-letter queue.
#pragma once

#include "endpoints/endpoint.h"
#include "endpoints/subscriber.h"

#include <cstdint>
#include <map>

namespace twinflow::endpoints {

struct TopicMessage {
    events::EventRef event;
    std::uint64_t sequenceNumber = 0; ///< in its topic, from 1
    Instant enqueued{};
    std::uint32_t deliveryCount = 0; ///< deliveries that ended without success
};

/// A message is active (in the queue), locked (with the consumer), abandoned (waits for its next delivery), or gone:
/// completed, dead-lettered or expired. Consumers answer within the call, so a lock never runs out and at most one
/// message is locked.
class TopicSubscription final : public Subscriber, private TimerTarget {
public:
    /// The references outlive the subscription; `store` may be null.
    TopicSubscription(std::string name, Consumer& consumer, const EndpointSettings& settings, Timeline& timeline,
                      const events::Dress& dress, DeadLetterStore* store);

    /// Makes a message active. deliver() follows when all subscriptions of the topic have it.
    void enqueue(const events::EventRef& event, std::uint64_t sequenceNumber);
    /// Delivers the active messages, oldest first.
    void deliver();

    const Ring<TopicMessage>& active() const { return m_active; }
    /// By sequence number.
    const std::map<std::uint64_t, TopicMessage>& abandoned() const { return m_abandoned; }

private:
    /// An abandoned message is due again, or has outlived its time to live; the token is its sequence number.
    void onTimer(std::uint64_t token) override;
    void abandon(TopicMessage message);
    void deadLetter(const TopicMessage& message, std::string_view reason);

    const EndpointSettings& m_settings;
    Timeline& m_timeline;
    const events::Dress& m_dress;
    DeadLetterStore* m_store;
    Ring<TopicMessage> m_active;
    std::map<std::uint64_t, TopicMessage> m_abandoned;
};

} // namespace twinflow::endpoints
