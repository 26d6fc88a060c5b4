// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/event_grid.h"

#include <utility>

namespace twinflow::endpoints {

void EventGrid::subscribe(std::string name, Consumer& consumer) {
    m_subscriptions.push_back(
        std::make_unique<EventSubscription>(std::move(name), consumer, m_settings, m_timeline, m_dress, m_store));
}

void EventGrid::take(const events::EventRef& event) {
    m_history.add({event, m_timeline.now(), received(), 0});
    if (m_subscriptions.empty()) countUnwanted();
    for (const auto& subscription : m_subscriptions) subscription->offer(event);
}

std::vector<const Subscriber*> EventGrid::subscribers() const {
    std::vector<const Subscriber*> all;
    for (const auto& subscription : m_subscriptions) all.push_back(subscription.get());
    return all;
}

} // namespace twinflow::endpoints
