// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What an endpoint lets others look at: messages that it took.
#pragma once

#include "base/time.h"
#include "events/event_pool.h"

#include <cstdint>

namespace twinflow::endpoints {

/// Messages that stay to be looked at after all subscribers have them: of an Event Hub a partition, of the other kinds
/// in all.
constexpr std::size_t kPartitionHistory = 1000;
constexpr std::size_t kHistory = 100;
struct KeptMessage {
    events::EventRef event;
    Instant enqueued{};
    std::uint64_t sequenceNumber = 0; ///< Event Hub: in its partition; else in its topic
    std::uint32_t partition = 0;      ///< Event Hub
};

} // namespace twinflow::endpoints
