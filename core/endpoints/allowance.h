// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A rate that may not be passed: so much a second, at most a second's worth at once.
#pragma once

#include "base/time.h"

#include <algorithm>
#include <cstdint>

namespace twinflow::endpoints {

/// Whole numbers only, so that every system throttles the same events. A rate of 0 allows everything.
class Allowance {
public:
    /// At most 10^9 a second.
    explicit Allowance(std::uint64_t perSecond)
        : m_rate(perSecond)
        , m_level(perSecond * kUnit) {}

    bool allows(std::uint64_t amount, Instant now) {
        refill(now);
        return m_rate == 0 || m_level >= needed(amount);
    }
    /// Only what was allowed.
    void take(std::uint64_t amount) {
        if (m_rate != 0) m_level -= needed(amount);
    }
    /// When so much will be allowed, if nothing else takes of it.
    Instant readyAt(std::uint64_t amount, Instant now) const {
        if (m_rate == 0 || m_level >= needed(amount)) return now;
        return now + Duration(static_cast<std::int64_t>((needed(amount) - m_level + m_rate - 1) / m_rate));
    }

private:
    static constexpr std::uint64_t kUnit =
        1'000'000'000; // a level counts billionths: what comes in a nanosecond is whole

    /// What is larger than a second's worth takes a whole second's.
    std::uint64_t needed(std::uint64_t amount) const { return std::min(amount, m_rate) * kUnit; }
    void refill(Instant now) {
        const auto passed = std::min<Duration>(now - m_at, std::chrono::seconds(1));
        m_level = std::min(m_rate * kUnit, m_level + static_cast<std::uint64_t>(passed.count()) * m_rate);
        m_at = now;
    }

    std::uint64_t m_rate;
    std::uint64_t m_level;
    Instant m_at{};
};

} // namespace twinflow::endpoints
