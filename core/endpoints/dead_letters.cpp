// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/dead_letters.h"

#include <algorithm>

namespace twinflow::endpoints {

std::optional<DeadLetter> DeadLetterBox::take(std::uint64_t sequenceNumber) {
    const auto found = std::find_if(m_letters.begin(), m_letters.end(),
                                    [&](const DeadLetter& letter) { return letter.sequenceNumber == sequenceNumber; });
    if (found == m_letters.end()) return std::nullopt;
    DeadLetter letter = std::move(*found);
    m_letters.erase(found);
    return letter;
}

void DeadLetterBox::peek(std::vector<MessageLife>& lives, const PeekRequest& request) const {
    for (const DeadLetter& letter : m_letters) {
        if (letter.sequenceNumber < request.from) continue;
        MessageLife life;
        life.event = letter.event;
        life.properties = letter.properties;
        life.subscriber = letter.subscriber;
        life.state = LifeState::deadLettered;
        life.sequenceNumber = letter.sequenceNumber;
        life.session = letter.session;
        life.enqueued = letter.enqueued;
        life.deliveries = letter.attempts;
        life.attempts = letter.failures.attempts();
        life.reason = letter.reason;
        life.description = letter.description;
        lives.push_back(std::move(life));
    }
    orderLives(lives, request.limit);
}

} // namespace twinflow::endpoints
