// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The retry policy of a function with an Event Hub trigger, as the Functions host has it.
#pragma once

#include "base/time.h"

#include <algorithm>
#include <cstdint>

namespace twinflow::functions {

enum class RetryStrategy : std::uint8_t { none, fixedDelay, exponentialBackoff };

/// Members are those of function.json.
struct RetrySettings {
    RetryStrategy strategy = RetryStrategy::none;        ///< none: the trigger brings the event again by its own rules
    std::uint32_t maxRetryCount = 3;                     ///< then the event is given up and the trigger goes on
    Duration delayInterval = std::chrono::seconds(10);   ///< fixedDelay
    Duration minimumInterval = std::chrono::seconds(10); ///< exponentialBackoff: the first wait; each is twice the last
    Duration maximumInterval = std::chrono::minutes(15);
    bool operator==(const RetrySettings&) const = default;

    /// The wait before retry 1, 2, …: the host's formula without its jitter.
    Duration waitBefore(std::uint32_t retry) const {
        if (strategy == RetryStrategy::fixedDelay) return delayInterval;
        Duration wait = minimumInterval;
        for (std::uint32_t i = 1; i < retry && wait < maximumInterval; ++i) wait *= 2;
        return std::min(wait, maximumInterval);
    }
};

} // namespace twinflow::functions
