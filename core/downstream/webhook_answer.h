// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a simulated webhook answers, and what Event Grid makes of it.
#pragma once

#include "delivery/policy.h"
#include "downstream/webhook_settings.h"
#include "events/dress.h"

#include <cstdint>

namespace twinflow::downstream {

struct Answer {
    std::uint32_t statusCode = 200;
    Duration latency{};
    bool isInTime() const { return latency <= std::chrono::seconds(30); } ///< Event Grid waits so long
};

/// The answer to one request. Chance is drawn from the run's seed, the webhook, the event and the attempt, so that no
/// other request changes it.
Answer answerTo(const AnswerSettings& settings, std::uint64_t webhook, const events::Event& event,
                std::uint32_t attempt, const events::Dress& dress);

/// Success is 200 to 204; what Event Grid has no word for is `failed`. What is tried again, and after how long, is the
/// endpoint's rule.
delivery::Outcome outcomeOf(const Answer& answer);

} // namespace twinflow::downstream
