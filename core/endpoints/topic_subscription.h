// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A subscription of a Service Bus topic: its rules, its queue, its dead-letter queue, and the taker that reads it.
#pragma once

#include "endpoints/endpoint.h"
#include "endpoints/subscriber.h"
#include "endpoints/subscription_queue.h"
#include "endpoints/topic_receiver.h"
#include "endpoints/topic_rules.h"

#include <cstdint>
#include <optional>

namespace twinflow::endpoints {

/// What a topic has taken, before subscriptions copy it.
struct SentMessage {
    events::EventRef event;
    std::shared_ptr<const BusProperties> properties; ///< none: the event's own
    std::string_view session;                        ///< empty: none
    Instant enqueued{};
    Duration timeToLive{};     ///< 0: the subscription's
    std::uint8_t forwards = 0; ///< how often it was forwarded on its way here
};

/// Without a taker messages wait in the queue, for a receiver or the end of their lives.
class TopicSubscription final : public Subscriber, private QueueKeeper {
public:
    /// The references outlive the subscription; `store` may be null.
    TopicSubscription(const TopicSubscriptionSettings& settings, const EndpointSettings& topic, Timeline& timeline,
                      const events::Dress& dress, DeadLetterStore* store);

    /// The taker that reads from now on; one.
    void attach(Consumer& taker);
    /// Copies the message into the queue, as the rules say. deliver() follows when all subscriptions of the topic have
    /// it.
    void offer(const SentMessage& message);
    void deliver();

    /// For receivers other than the taker. Call deliver() after a series of calls, so that time and taker go on.
    SubscriptionQueue& queue() { return m_queue; }
    const TopicSubscriptionSettings& settings() const { return m_settings; }

    std::uint64_t handedOver() const override { return m_receiver ? m_receiver->taken() : 0; }
    std::uint64_t locksLost() const { return m_receiver ? m_receiver->locksLost() : 0; }
    void peek(std::vector<MessageLife>& lives, const PeekRequest& request) const;

private:
    void onCompleted(BusMessage message) override;
    void onDeadLettered(BusMessage message, std::string_view reason, std::string_view description) override;
    void onExpired(const BusMessage& message) override;
    void onAvailable() override;

    const TopicSubscriptionSettings m_settings; ///< effective: the topic's where the subscription says nothing
    const EndpointSettings& m_topic;
    Timeline& m_timeline;
    const events::Dress& m_dress;
    DeadLetterStore* m_store;
    TopicRules m_rules;
    SubscriptionQueue m_queue;
    std::optional<TopicReceiver> m_receiver;
    Recent<BusMessage> m_completed{kHistory};
};

} // namespace twinflow::endpoints
