// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/message_life.h"

#include <algorithm>
#include <utility>

namespace twinflow::endpoints {

std::string_view lifeStateName(LifeState state) {
    switch (state) {
    case LifeState::scheduled:
        return "scheduled";
    case LifeState::waiting:
        return "waiting";
    case LifeState::locked:
        return "locked";
    case LifeState::deferred:
        return "deferred";
    case LifeState::retrying:
        return "retrying";
    case LifeState::probation:
        return "probation";
    case LifeState::givenUp:
        return "givenUp";
    case LifeState::delivered:
        return "delivered";
    case LifeState::deadLettered:
        return "deadLettered";
    }
    return "unknown";
}

void orderLives(std::vector<MessageLife>& lives, std::size_t limit) {
    std::stable_sort(lives.begin(), lives.end(), [](const MessageLife& a, const MessageLife& b) {
        return std::pair(a.sequenceNumber, a.partition) < std::pair(b.sequenceNumber, b.partition);
    });
    if (lives.size() > limit) lives.resize(limit);
}

} // namespace twinflow::endpoints
