// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the endpoints of all kinds have in common: the door, the dead letters, the sums.
#pragma once

#include "endpoints/endpoint.h"
#include "endpoints/subscriber.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace twinflow::endpoints {

class EndpointBase : public Endpoint {
public:
    EndpointBase(EndpointSettings settings, Timeline& timeline, const events::Dress& dress, DeadLetterStore* store);

    delivery::Outcome accept(const events::EventRef& event) final;
    bool keepDeadLetter(const events::EventRef& event, delivery::Reason reason) final;

    const EndpointSettings& settings() const final { return m_settings; }
    std::uint64_t received() const final { return m_received; }
    metrics::LedgerRow row() const final;
    std::vector<std::pair<std::string, metrics::LedgerRow>> subscriptions() const final;
    std::uint64_t handedOver(std::string_view subscriber) const final;
    std::vector<DeadLetter> deadLetters(std::size_t limit) const final;

protected:
    /// Brings an event to the subscribers, or says why not.
    virtual delivery::Outcome take(const events::EventRef& event) = 0;
    virtual std::vector<const Subscriber*> subscribers() const = 0;
    /// Counts an event that a topic drops because it has no subscriber.
    void countUnwanted();

    const EndpointSettings m_settings;
    Timeline& m_timeline;
    const events::Dress& m_dress;
    DeadLetterStore* const m_store;
    metrics::LedgerRow m_unsubscribed; ///< events taken while there was no subscriber

private:
    std::uint64_t m_received = 0;
    DeadLetterBox m_routeDeadLetters;
};

/// The newest `limit` items of `items`, oldest first.
template <typename T>
std::vector<T> newest(const Ring<T>& items, std::size_t limit) {
    std::vector<T> some;
    for (std::size_t i = items.size() - std::min(limit, items.size()); i < items.size(); ++i) some.push_back(items[i]);
    return some;
}

} // namespace twinflow::endpoints
