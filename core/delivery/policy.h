// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How often and how long a delivery is tried.
#pragma once

#include "base/time.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

namespace twinflow::delivery {

/// What one attempt came to. Whoever hears of an outcome that it has no rule for tries again, but for isFinal().
enum class Outcome : std::uint8_t {
    delivered,
    unavailable,  ///< nobody answers
    failed,       ///< answers with an error that says neither later nor never: 500, 302, an exception
    busy,         ///< 429, 503
    timedOut,     ///< 408, or no answer in time
    unauthorized, ///< 401
    forbidden,    ///< 403
    notFound,     ///< 404
    refused,      ///< 400: never
    tooLarge      ///< 413: never
};

/// Refused whatever the taker is and however often it is tried.
constexpr bool isFinal(Outcome outcome) {
    return outcome == Outcome::refused || outcome == Outcome::tooLarge;
}

/// In the services' words: SocketError, Busy, TimedOut, …
std::string_view outcomeText(Outcome outcome);

/// Why something was given up.
enum class Reason : std::uint8_t { attemptsExhausted, timeToLiveExceeded, refused };

std::string_view reasonText(Reason reason);

/// A retry ladder with its two ends. Delay before attempt n+1 is ladder[n-1], the last step repeats.
struct Policy {
    std::vector<Duration> ladder;
    Duration timeToLive{};
    std::uint32_t maxAttempts = 1;

    /// Event Grid's published schedule: 10 s, 30 s, 1 min, 5 min, 10 min, 30 min, 1 h, 3 h, 6 h, then every 12 h; 30
    /// attempts, 24 h. The twin service does not publish its own towards endpoints ("20 minutes to 24 hours"): we use
    /// the same.
    static Policy eventGrid();

    Duration delayAfter(std::uint32_t attempts) const {
        if (ladder.empty()) return {};
        return ladder[std::min<std::size_t>(attempts, ladder.size()) - 1];
    }
    bool operator==(const Policy&) const = default;
};

} // namespace twinflow::delivery
