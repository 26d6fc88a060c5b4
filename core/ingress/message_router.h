// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The hub's message routing: which endpoints a message goes to, what is stamped on it for each, and its way to whoever
// reads there.
#pragma once

#include "base/timeline.h"
#include "delivery/lane.h"
#include "ingress/condition.h"
#include "ingress/event_grid.h"
#include "ingress/settings.h"
#include "metrics/ledger.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::ingress {

/// Whoever reads at an endpoint of the hub.
class HubTarget {
public:
    virtual ~HubTarget() = default;
    virtual delivery::Outcome take(const DeviceMessage& message) = 0;
    /// Hears of a message that will not come.
    virtual void lose([[maybe_unused]] const DeviceMessage& message, [[maybe_unused]] std::string_view why) {}
};

/// The built-in endpoints: the Event Hub-compatible one, and Event Grid with all its subscriptions.
constexpr std::string_view kEventsEndpoint = "events";
constexpr std::string_view kEventGridEndpoint = "eventgrid";
/// The names of the routes that are there without being written.
constexpr std::string_view kFallbackRoute = "$fallback";
constexpr std::string_view kEventGridRoute = "RouteToEventGrid";

constexpr std::size_t kMaxRoutes = 100; ///< of one hub, and custom endpoints:
constexpr std::size_t kMaxCustomEndpoints = 10;

/// Error codes: ingress-routes-too-many, ingress-endpoints-too-many, ingress-route-twice, ingress-route-endpoint (none
/// named), and those of parseCondition() with the place in the condition.
Findings checkRoutes(const std::vector<HubRoute>& routes, std::string_view hub);

/// A route's row with what its condition could not say.
struct RouteTally {
    std::string name;
    std::string endpoint;
    metrics::LedgerRow row;      ///< units are messages; accepted = handed to the endpoint
    std::uint64_t undefined = 0; ///< of filtered: the condition was undefined, which the service logs as an error
};

class MessageRouter {
public:
    /// The settings outlive the router. Conditions that cannot be read let nothing pass: checkRoutes() says so.
    MessageRouter(const HubSettings& settings, Timeline& timeline);
    ~MessageRouter();

    /// Somebody reads at an endpoint. `target` outlives the router; all are there before the first message. At
    /// eventgrid only messages of `types` are for it.
    void read(std::string_view endpoint, std::string name, HubTarget& target, const std::vector<HubEventType>& types);

    /// Some route or event subscription is for messages of this source, and somebody reads at all: others need not be
    /// made. So what happens before the first reader is there is told to nobody.
    bool wants(MessageSource source, std::optional<HubEventType> type) const;
    /// True when it was handed to somebody. `twin` may be null. The message is given back as it was, but for
    /// sequenceNumber and offset, which are each endpoint's own.
    bool route(DeviceMessage& message, const JsonNode* twin);

    /// In the order of the settings, then the one to Event Grid if it is there by itself, then the fallback route.
    std::vector<RouteTally> routes() const;
    /// Whoever reads, in the order of read(): offered are all messages that were routed.
    std::vector<std::pair<std::string, metrics::LedgerRow>> readers() const;

private:
    struct Reader;
    struct Endpoint;
    struct CompiledRoute;

    std::size_t endpointOf(std::string_view name);
    /// Sets m_chosen; false when no route wanted the message.
    bool choose(const DeviceMessage& message, const ConditionSubject& subject);
    bool deliver(Endpoint& endpoint, DeviceMessage& message, const JsonNode* twin);
    bool hand(Endpoint& endpoint, const DeviceMessage& message);
    /// Calls `act` for the readers that the message is for; false when there are none.
    template <typename Do>
    bool eachReader(Endpoint& endpoint, const DeviceMessage& message, Do&& act);

    const HubSettings& m_settings;
    Timeline& m_timeline;
    std::vector<std::unique_ptr<Endpoint>> m_endpoints; // events first
    std::vector<CompiledRoute> m_routes;                // without the fallback
    std::vector<std::unique_ptr<Reader>> m_readers;
    std::vector<bool> m_chosen; // reused: by endpoint
    RouteTally m_fallback;
    std::uint64_t m_seen = 0;
    bool m_readsBody = false;
    DeviceMessage m_enriched; // reused
};

} // namespace twinflow::ingress
