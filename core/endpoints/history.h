// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What an endpoint lets others look at: messages that it took and dead letters that it keeps.
#pragma once

#include "base/time.h"
#include "events/event_pool.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace twinflow::endpoints {

/// Messages that stay to be looked at after all subscribers have them: of an Event Hub a partition, of the other kinds
/// in all.
constexpr std::size_t kPartitionHistory = 1000;
constexpr std::size_t kHistory = 100;
/// Dead letters that stay to be looked at, per subscriber and for the routes; the ledger counts them all.
constexpr std::size_t kDeadLetterHistory = 1000;

struct KeptMessage {
    events::EventRef event;
    Instant enqueued{};
    std::uint64_t sequenceNumber = 0; ///< Event Hub: in its partition; else in its topic
    std::uint32_t partition = 0;      ///< Event Hub
};

struct DeadLetter {
    events::EventRef event;
    std::string subscriber;     ///< empty when a route gave it up
    std::string_view reason;    ///< MaxDeliveryCountExceeded, TimeToLiveExceeded, …: the service's own word
    std::uint32_t attempts = 0; ///< 0 when a route gave it up: the route knows
    Instant at{};
};

} // namespace twinflow::endpoints
