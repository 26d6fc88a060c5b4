// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Dead letters that stay to be looked at and, with Service Bus, to be sent again.
#pragma once

#include "endpoints/attempt_log.h"
#include "endpoints/message_life.h"
#include "events/event_pool.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace twinflow::endpoints {

struct BusProperties;

/// Dead letters that stay, per subscriber and for the routes; the ledger counts them all.
constexpr std::size_t kDeadLetterHistory = 1000;

struct DeadLetter {
    events::EventRef event;
    std::string subscriber;     ///< empty when a route gave it up
    std::string reason;         ///< MaxDeliveryCountExceeded, TimeToLiveExceeded, …: the service's own word
    std::uint32_t attempts = 0; ///< 0 when a route gave it up: the route knows
    Instant at{};
    std::string description;          ///< Service Bus
    std::uint64_t sequenceNumber = 0; ///< Service Bus: in its subscription; Event Grid: of the event
    Instant enqueued{};
    Duration timeToLive{};                           ///< Service Bus: that it brought with it; 0: none
    std::string session;                             ///< Service Bus
    std::shared_ptr<const BusProperties> properties; ///< Service Bus: what is not the event's own
    AttemptLog failures;
};

/// The newest kDeadLetterHistory.
class DeadLetterBox {
public:
    void add(DeadLetter letter) {
        if (m_letters.size() == kDeadLetterHistory) m_letters.pop_front();
        m_letters.push_back(std::move(letter));
    }
    /// Takes one out; none when there is none of that number.
    std::optional<DeadLetter> take(std::uint64_t sequenceNumber);
    const std::deque<DeadLetter>& letters() const { return m_letters; }
    void peek(std::vector<MessageLife>& lives, const PeekRequest& request) const;

private:
    std::deque<DeadLetter> m_letters;
};

} // namespace twinflow::endpoints
