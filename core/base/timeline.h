// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Virtual time: what is due when, in one deterministic order.
#pragma once

#include "base/time.h"

#include <array>
#include <cstdint>
#include <optional>
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
///
/// A radix heap (Ahuja, Mehlhorn, Orlin, Tarjan 1990): time only goes forward, so timers lie in buckets by the first
/// digit in which they differ from the present, and move to lower ones as it comes nearer: a few moves each, in the
/// order of memory, where a binary heap of a million timers misses the cache at every level.
class Timeline {
public:
    explicit Timeline(Instant start)
        : m_now(start)
        , m_base(start) {}

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

    bool empty() const { return m_size == 0; }
    /// The instant of the next timer, none when empty().
    std::optional<Instant> next() const;
    /// Timers of Duty::work that wait, and other work that was begun.
    std::size_t pendingWork() const { return m_pendingWork; }
    /// Work that may end before the timer that would end it, which is then one of background duty.
    void beginWork() { ++m_pendingWork; }
    void endWork() { --m_pendingWork; }

private:
    struct Timer {
        Instant due;
        TimerTarget* target;
        std::uint64_t token;
        Duty duty;
    };
    /// Timers whose time, written in hexadecimal, first differs from m_base in one certain digit, and has a certain
    /// digit there. In order of asking among equals.
    using Bucket = std::vector<Timer>;
    static constexpr std::size_t kDigits = 16;

    std::size_t bucketOf(Instant due) const;
    void put(const Timer& timer);
    /// The earliest bucket that holds timers; only when not empty().
    std::size_t firstBucket() const;
    static Instant earliest(const Bucket& bucket);
    /// Moves what a bucket holds into those below it.
    void spread(std::size_t number, Instant base);

    Instant m_now;
    Instant m_base; // not later than any timer
    std::size_t m_size = 0;
    std::size_t m_pendingWork = 0;
    std::array<Bucket, kDigits * kDigits> m_buckets; // place of the digit * kDigits + digit
    std::array<std::uint16_t, kDigits> m_used{};     // a bit for each digit whose bucket holds timers
    std::size_t m_fired = 0;                         // of the bucket of those that are due at once
};

} // namespace twinflow
