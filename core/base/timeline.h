// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Virtual time: what is due when, in one deterministic order.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <vector>

namespace twinflow {

/// Something that asked to be woken. `token` is what it gave; a target that lost interest ignores the call.
class TimerTarget {
public:
    virtual ~TimerTarget() = default;
    virtual void onTimer(std::uint64_t token) = 0;
};

/// Work keeps a run alive until it is done (a retry); background does not (retention, housekeeping, device ticks).
enum class Duty : std::uint8_t { work, background };

/// The queue of timers and the clock that they move. Equal instants fire in the order in which they were asked for, so
/// one seed gives one course of events. One thread.
class Timeline {
public:
    explicit Timeline(Instant start)
        : m_now(start) {}

    Instant now() const { return m_now; }
    /// Asks for `target.onTimer(token)` at `due`; what lies in the past fires at now().
    void at(Instant due, TimerTarget& target, std::uint64_t token, Duty duty = Duty::work);
    void after(Duration delay, TimerTarget& target, std::uint64_t token, Duty duty = Duty::work) {
        at(m_now + delay, target, token, duty);
    }

    /// Fires the earliest timer not later than `limit` and returns true, or returns false and leaves the clock alone.
    bool step(Instant limit);
    /// Moves the clock forward to `instant` when nothing is due before it.
    void advanceTo(Instant instant);

    bool empty() const { return m_timers.empty(); }
    /// The instant of the next timer; only when not empty().
    Instant next() const { return m_timers.front().due; }
    /// Timers of Duty::work that wait.
    std::size_t pendingWork() const { return m_pendingWork; }

private:
    struct Timer {
        Instant due;
        std::uint64_t order;
        TimerTarget* target;
        std::uint64_t token;
        Duty duty;
    };
    static bool later(const Timer& a, const Timer& b) { return a.due != b.due ? a.due > b.due : a.order > b.order; }

    Instant m_now;
    std::uint64_t m_nextOrder = 0;
    std::size_t m_pendingWork = 0;
    std::vector<Timer> m_timers; // a heap, earliest in front
};

} // namespace twinflow
