// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/message_router.h"

#include "base/random.h"
#include "ingress/enrichment.h"
#include "ingress/message_body.h"
#include "ingress/message_rules.h"
#include "ingress/names.h"

#include <algorithm>
#include <array>
#include <set>

namespace twinflow::ingress {

struct MessageRouter::Reader final : delivery::LaneOwner<DeviceMessage> {
    Reader(std::string readerName, HubTarget& taker, Timeline& timeline, const delivery::Policy& policy)
        : name(std::move(readerName))
        , target(taker)
        , lane(timeline, policy, *this, row) {}

    delivery::Outcome attempt(const DeviceMessage& message, std::uint32_t) override { return target.take(message); }
    bool deadLetter(const DeviceMessage& message, delivery::Reason reason, std::uint32_t) override {
        target.lose(message, delivery::reasonText(reason));
        return false;
    }

    std::string name;
    HubTarget& target;
    std::array<bool, kHubEventTypes> types{}; // at Event Grid
    metrics::LedgerRow row;
    delivery::Lane<DeviceMessage> lane;
};

/// Where messages go, with the counters of its partitions.
struct MessageRouter::Endpoint {
    struct Partition {
        std::uint64_t sequenceNumber = 0;
        std::uint64_t offset = 0;
    };
    std::string name;
    std::vector<Reader*> readers;
    std::vector<const Enrichment*> enrichments;
    std::vector<Partition> partitions;

    bool isEventGrid() const { return name == kEventGridEndpoint; }
};

struct MessageRouter::CompiledRoute {
    RouteSource source = RouteSource::deviceMessages;
    bool enabled = true;
    std::optional<Condition> condition;
    std::size_t endpoint = 0;
    RouteTally tally;
};

namespace {

RouteSource sourceOf(MessageSource source) {
    switch (source) {
    case MessageSource::telemetry:
        return RouteSource::deviceMessages;
    case MessageSource::twinChange:
        return RouteSource::twinChangeEvents;
    case MessageSource::deviceLifecycle:
        return RouteSource::deviceLifecycleEvents;
    case MessageSource::deviceConnectionState:
        return RouteSource::deviceConnectionStateEvents;
    }
    return RouteSource::deviceMessages;
}

} // namespace

Findings checkRoutes(const std::vector<HubRoute>& routes, std::string_view hub) {
    Findings found;
    if (routes.size() > kMaxRoutes) {
        found.push_back(
            fault("ingress-routes-too-many", "Hub '{0}' has {1} routes, more than {2}.", hub, routes.size(), kMaxRoutes)
                .withHint(say("Join routes to one endpoint with OR.")));
    }
    std::set<std::string> custom;
    for (std::size_t i = 0; i < routes.size(); ++i) {
        const HubRoute& route = routes[i];
        const auto same = [&](const HubRoute& other) { return sameName(other.name, route.name); };
        if (std::any_of(routes.begin(), routes.begin() + static_cast<std::ptrdiff_t>(i), same)) {
            found.push_back(fault("ingress-route-twice", "Hub '{0}' has two routes '{1}'.", hub, route.name)
                                .withHint(say("Give each a name of its own.")));
        }
        if (route.endpoint.empty()) {
            found.push_back(
                fault("ingress-route-endpoint", "The route '{0}' of hub '{1}' leads nowhere.", route.name, hub)
                    .withHint(say("Name an endpoint: events, eventgrid, a function or a storage.")));
        } else if (route.endpoint != kEventsEndpoint && route.endpoint != kEventGridEndpoint) {
            custom.insert(route.endpoint);
        }
        if (auto condition = parseCondition(route.condition); !condition) {
            Error error = std::move(condition.error());
            error.place.path = route.name;
            found.push_back(std::move(error));
        }
    }
    if (custom.size() > kMaxCustomEndpoints) {
        found.push_back(fault("ingress-endpoints-too-many",
                              "The routes of hub '{0}' lead to {1} endpoints of their "
                              "own, more than {2}.",
                              hub, custom.size(), kMaxCustomEndpoints)
                            .withHint(say("Let several routes lead to one endpoint.")));
    }
    return found;
}

MessageRouter::MessageRouter(const HubSettings& settings, Timeline& timeline)
    : m_settings(settings)
    , m_timeline(timeline) {
    endpointOf(kEventsEndpoint);
    for (const HubRoute& route : settings.routes) {
        CompiledRoute compiled;
        compiled.source = route.source;
        compiled.enabled = route.enabled;
        compiled.endpoint = endpointOf(route.endpoint);
        compiled.tally.name = route.name;
        compiled.tally.endpoint = route.endpoint;
        if (auto condition = parseCondition(route.condition)) {
            m_readsBody = m_readsBody || condition->readsBody;
            compiled.condition = std::move(*condition);
        }
        m_routes.push_back(std::move(compiled));
    }
    m_fallback.name = kFallbackRoute;
    m_fallback.endpoint = kEventsEndpoint;
}
MessageRouter::~MessageRouter() = default;

std::size_t MessageRouter::endpointOf(std::string_view name) {
    for (std::size_t i = 0; i < m_endpoints.size(); ++i) {
        if (m_endpoints[i]->name == name) return i;
    }
    auto endpoint = std::make_unique<Endpoint>();
    endpoint->name = name;
    endpoint->partitions.resize(std::max(m_settings.partitions, 1U));
    for (const Enrichment& enrichment : m_settings.enrichments) {
        const auto& names = enrichment.endpoints;
        if (std::find(names.begin(), names.end(), name) != names.end()) endpoint->enrichments.push_back(&enrichment);
    }
    m_endpoints.push_back(std::move(endpoint));
    m_chosen.resize(m_endpoints.size());
    return m_endpoints.size() - 1;
}

void MessageRouter::read(std::string_view endpoint, std::string name, HubTarget& target,
                         const std::vector<HubEventType>& types) {
    m_readers.push_back(std::make_unique<Reader>(std::move(name), target, m_timeline, m_settings.retry));
    Reader& reader = *m_readers.back();
    for (const HubEventType type : types) reader.types[static_cast<std::size_t>(type)] = true;
    const std::size_t index = endpointOf(endpoint);
    m_endpoints[index]->readers.push_back(&reader);
    const bool telemetry = reader.types[static_cast<std::size_t>(HubEventType::deviceTelemetry)];
    const auto leadsThere = [&](const CompiledRoute& route) { return route.endpoint == index; };
    if (!m_endpoints[index]->isEventGrid() || !telemetry || std::any_of(m_routes.begin(), m_routes.end(), leadsThere))
        return;
    // As the service does when the first subscription to telemetry is made.
    CompiledRoute route;
    route.condition = parseCondition("true").value();
    route.endpoint = index;
    route.tally.name = kEventGridRoute;
    route.tally.endpoint = kEventGridEndpoint;
    m_routes.push_back(std::move(route));
}

bool MessageRouter::wants(MessageSource source, std::optional<HubEventType> type) const {
    if (m_readers.empty()) return false;
    const auto isFor = [&](const CompiledRoute& route) { return route.enabled && route.source == sourceOf(source); };
    if (std::any_of(m_routes.begin(), m_routes.end(), isFor)) return true;
    return type && std::any_of(m_readers.begin(), m_readers.end(),
                               [&](const auto& reader) { return reader->types[static_cast<std::size_t>(*type)]; });
}

bool MessageRouter::choose(const DeviceMessage& message, const ConditionSubject& subject) {
    bool isWanted = false;
    const RouteSource source = sourceOf(message.source);
    for (CompiledRoute& route : m_routes) {
        ++route.tally.row.offered;
        Truth truth = Truth::no;
        if (route.enabled && route.source == source && route.condition) truth = evaluate(*route.condition, subject);
        if (truth != Truth::yes) {
            ++route.tally.row.filtered;
            if (truth == Truth::undefined) ++route.tally.undefined;
            continue;
        }
        ++route.tally.row.accepted;
        ++route.tally.row.delivered;
        m_chosen[route.endpoint] = true;
        isWanted = true;
    }
    return isWanted;
}

bool MessageRouter::route(DeviceMessage& message, const JsonNode* twin) {
    ++m_seen;
    std::fill(m_chosen.begin(), m_chosen.end(), false);
    bool isWanted = false;
    if (!m_routes.empty()) {
        std::optional<JsonDocument> body;
        if (m_readsBody && declaresJson(message)) {
            if (auto document = JsonDocument::parse(message.body, {})) body = std::move(*document);
        }
        isWanted = choose(message, {message, body ? &body->root() : nullptr, twin});
    }
    if (message.source == MessageSource::telemetry) {
        ++m_fallback.row.offered;
        if (isWanted || !m_settings.fallbackRoute) {
            ++m_fallback.row.filtered;
        } else {
            ++m_fallback.row.accepted;
            ++m_fallback.row.delivered;
            m_chosen[0] = true;
        }
    }
    bool isHanded = false;
    for (std::size_t i = 0; i < m_endpoints.size(); ++i) {
        // What happens to devices reaches event subscriptions without a route.
        const bool isEvent = m_endpoints[i]->isEventGrid() && message.source != MessageSource::telemetry;
        if (m_chosen[i] || isEvent) isHanded = deliver(*m_endpoints[i], message, twin) || isHanded;
    }
    return isHanded;
}

bool MessageRouter::deliver(Endpoint& endpoint, DeviceMessage& message, const JsonNode* twin) {
    if (endpoint.readers.empty()) return false;
    if (!endpoint.isEventGrid()) {
        Endpoint::Partition& partition = endpoint.partitions[stableHash(message.device) % endpoint.partitions.size()];
        message.sequenceNumber = partition.sequenceNumber++;
        message.offset = partition.offset;
        partition.offset += messageBytes(message);
    }
    if (endpoint.enrichments.empty()) return hand(endpoint, message);
    m_enriched = message;
    for (const Enrichment* enrichment : endpoint.enrichments) {
        setProperty(m_enriched, enrichment->key, enrichedValue(enrichment->value, m_settings.name, twin));
    }
    if (messageBytes(m_enriched) <= kMaxMessageBytes) return hand(endpoint, m_enriched);
    // Too large for an endpoint once it is stamped: the service drops it.
    return eachReader(endpoint, m_enriched, [&](Reader& reader) {
        ++reader.row.accepted;
        ++reader.row.dropped;
        reader.target.lose(m_enriched, delivery::outcomeText(delivery::Outcome::tooLarge));
    });
}

bool MessageRouter::hand(Endpoint& endpoint, const DeviceMessage& message) {
    return eachReader(endpoint, message, [&](Reader& reader) { reader.lane.offer(message); });
}

template <typename Do>
bool MessageRouter::eachReader(Endpoint& endpoint, const DeviceMessage& message, Do&& act) {
    const auto type = eventTypeOf(message);
    bool isForSomebody = false;
    for (Reader* reader : endpoint.readers) {
        if (endpoint.isEventGrid() && (!type || !reader->types[static_cast<std::size_t>(*type)])) continue;
        act(*reader);
        isForSomebody = true;
    }
    return isForSomebody;
}

std::vector<RouteTally> MessageRouter::routes() const {
    std::vector<RouteTally> tallies;
    tallies.reserve(m_routes.size() + 1);
    for (const CompiledRoute& route : m_routes) tallies.push_back(route.tally);
    tallies.push_back(m_fallback);
    return tallies;
}

std::vector<std::pair<std::string, metrics::LedgerRow>> MessageRouter::readers() const {
    std::vector<std::pair<std::string, metrics::LedgerRow>> rows;
    rows.reserve(m_readers.size());
    for (const auto& reader : m_readers) {
        metrics::LedgerRow row = reader->row;
        row.offered = m_seen;
        row.filtered = m_seen - row.accepted;
        rows.emplace_back(reader->name, row);
    }
    return rows;
}

} // namespace twinflow::ingress
