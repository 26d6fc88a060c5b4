// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "delivery/policy.h"

namespace twinflow::delivery {

std::string_view reasonText(Reason reason) {
    switch (reason) {
    case Reason::attemptsExhausted:
        return "MaxDeliveryAttemptsExceeded";
    case Reason::timeToLiveExceeded:
        return "TimeToLiveExceeded";
    case Reason::refused:
        return "Refused";
    }
    return "Unknown";
}

std::string_view outcomeText(Outcome outcome) {
    switch (outcome) {
    case Outcome::delivered:
        return "Delivered";
    case Outcome::unavailable:
        return "SocketError";
    case Outcome::failed:
        return "GenericError";
    case Outcome::busy:
        return "Busy";
    case Outcome::timedOut:
        return "TimedOut";
    case Outcome::unauthorized:
        return "Unauthorized";
    case Outcome::forbidden:
        return "Forbidden";
    case Outcome::notFound:
        return "NotFound";
    case Outcome::refused:
        return "BadRequest";
    case Outcome::tooLarge:
        return "PayloadTooLarge";
    }
    return "Aborted";
}

Policy Policy::eventGrid() {
    using namespace std::chrono_literals;
    return {{10s, 30s, 1min, 5min, 10min, 30min, 1h, 3h, 6h, 12h}, 24h, 30};
}

} // namespace twinflow::delivery
