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
    const delivery::Outcome outcome = take(event);
    if (outcome == delivery::Outcome::delivered) ++m_received;
    return outcome;
}

bool EndpointBase::keepDeadLetter(const events::EventRef& event, delivery::Reason reason) {
    if (!m_store) return false;
    std::string content;
    m_dress.appendCloudEvent(content, *event, hopOf(m_settings.name));
    m_store->keep(deadLetterPath(m_settings.name, m_dress.id(*event), m_timeline.now()), content);
    DeadLetter letter;
    letter.event = event;
    letter.reason = delivery::reasonText(reason);
    letter.at = m_timeline.now();
    m_routeDeadLetters.add(std::move(letter));
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

std::uint64_t EndpointBase::handedOver(std::string_view subscriber) const {
    for (const Subscriber* each : subscribers()) {
        if (each->name == subscriber) return each->handedOver();
    }
    return 0;
}

std::vector<DeadLetter> EndpointBase::deadLetters(std::size_t limit) const {
    std::vector<DeadLetter> all;
    const auto add = [&](const DeadLetterBox& box) {
        const auto& letters = box.letters();
        all.insert(all.end(), letters.end() - static_cast<std::ptrdiff_t>(std::min(limit, letters.size())),
                   letters.end());
    };
    add(m_routeDeadLetters);
    for (const Subscriber* subscriber : subscribers()) add(subscriber->deadLetters);
    std::stable_sort(all.begin(), all.end(), [](const DeadLetter& a, const DeadLetter& b) { return a.at < b.at; });
    if (all.size() > limit) all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(limit));
    return all;
}

} // namespace twinflow::endpoints
