// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The endpoints of the twin service: Event Hub, Event Grid topic, Service Bus topic.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "delivery/policy.h"
#include "endpoints/grid_settings.h"
#include "endpoints/topic_settings.h"

#include <cstdint>
#include <string>
#include <vector>

namespace twinflow::endpoints {

enum class EndpointKind : std::uint8_t { eventHub, eventGrid, serviceBus };
enum class EventGridSchema : std::uint8_t { eventGrid, cloudEvents };

enum class HubTier : std::uint8_t { basic, standard };

/// A group that nobody is coupled to keeps its place and falls behind.
struct ConsumerGroupSettings {
    std::string name;

    bool operator==(const ConsumerGroupSettings&) const = default;
};

/// What of a Service Bus namespace it is. The twin service sends to topics only; a queue is fed by subscriptions that
/// forward to it, and by functions.
enum class BusEntity : std::uint8_t { topic, queue };

/// The session of a message in a topic. The twin service is not known to set one.
enum class SessionIds : std::uint8_t { none, twin };

/// EventHub, EventGrid, ServiceBus: the service's endpointType.
std::string_view kindName(EndpointKind kind);

struct EndpointSettings {
    std::string name;
    EndpointKind kind = EndpointKind::eventHub;
    std::string deadLetter; ///< name of a storage downstream that keeps what routes and subscriptions give up, or empty

    // Event Hub
    std::uint32_t partitions = 4; ///< 1 .. 32
    Duration retention = std::chrono::hours(24);
    HubTier tier = HubTier::standard;
    std::uint32_t throughputUnits = 0;                 ///< 0: no limit on rates
    std::vector<ConsumerGroupSettings> consumerGroups; ///< takers without an entry get one

    // Event Grid
    EventGridSchema schema = EventGridSchema::eventGrid;
    delivery::Policy retry = delivery::Policy::eventGrid();
    std::vector<EventSubscriptionSettings> eventSubscriptions; ///< takers without an entry get one without settings

    // Service Bus
    BusEntity entity = BusEntity::topic;
    std::uint32_t maxDeliveryCount = 10;
    Duration lockDuration = std::chrono::seconds(30);
    Duration timeToLive = std::chrono::hours(24 * 14);
    std::uint32_t maxMessageKilobytes = 256; ///< 256: standard; more: premium
    SessionIds sessionIds = SessionIds::none;
    bool requiresDuplicateDetection = false;
    Duration duplicateDetectionHistoryTimeWindow = std::chrono::minutes(10);
    std::vector<TopicSubscriptionSettings> subscriptions; ///< takers without an entry get one without settings
    TopicSubscriptionSettings reader; ///< of a queue: what a subscription has, without name and rules

    bool isQueue() const { return kind == EndpointKind::serviceBus && entity == BusEntity::queue; }
    bool operator==(const EndpointSettings&) const = default;
};

/// What in the settings cannot be read, filters above all. Codes: endpoints-sql, endpoints-grid-filter,
/// endpoints-grid-key.
Findings findProblems(const EndpointSettings& settings);

} // namespace twinflow::endpoints
