// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps a function that loops for ever from stopping the run: after some timeouts in a row it is not called for a
// while.
#pragma once

#include "base/time.h"

#include <cstdint>

namespace twinflow::functions {

/// Three timeouts in a row suspend for five minutes of virtual time; then one call probes, and another timeout suspends
/// again.
class Suspension {
public:
    static constexpr std::uint32_t kTimeouts = 3;
    static constexpr Duration kPause = std::chrono::minutes(5);

    bool suspended(Instant now) const { return m_inARow >= kTimeouts && now < m_until; }
    /// When calls run again; only while suspended.
    Instant until() const { return m_until; }
    void timedOut(Instant now) {
        ++m_inARow;
        m_until = now + kPause;
    }
    void ended() { m_inARow = 0; }

private:
    std::uint32_t m_inARow = 0;
    Instant m_until{};
};

} // namespace twinflow::functions
