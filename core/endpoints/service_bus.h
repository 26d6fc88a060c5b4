// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A Service Bus topic: takes messages, drops duplicates, keeps what is scheduled, and copies to its subscriptions.
#pragma once

#include "endpoints/duplicate_filter.h"
#include "endpoints/endpoint_base.h"
#include "endpoints/topic_subscription.h"

#include <map>
#include <memory>
#include <optional>

namespace twinflow::endpoints {

/// What a sender may say beyond the event.
struct SendOptions {
    std::shared_ptr<const BusProperties> properties; ///< none: the event's own
    Duration timeToLive{};                           ///< 0: the subscription's
    std::optional<Instant> scheduledEnqueueTime;     ///< in the past: at once
};

class ServiceBus final : public EndpointBase, private TimerTarget {
public:
    ServiceBus(EndpointSettings settings, Timeline& timeline, const events::Dress& dress, DeadLetterStore* store);

    void subscribe(std::string name, Consumer& consumer) override;
    std::vector<std::pair<std::string_view, std::uint64_t>> counts() const override;
    std::vector<MessageLife> peek(const PeekRequest& request) const override;
    std::vector<KeptMessage> lastMessages(std::size_t limit) const override { return newest(m_history.items(), limit); }

    /// As a sender of its own, not a route: `tooLarge` is final, else it is taken. A scheduled message gets a number
    /// to cancel it by; when its time comes it enters the topic as if it were sent then.
    delivery::Outcome send(const events::EventRef& event, const SendOptions& options,
                           std::uint64_t* scheduledNumber = nullptr);
    /// False when there is no such message, or its time has come.
    bool cancelScheduled(std::uint64_t number);
    /// Takes a dead letter out of a subscription's queue and sends it to the topic again, as tools do: every
    /// subscription whose rules select it gets a copy, and duplicate detection may drop it. False when there is none.
    bool resubmit(std::string_view subscription, std::uint64_t sequenceNumber);

    TopicSubscription* find(std::string_view subscription) const;

private:
    struct Scheduled {
        events::EventRef event;
        SendOptions options;
        Instant sent{};
    };

    delivery::Outcome take(const events::EventRef& event) override;
    std::vector<const Subscriber*> subscribers() const override;
    /// A scheduled message's time has come; the token is its number.
    void onTimer(std::uint64_t number) override;
    void distribute(const events::EventRef& event, const SendOptions& options);
    bool isDuplicate(const events::Event& event, const BusProperties* properties);

    std::vector<std::unique_ptr<TopicSubscription>> m_subscriptions;
    Recent<KeptMessage> m_history{kHistory};
    DuplicateFilter m_duplicates;
    std::map<std::uint64_t, Scheduled> m_scheduled;
    std::uint64_t m_lastNumber = 0;
    std::uint64_t m_dropped = 0; ///< duplicates
    std::uint64_t m_cancelled = 0;
    std::uint64_t m_resubmitted = 0;
};

} // namespace twinflow::endpoints
