// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A Service Bus topic: numbers each message and gives every subscription its copy.
#pragma once

#include "endpoints/endpoint_base.h"
#include "endpoints/topic_subscription.h"

#include <memory>

namespace twinflow::endpoints {

class ServiceBus final : public EndpointBase {
public:
    using EndpointBase::EndpointBase;

    void subscribe(std::string name, Consumer& consumer) override;
    std::vector<KeptMessage> lastMessages(std::size_t limit) const override { return newest(m_history.items(), limit); }

    const TopicSubscription& subscription(std::size_t index) const { return *m_subscriptions[index]; }

private:
    void take(const events::EventRef& event) override;
    std::vector<const Subscriber*> subscribers() const override;

    std::vector<std::unique_ptr<TopicSubscription>> m_subscriptions;
    Recent<KeptMessage> m_history{kHistory};
};

} // namespace twinflow::endpoints
