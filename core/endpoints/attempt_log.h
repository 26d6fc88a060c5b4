// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The failed attempts of one message: when, and why each did not succeed.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace twinflow::endpoints {

struct Attempt {
    std::uint32_t number = 0; ///< from 1
    Instant at{};
    std::string_view result; ///< a word of the service where it has one: Busy, SocketError, LockLost, …
    bool operator==(const Attempt&) const = default;
};

/// The newest kMost failed attempts, oldest first. A message that arrives at the first attempt has none and costs no
/// memory.
class AttemptLog {
public:
    static constexpr std::size_t kMost = 64;

    void add(std::uint32_t number, Instant at, std::string_view result) {
        if (m_attempts.size() == kMost) m_attempts.erase(m_attempts.begin());
        m_attempts.push_back({number, at, result});
    }
    void clear() { m_attempts.clear(); }
    const std::vector<Attempt>& attempts() const { return m_attempts; }

private:
    std::vector<Attempt> m_attempts;
};

} // namespace twinflow::endpoints
