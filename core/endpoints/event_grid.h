// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An Event Grid topic: each subscription gets each event that it wants by itself.
#pragma once

#include "endpoints/endpoint_base.h"
#include "endpoints/event_subscription.h"

#include <memory>

namespace twinflow::endpoints {

/// Order is not promised across a retry, as in the service.
class EventGrid final : public EndpointBase {
public:
    EventGrid(EndpointSettings settings, Timeline& timeline, const events::Dress& dress, DeadLetterStore* store)
        : EndpointBase(std::move(settings), timeline, dress, store) {}

    void subscribe(std::string name, Consumer& consumer) override;
    std::vector<std::pair<std::string_view, std::uint64_t>> counts() const override;
    std::vector<MessageLife> peek(const PeekRequest& request) const override;
    std::vector<KeptMessage> lastMessages(std::size_t limit) const override { return newest(m_history.items(), limit); }

private:
    delivery::Outcome take(const events::EventRef& event) override;
    std::vector<const Subscriber*> subscribers() const override;

    std::vector<std::unique_ptr<EventSubscription>> m_subscriptions;
    Recent<KeptMessage> m_history{kHistory};
};

} // namespace twinflow::endpoints
