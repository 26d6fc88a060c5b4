// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/event_grid.h"

#include "endpoints/message_size.h"

#include <algorithm>
#include <utility>

namespace twinflow::endpoints {

namespace {
constexpr std::size_t kMostBytes = 1024 * 1024; // of an event
} // namespace

void EventGrid::subscribe(std::string name, Consumer& consumer) {
    const auto& all = m_settings.eventSubscriptions;
    const auto entry = std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; });
    EventSubscriptionSettings settings = entry == all.end() ? EventSubscriptionSettings{} : *entry;
    settings.name = std::move(name);
    m_subscriptions.push_back(std::make_unique<EventSubscription>(settings, m_settings, m_timeline, m_dress, m_store));
    m_subscriptions.back()->attach(consumer);
}

delivery::Outcome EventGrid::take(const events::EventRef& event) {
    // A twin is at most 32 KB, so an update need not be written out to be measured.
    if (!event->isUpdate() && messageBytes(*event, m_dress) > kMostBytes) return delivery::Outcome::tooLarge;
    m_history.add({event, m_timeline.now(), received() + 1, 0});
    if (m_subscriptions.empty()) countUnwanted();
    GridEvent view(event, m_dress, m_settings.schema, m_settings.name);
    for (const auto& subscription : m_subscriptions) subscription->offer(event, view);
    return delivery::Outcome::delivered;
}

std::vector<std::pair<std::string_view, std::uint64_t>> EventGrid::counts() const {
    std::uint64_t probations = 0;
    for (const auto& subscription : m_subscriptions) probations += subscription->probations();
    return {{"probations", probations}};
}

std::vector<MessageLife> EventGrid::peek(const PeekRequest& request) const {
    std::vector<MessageLife> lives;
    for (const auto& subscription : m_subscriptions) {
        if (subscription->name == request.subscriber) subscription->peek(lives, request);
    }
    return lives;
}

std::vector<const Subscriber*> EventGrid::subscribers() const {
    std::vector<const Subscriber*> all;
    for (const auto& subscription : m_subscriptions) all.push_back(subscription.get());
    return all;
}

} // namespace twinflow::endpoints
