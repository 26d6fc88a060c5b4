// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An IoT Hub of the deployment.
#pragma once

#include "delivery/policy.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::ingress {

enum class DeviceStatus : std::uint8_t { enabled, disabled };

/// At most 128 ASCII letters, digits and - : . + % _ # * ? ! ( ) , = @ ; $ ' (adt-facts 2.1).
bool isDeviceId(std::string_view id);
constexpr std::size_t kMaxDeviceId = 128;
constexpr std::size_t kMaxStatusReason = 128;
/// In characters of its UTF-8 text.
std::size_t statusReasonLength(std::string_view reason);

/// Which messages a route is for, by the service's names.
enum class RouteSource : std::uint8_t {
    deviceMessages,
    twinChangeEvents,
    deviceLifecycleEvents,
    deviceConnectionStateEvents
};

/// A route from the hub to one of its endpoints: events and eventgrid are built in, others are functions and storages
/// of the deployment.
struct HubRoute {
    std::string name;
    RouteSource source = RouteSource::deviceMessages;
    std::string condition = "true"; ///< in the IoT Hub query language
    std::string endpoint;
    bool enabled = true;
    bool operator==(const HubRoute&) const = default;
};

/// What is stamped on messages to some endpoints.
struct Enrichment {
    std::string key;
    std::string
        value; ///< a text, $iothubname, or $twin.tags.…, $twin.properties.desired.…, $twin.properties.reported.…
    std::vector<std::string> endpoints;
    bool operator==(const Enrichment&) const = default;
};

struct CloudToDeviceSettings {
    Duration timeToLive = std::chrono::hours(1); ///< of messages that say nothing else
    std::uint32_t maxDeliveryCount = 10;
    bool operator==(const CloudToDeviceSettings&) const = default;
};

struct HubSettings {
    std::string name;
    /// Delivery of messages to whoever reads goes through Event Grid, so its ladder holds.
    delivery::Policy retry = delivery::Policy::eventGrid();
    std::uint32_t partitions = 4; ///< of its Event Hub-compatible endpoints
    std::vector<HubRoute> routes = {};
    bool fallbackRoute = true; ///< what no route wants goes to the built-in endpoint
    std::vector<Enrichment> enrichments = {};
    CloudToDeviceSettings cloudToDevice = {};
    bool operator==(const HubSettings&) const = default;
};

} // namespace twinflow::ingress
