// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/endpoint_base.h"

#include "endpoints/dead_letter_blob.h"

#include <algorithm>

namespace twinflow::endpoints {

EndpointBase::EndpointBase(EndpointSettings settings, Timeline& timeline, const events::Dress& dress,
                           DeadLetterStore* store)
    : m_settings(std::move(settings))
    , m_timeline(timeline)
    , m_dress(dress)
    , m_store(store) {}

delivery::Outcome EndpointBase::accept(const events::EventRef& event) {
    if (condition.down) return delivery::Outcome::unavailable;
    ++m_received;
    take(event);
    return delivery::Outcome::delivered;
}

bool EndpointBase::keepDeadLetter(const events::EventRef& event, delivery::Reason reason) {
    if (!m_store) return false;
    std::string content;
    m_dress.appendCloudEvent(content, *event, hopOf(m_settings.name));
    m_store->keep(deadLetterPath(m_settings.name, m_dress.id(*event), m_timeline.now()), content);
    m_routeDeadLetters.add({event, {}, delivery::reasonText(reason), 0, m_timeline.now()});
    return true;
}

void EndpointBase::countUnwanted() {
    ++m_unsubscribed.offered;
    ++m_unsubscribed.accepted;
    ++m_unsubscribed.dropped;
}

metrics::LedgerRow EndpointBase::row() const {
    metrics::LedgerRow sum = m_unsubscribed;
    for (const Subscriber* subscriber : subscribers()) sum += subscriber->row;
    return sum;
}

std::vector<std::pair<std::string, metrics::LedgerRow>> EndpointBase::subscriptions() const {
    std::vector<std::pair<std::string, metrics::LedgerRow>> rows;
    for (const Subscriber* subscriber : subscribers()) rows.emplace_back(subscriber->name, subscriber->row);
    return rows;
}

std::vector<DeadLetter> EndpointBase::deadLetters(std::size_t limit) const {
    std::vector<DeadLetter> all = newest(m_routeDeadLetters.items(), limit);
    for (const Subscriber* subscriber : subscribers()) {
        for (DeadLetter& letter : newest(subscriber->deadLetters.items(), limit)) all.push_back(std::move(letter));
    }
    std::stable_sort(all.begin(), all.end(), [](const DeadLetter& a, const DeadLetter& b) { return a.at < b.at; });
    if (all.size() > limit) all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(limit));
    return all;
}

} // namespace twinflow::endpoints
