// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a simulated webhook answers, so that stories of retries and dead letters can be told.
#pragma once

#include "base/time.h"

#include <cstdint>

namespace twinflow::downstream {

/// Event Grid asks a webhook before the first event whether it wants any; without its consent the service makes no
/// subscription.
enum class Handshake : std::uint8_t { accepts, refuses };

struct AnswerSettings {
    std::uint32_t statusCode = 200;
    Duration latency{};
    double failureRate = 0; ///< share of requests that get the other status code, drawn from the run's seed
    std::uint32_t failureStatusCode = 503;
    Handshake handshake = Handshake::accepts;
    bool operator==(const AnswerSettings&) const = default;
};

} // namespace twinflow::downstream
