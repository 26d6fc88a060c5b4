// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The endpoints of the twin service: Event Hub, Event Grid topic, Service Bus topic.
#pragma once

#include "base/time.h"
#include "delivery/policy.h"

#include <cstdint>
#include <string>

namespace twinflow::endpoints {

enum class EndpointKind : std::uint8_t { eventHub, eventGrid, serviceBus };
enum class EventGridSchema : std::uint8_t { eventGrid, cloudEvents };

/// EventHub, EventGrid, ServiceBus: the service's endpointType.
std::string_view kindName(EndpointKind kind);

struct EndpointSettings {
    std::string name;
    EndpointKind kind = EndpointKind::eventHub;
    std::string deadLetter; ///< name of a storage downstream that keeps what routes and subscriptions give up, or empty

    // Event Hub
    std::uint32_t partitions = 4; ///< 1 .. 32
    Duration retention = std::chrono::hours(24);

    // Event Grid
    EventGridSchema schema = EventGridSchema::eventGrid;
    delivery::Policy retry = delivery::Policy::eventGrid();

    // Service Bus
    std::uint32_t maxDeliveryCount = 10;
    Duration lockDuration = std::chrono::seconds(30);
    Duration timeToLive = std::chrono::hours(24 * 14);

    bool operator==(const EndpointSettings&) const = default;
};

} // namespace twinflow::endpoints
