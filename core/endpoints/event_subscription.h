// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A subscription of an Event Grid topic: pushes each event at once and again by the retry schedule.
#pragma once

#include "delivery/lane.h"
#include "endpoints/endpoint.h"
#include "endpoints/subscriber.h"

namespace twinflow::endpoints {

/// An event on its way to one subscriber, with what its dead letter will tell.
struct Push {
    events::EventRef event;
    Instant published{};
    mutable Instant
        lastAttempt{}; ///< the lane hands items out as const; these two are notes on the attempt, not part of the item
    mutable delivery::Outcome lastOutcome{};
};

class EventSubscription final : public Subscriber, private delivery::LaneOwner<Push> {
public:
    /// The references outlive the subscription; `store` may be null.
    EventSubscription(std::string name, Consumer& consumer, const EndpointSettings& settings, Timeline& timeline,
                      const events::Dress& dress, DeadLetterStore* store);

    void offer(const events::EventRef& event);
    std::size_t retrying() const { return m_lane.retrying(); }

private:
    delivery::Outcome attempt(const Push& push, std::uint32_t attempt) override;
    bool deadLetter(const Push& push, delivery::Reason reason, std::uint32_t attempts) override;

    const EndpointSettings& m_settings;
    Timeline& m_timeline;
    const events::Dress& m_dress;
    DeadLetterStore* m_store;
    delivery::Lane<Push> m_lane;
};

} // namespace twinflow::endpoints
