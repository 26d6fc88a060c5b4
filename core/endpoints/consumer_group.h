// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A reader of an Event Hub: how far it has come in each partition.
#pragma once

#include "endpoints/subscriber.h"

#include <cstdint>
#include <vector>

namespace twinflow::endpoints {

enum class CursorState : std::uint8_t {
    ready,     ///< has read all there is
    paused,    ///< its consumer could not take the event at `next`; a timer goes on
    throttled, ///< the hub may not give more at the moment; it waits in the hub's queue
};

struct Cursor {
    std::uint64_t next = 0;     ///< sequence number of the event to read
    std::uint32_t attempts = 0; ///< failed attempts at that event
    std::uint32_t failures = 0; ///< failed attempts since the last success: sets the length of the pause
    CursorState state = CursorState::ready;
    Instant pausedUntil{}; ///< when paused; when throttled not before
    AttemptLog failed;     ///< of the event at `next`
};

struct ConsumerGroup : Subscriber {
    ConsumerGroup(std::string givenName, std::size_t partitions)
        : Subscriber(std::move(givenName))
        , cursors(partitions) {}

    std::vector<Cursor> cursors; ///< by partition
};

} // namespace twinflow::endpoints
