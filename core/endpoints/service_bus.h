// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A Service Bus topic or queue: takes messages, drops duplicates, keeps what is scheduled, and copies to its
// subscriptions; a queue has one without rules.
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
    std::uint8_t forwards = 0;                       ///< how often it was forwarded
};

/// A message that was forwarded so often is forwarded no more.
constexpr std::uint8_t kMaxForwards = 4;

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
    /// What post() would say to it: delivered, tooLarge or unavailable.
    delivery::Outcome examine(const events::Event& event, const SendOptions& options) const;
    /// The same for who may be called by a subscriber just now: no subscriber is called before this is over. Also
    /// `unavailable` while it is down. What is taken gets a number, with which only one of a later time is cancelled.
    delivery::Outcome post(const events::EventRef& event, const SendOptions& options, std::uint64_t* number = nullptr);
    /// From a subscription or queue that forwards to this one, as post() does. What has come too far is dead-lettered
    /// where it was, with `MaxTransferHopCountExceeded`.
    delivery::Outcome forward(const Delivery& delivery);
    /// Messages that came by forward().
    std::uint64_t forwarded() const { return m_forwarded; }
    /// False when there is no such message, or it has no later time.
    bool cancelScheduled(std::uint64_t number);
    /// Takes a dead letter out of a subscription's queue and sends it to the topic again, as tools do: every
    /// subscription whose rules select it gets a copy, and duplicate detection may drop it. It keeps its properties,
    /// session and own time to live. False when there is none, or none is taken: while the topic is down, or when it is
    /// larger than what may be sent.
    bool resubmit(std::string_view subscription, std::uint64_t sequenceNumber);

    /// All that a subscription has at this moment, or with an empty name all of all; gives how many were sent.
    std::size_t resubmitAll(std::string_view subscription);

    TopicSubscription* find(std::string_view subscription) const;

private:
    struct Scheduled {
        events::EventRef event;
        SendOptions options;
        Instant sent{};
    };

    delivery::Outcome take(const events::EventRef& event) override;
    std::vector<const Subscriber*> subscribers() const override;
    /// The session that the topic itself gives an event; empty for none.
    std::string_view twinSession(const events::Event& event) const;
    bool isScheduled(const SendOptions& options) const;
    /// What post() and forward() have in common. Gives the message's number in `number`, if wanted.
    delivery::Outcome enter(const events::EventRef& event, const SendOptions& options, std::uint64_t* number);
    void dropDuplicate(const events::Event& event);
    /// Keeps a message until its time, which may be now. Gives its number.
    std::uint64_t hold(const events::EventRef& event, const SendOptions& options);
    void peekScheduled(std::vector<MessageLife>& lives, const PeekRequest& request) const;
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
    std::uint64_t m_forwarded = 0;
    std::uint64_t m_sent = 0; ///< by post()
};

} // namespace twinflow::endpoints
