// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One copy of an event on its way to one subscriber, as it can be looked at: for traces, browsers and dead-letter
// views.
#pragma once

#include "endpoints/attempt_log.h"
#include "events/event_pool.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace twinflow::endpoints {

struct BusProperties;

enum class LifeState : std::uint8_t {
    scheduled,   ///< Service Bus: enters the topic later
    waiting,     ///< no attempt yet
    locked,      ///< Service Bus: with a receiver
    deferred,    ///< Service Bus: only by its sequence number
    retrying,    ///< an attempt failed, another will be made
    probation,   ///< Event Grid: held back, since its taker does not answer
    givenUp,     ///< Event Grid: its dead letter is written five minutes after the last attempt
    delivered,   ///< arrived
    deadLettered ///< kept as a dead letter
};

/// waiting, locked, …
std::string_view lifeStateName(LifeState state);

struct MessageLife {
    events::EventRef event;
    std::shared_ptr<const BusProperties> properties; ///< Service Bus: what is not the event's own
    std::string subscriber;
    LifeState state = LifeState::waiting;
    /// Event Hub: in its partition; Service Bus: in its subscription, while scheduled in its topic; Event Grid: of its
    /// event.
    std::uint64_t sequenceNumber = 0;
    std::uint32_t partition = 0; ///< Event Hub
    std::string session;         ///< Service Bus
    Instant enqueued{};
    std::optional<Instant> lockedUntil; ///< Service Bus, locked
    std::optional<Instant> nextAttempt; ///< when it is tried again, or enters the topic
    std::optional<Instant> expires;
    std::uint32_t deliveries = 0;  ///< attempts so far; Service Bus: the delivery count
    std::vector<Attempt> attempts; ///< the failed ones, oldest first, at most AttemptLog::kMost
    std::string reason;            ///< dead letters
    std::string description;       ///< dead letters
};

/// Leaves the first `limit` by sequence number; of the same number by partition, else as they stand.
void orderLives(std::vector<MessageLife>& lives, std::size_t limit);

/// Which lives to look at: those of one subscriber, from a sequence number on, at most `limit`.
struct PeekRequest {
    std::string subscriber;
    std::uint64_t from = 0;
    std::size_t limit = 100;
    bool settled = false;     ///< also what arrived last, as far as it is still held
    bool deadLetters = false; ///< instead: the subscriber's dead letters
    bool scheduled = false;   ///< instead: what its topic or queue has scheduled
};

} // namespace twinflow::endpoints
