// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps a function that loops for ever or hoards from stopping the run: after some breaches of its bounds in a row it
// is not called for a while.
#pragma once

#include "base/time.h"

#include <cstdint>

namespace twinflow::functions {

/// Three breaches in a row suspend for five minutes of virtual time; then one call probes, and another breach suspends
/// again.
class Suspension {
public:
    static constexpr std::uint32_t kBreaches = 3;
    static constexpr Duration kPause = std::chrono::minutes(5);

    bool suspended(Instant now) const { return m_inARow >= kBreaches && now < m_until; }
    /// When calls run again; only while suspended.
    Instant until() const { return m_until; }
    void breached(Instant now) {
        ++m_inARow;
        m_until = now + kPause;
    }
    void ended() { m_inARow = 0; }

private:
    std::uint32_t m_inARow = 0;
    Instant m_until{};
};

} // namespace twinflow::functions
