// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A subscription of an Event Grid topic: pushes each event at once and again by the retry schedule.
#pragma once

#include "base/timeline.h"
#include "endpoints/endpoint.h"
#include "endpoints/grid_filter.h"
#include "endpoints/subscriber.h"

#include <cstdint>
#include <map>

namespace twinflow::endpoints {

/// So many failures in a row put a taker on probation.
constexpr std::uint32_t kProbationAfter = 10;
/// The longest that a taker is left alone at a time; what is published says "several hours".
constexpr Duration kLongestProbation = std::chrono::hours(4);
/// A dead letter is written so long after the last attempt.
constexpr Duration kDeadLetterDelay = std::chrono::minutes(5);
/// A shorter time to live is looked at when an attempt is due, at the latest at the end of the service's schedule.
constexpr Duration kSchedule = std::chrono::hours(24);

/// How long the service leaves a taker alone after such a failure.
Duration probationAfter(delivery::Outcome outcome);
/// The shortest wait before another attempt after such a failure.
Duration leastWait(delivery::Outcome outcome);
/// Whether an answer ends the attempts at once.
bool endsAttempts(delivery::Outcome outcome, GridHandler handler);

/// An event is pushed at once; then again by the ladder, each wait a little longer at random, drawn from the run's
/// seed. It is given up after an answer that is final for the kind of taker, after its attempts, or when its time to
/// live is over, which is looked at when an attempt is due. Given up it is kept five minutes and written as a dead
/// letter, or without a store gone. A taker that fails ten times in a row is left alone: what is due meanwhile waits,
/// then one event is tried, and if that fails it is left alone twice as long.
class EventSubscription final : public Subscriber, private TimerTarget {
public:
    /// The references outlive the subscription; `store` may be null.
    EventSubscription(const EventSubscriptionSettings& settings, const EndpointSettings& topic, Timeline& timeline,
                      const events::Dress& dress, DeadLetterStore* store);

    void attach(Consumer& taker) { consumer = &taker; }
    void offer(const events::EventRef& event, GridEvent& view);

    void peek(std::vector<MessageLife>& lives, const PeekRequest& request) const;
    /// How often its taker was put on probation.
    std::uint64_t probations() const { return m_probations; }

private:
    /// An event that did not arrive at the first attempt.
    struct Push {
        events::EventRef event;
        LifeState state = LifeState::waiting;
        Instant published{};
        Instant next{};
        Instant lastAttempt{};
        std::uint32_t attempts = 0;
        Reply lastReply = delivery::Outcome::delivered;
        std::string reason; ///< when given up
        AttemptLog failures;
    };
    using Pushes = std::map<std::uint64_t, Push>;
    struct Arrived {
        events::EventRef event;
        Instant published{};
        std::uint32_t attempts = 0;
        AttemptLog failures;
    };

    void onTimer(std::uint64_t number) override;
    bool isOnProbation() const { return m_probationEnds > m_timeline.now(); }
    Reply attempt(const events::EventRef& event, Instant published, std::uint32_t number);
    /// Notes a failure of the taker, which may put it on probation.
    void noteFailure(delivery::Outcome outcome);
    void fail(Pushes::iterator place, Reply reply);
    void wait(Pushes::iterator place, LifeState state, Instant until);
    void giveUp(Pushes::iterator place, std::string reason, bool expired);
    void writeDeadLetter(Pushes::iterator place);
    Duration waitAfter(const Push& push) const;
    MessageLife lifeOf(const Push& push) const;
    std::uint64_t& pendingCount(const Push& push) { return push.attempts == 0 ? row.waiting : row.retrying; }

    const EventSubscriptionSettings m_settings; ///< effective: the topic's where the subscription says nothing
    const EndpointSettings& m_topic;
    Timeline& m_timeline;
    const events::Dress& m_dress;
    DeadLetterStore* m_store;
    GridFilter m_filter;
    Pushes m_pushes;
    std::uint64_t m_lastPush = 0;
    std::uint32_t m_failuresInRow = 0;
    Duration m_probation{}; ///< the last one's length, zero after a success
    Instant m_probationEnds{};
    std::uint64_t m_probations = 0;
    Recent<Arrived> m_arrived{kHistory};
};

} // namespace twinflow::endpoints
