// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A taker that reads a subscription's queue: locks, works on the message, renews, settles.
#pragma once

#include "base/timeline.h"
#include "endpoints/message_actions.h"
#include "endpoints/settings.h"
#include "endpoints/subscriber.h"
#include "endpoints/subscription_queue.h"
#include "events/dress.h"

#include <cstdint>
#include <map>
#include <vector>

namespace twinflow::endpoints {

/// What it takes it completes when its processing time is over, what it refuses it dead-letters, what it cannot take it
/// holds for a while and abandons. A taker that settles the message itself, while it is called, is done with it. With
/// sessions it holds as many as it may and works on one message of each at a time, in order; a session without another
/// message it gives back. One thread.
class TopicReceiver final : private TimerTarget, private MessageActions {
public:
    /// The references outlive the receiver. `settings` are effective: no zero stands for the topic's own.
    TopicReceiver(Subscriber& subscriber, const EndpointSettings& topic, const TopicSubscriptionSettings& settings,
                  Timeline& timeline, const events::Dress& dress, SubscriptionQueue& queue);

    /// Works on what is active, as far as it may at the same time.
    void pump();
    /// Messages that it took; more than were completed where locks ran out.
    std::uint64_t taken() const { return m_taken; }
    /// Messages that it could no longer settle.
    std::uint64_t locksLost() const { return m_locksLost; }

private:
    struct Work {
        LockToken lock;
        SessionToken session; ///< 0: none
        delivery::Outcome outcome;
        Instant renewUntil;
        Instant ends;
        bool busy; ///< counts against the calls at the same time
    };

    void onTimer(std::uint64_t number) override;

    // The taker's own calls, while it is called
    Result<void> completeMessage(const LockId& lock) override;
    Result<void> abandonMessage(const LockId& lock, const PropertyChanges& changes) override;
    Result<void> deferMessage(const LockId& lock, const PropertyChanges& changes) override;
    Result<void> deadLetterMessage(const LockId& lock, std::string_view reason, std::string_view description,
                                   const PropertyChanges& changes) override;
    Result<Instant> renewMessageLock(const LockId& lock) override;
    Result<void> receiveDeferredMessages(std::span<const std::uint64_t> numbers,
                                         const std::function<void(const Delivery&)>& show) override;
    /// What an action came to, as the client says it.
    Result<void> said(Settlement settled) const;
    bool isOurs(const LockId& lock) const { return lock.queue == m_id; }
    /// Refuses properties that a message cannot have.
    Result<void> change(const LockId& lock, const PropertyChanges& changes);
    /// A locked message as its taker gets it; all references are to outlive it.
    Delivery deliveryOf(const BusMessage& message, const events::EventRef& event);

    void pumpSessions();
    /// Calls the consumer; true when the message is held, false when it is settled.
    bool begin(LockToken lock, SessionToken session);
    void settle(const Work& work);
    Settlement renew(const Work& work);
    /// The next renewal or the end.
    Instant nextStep(const Work& work) const;

    Subscriber& m_subscriber;
    const EndpointSettings& m_topic;
    const TopicSubscriptionSettings& m_settings;
    Timeline& m_timeline;
    const events::Dress& m_dress;
    SubscriptionQueue& m_queue;
    const std::uint64_t m_id;   // among all queues
    SessionToken m_session = 0; // of the message with which the taker is called
    struct Held {
        SessionToken session;
        bool working;
    };
    std::vector<Held> m_sessions;
    std::map<std::uint64_t, Work> m_work;
    std::uint64_t m_lastWork = 0;
    std::uint32_t m_busy = 0;
    std::uint64_t m_taken = 0;
    std::uint64_t m_locksLost = 0;
};

} // namespace twinflow::endpoints
