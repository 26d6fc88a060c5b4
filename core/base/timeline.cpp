// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/timeline.h"

#include <algorithm>
#include <bit>

namespace twinflow {

namespace {

constexpr unsigned kBitsOfDigit = 4;
constexpr std::size_t kKeptTimers = 1024; // an emptied bucket keeps its memory up to this size

/// Unsigned, in the order of time before and after 1970.
std::uint64_t ticks(Instant instant) {
    return static_cast<std::uint64_t>(instant.time_since_epoch().count()) ^ (std::uint64_t{1} << 63);
}

} // namespace

std::size_t Timeline::bucketOf(Instant due) const {
    const std::uint64_t key = ticks(due);
    const std::uint64_t difference = key ^ ticks(m_base);
    const auto place = static_cast<unsigned>(std::bit_width(difference | 1) - 1) / kBitsOfDigit;
    return place * kDigits + (key >> (place * kBitsOfDigit) & (kDigits - 1));
}

void Timeline::put(const Timer& timer) {
    const std::size_t bucket = bucketOf(timer.due);
    m_buckets[bucket].push_back(timer);
    m_used[bucket / kDigits] |= static_cast<std::uint16_t>(1U << bucket % kDigits);
}

std::size_t Timeline::firstBucket() const {
    std::size_t place = 0;
    while (m_used[place] == 0) ++place;
    return place * kDigits + static_cast<std::size_t>(std::countr_zero(m_used[place]));
}

Instant Timeline::earliest(const Bucket& bucket) {
    return std::min_element(bucket.begin(), bucket.end(), [](const Timer& a, const Timer& b) { return a.due < b.due; })
        ->due;
}

void Timeline::spread(std::size_t number, Instant base) {
    Bucket timers;
    timers.swap(m_buckets[number]);
    m_used[number / kDigits] &= static_cast<std::uint16_t>(~(1U << number % kDigits));
    m_base = base;
    for (const Timer& timer : timers) put(timer);
    if (timers.capacity() > kKeptTimers) return;
    timers.clear();
    m_buckets[number].swap(timers);
}

void Timeline::at(Instant due, TimerTarget& target, std::uint64_t token, Duty duty) {
    put({std::max(due, m_now), &target, token, duty});
    ++m_size;
    if (duty == Duty::work) ++m_pendingWork;
}

std::optional<Instant> Timeline::next() const {
    if (empty()) return std::nullopt;
    return earliest(m_buckets[firstBucket()]);
}

bool Timeline::step(Instant limit) {
    if (empty()) return false;
    std::size_t number = firstBucket();
    const Instant due = number < kDigits ? m_buckets[number].back().due : earliest(m_buckets[number]);
    if (due > limit) return false;
    if (number >= kDigits) {
        spread(number, due);
        number = bucketOf(due);
    }
    // All of the lowest place are equal: they fire as they lie.
    Bucket& bucket = m_buckets[number];
    const Timer timer = bucket[m_fired++];
    if (m_fired == bucket.size()) {
        bucket.clear();
        m_fired = 0;
        m_used[0] &= static_cast<std::uint16_t>(~(1U << number));
    }
    --m_size;
    if (timer.duty == Duty::work) --m_pendingWork;
    m_now = timer.due;
    timer.target->onTimer(timer.token);
    return true;
}

void Timeline::advanceTo(Instant instant) {
    const auto due = next();
    if (!due || *due >= instant) m_now = std::max(m_now, instant);
}

} // namespace twinflow
