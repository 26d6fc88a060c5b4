// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/webhook_answer.h"

#include "base/random.h"

namespace twinflow::downstream {

Answer answerTo(const AnswerSettings& settings, std::uint64_t webhook, const events::Event& event,
                std::uint32_t attempt, const events::Dress& dress) {
    bool fails = settings.failureRate >= 1;
    if (settings.failureRate > 0 && !fails) {
        // A trace parent is made of the run's seed, the event and what is given here: that is all that is wanted.
        const std::string text = dress.traceparent(event, mix64(webhook ^ attempt));
        fails = Random(stableHash(text)).unit() < settings.failureRate;
    }
    return {fails ? settings.failureStatusCode : settings.statusCode, settings.latency};
}

delivery::Outcome outcomeOf(const Answer& answer) {
    using delivery::Outcome;
    if (!answer.isInTime()) return Outcome::timedOut;
    if (answer.statusCode >= 200 && answer.statusCode <= 204) return Outcome::delivered;
    switch (answer.statusCode) {
    case 400:
        return Outcome::refused;
    case 401:
        return Outcome::unauthorized;
    case 403:
        return Outcome::forbidden;
    case 404:
        return Outcome::notFound;
    case 408:
        return Outcome::timedOut;
    case 413:
        return Outcome::tooLarge;
    case 429:
    case 503:
        return Outcome::busy;
    default:
        return Outcome::failed;
    }
}

} // namespace twinflow::downstream
