// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Events that nobody reads: when how many of them will have outlived the retention, in fixed memory.
#pragma once

#include "base/time.h"
#include "endpoints/ring.h"

#include <cstdint>

namespace twinflow::endpoints {

/// Counts instead of events: a hub without a reader may take millions a day. Events less than a 1,024th of the
/// retention apart leave together, when the last of them must, as the service too drops whole segments.
class UnreadTally {
public:
    explicit UnreadTally(Duration retention)
        : m_retention(retention) {}

    void add(Instant now);
    /// Forgets what is as old as the retention at `now`, and says how many that were.
    std::uint64_t expire(Instant now);
    bool empty() const { return m_runs.empty(); }
    /// When the oldest leave; only when not empty().
    Instant nextExpiry() const { return m_runs.front().last + m_retention; }

private:
    struct Run {
        Instant first{};
        Instant last{};
        std::uint64_t count = 0;
    };
    Duration m_retention;
    Ring<Run> m_runs;
};

} // namespace twinflow::endpoints
