// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An Event Grid topic: each subscription gets each event by itself.
#pragma once

#include "endpoints/endpoint_base.h"
#include "endpoints/event_subscription.h"

#include <memory>

namespace twinflow::endpoints {

/// Order is not promised across a retry, as in the service.
class EventGrid final : public EndpointBase {
public:
    using EndpointBase::EndpointBase;

    void subscribe(std::string name, Consumer& consumer) override;
    std::vector<KeptMessage> lastMessages(std::size_t limit) const override { return newest(m_history.items(), limit); }

private:
    void take(const events::EventRef& event) override;
    std::vector<const Subscriber*> subscribers() const override;

    std::vector<std::unique_ptr<EventSubscription>> m_subscriptions;
    Recent<KeptMessage> m_history{kHistory};
};

} // namespace twinflow::endpoints
