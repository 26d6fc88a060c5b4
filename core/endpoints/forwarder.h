// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Auto-forwarding: the taker of a subscription or queue that hands all it gets to another queue or topic.
#pragma once

#include "endpoints/service_bus.h"

namespace twinflow::endpoints {

/// While the other is down a message is held and tried again as with any taker, and dead-lettered where it was in the
/// end.
class Forwarder final : public Consumer {
public:
    explicit Forwarder(ServiceBus& target)
        : m_target(target) {}

    Reply consume(const Delivery& delivery) override { return m_target.forward(delivery); }
    std::optional<Duration> waitBefore(std::uint32_t) const override { return std::nullopt; }

private:
    ServiceBus& m_target;
};

} // namespace twinflow::endpoints
