// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/service_bus.h"

#include <utility>

namespace twinflow::endpoints {

void ServiceBus::subscribe(std::string name, Consumer& consumer) {
    m_subscriptions.push_back(
        std::make_unique<TopicSubscription>(std::move(name), consumer, m_settings, m_timeline, m_dress, m_store));
}

void ServiceBus::take(const events::EventRef& event) {
    const std::uint64_t sequenceNumber = received(); // counts this one: the first is 1
    m_history.add({event, m_timeline.now(), sequenceNumber, 0});
    if (m_subscriptions.empty()) countUnwanted();
    for (const auto& subscription : m_subscriptions) subscription->enqueue(event, sequenceNumber);
    for (const auto& subscription : m_subscriptions) subscription->deliver();
}

std::vector<const Subscriber*> ServiceBus::subscribers() const {
    std::vector<const Subscriber*> all;
    for (const auto& subscription : m_subscriptions) all.push_back(subscription.get());
    return all;
}

} // namespace twinflow::endpoints
