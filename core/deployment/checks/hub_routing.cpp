// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A hub's routes, enrichments and event subscriptions: what the service would refuse, and names that lead nowhere.
#include "deployment/checks/rules.h"

#include "ingress/enrichment.h"
#include "ingress/message_router.h"

#include <algorithm>

namespace twinflow::deployment {

namespace {

using ingress::Enrichment;
using ingress::HubRoute;
using ingress::HubSettings;

bool isBuiltIn(std::string_view endpoint) {
    return endpoint == ingress::kEventsEndpoint || endpoint == ingress::kEventGridEndpoint;
}

/// A function, with the Event Hub or queue that triggers it, or a storage.
bool canTake(const Checker& checker, const std::string& name) {
    if (checker.kindOf(name) == ServiceKind::function) return true;
    const auto* service = findDownstream(checker.deployment(), name);
    return service && service->kind == downstream::DownstreamKind::storage;
}

class HubRoutingRule {
public:
    HubRoutingRule(Checker& checker, const HubSettings& hub)
        : m_checker(checker)
        , m_hub(hub) {}

    void check() {
        for (Error& error : ingress::checkRoutes(m_hub.routes, m_hub.name)) {
            // A condition's own line and column mean nothing in the file.
            const bool isCondition = error.code.starts_with("ingress-condition");
            if (isCondition) {
                error = fault(error.code, "The condition of the route '{0}', column {1}: {2}", error.place.path,
                              error.place.column, error.what.str())
                            .withHint(error.hint);
            }
            m_checker.report(std::move(error), place("routes"));
        }
        for (Error& error : ingress::checkEnrichments(m_hub.enrichments, m_hub.name))
            m_checker.report(std::move(error), place("enrichments"));
        for (const HubRoute& route : m_hub.routes) checkEndpoint(route);
        for (const Enrichment& enrichment : m_hub.enrichments) {
            for (const std::string& endpoint : enrichment.endpoints) checkStamped(enrichment, endpoint);
        }
    }

private:
    Place place(std::string_view member) const { return m_checker.places().of("hubs", m_hub.name, member); }

    void checkEndpoint(const HubRoute& route) {
        if (route.endpoint.empty() || isBuiltIn(route.endpoint) || canTake(m_checker, route.endpoint)) return;
        m_checker.report(fault("deployment-hub-endpoint",
                               "The route '{0}' of the hub '{1}' leads to '{2}', which cannot "
                               "take messages of a hub.",
                               route.name, m_hub.name, route.endpoint)
                             .withHint(say("Name events, eventgrid, a function or a storage.")),
                         place("routes"));
    }

    void checkStamped(const Enrichment& enrichment, const std::string& endpoint) {
        const bool isRouted = std::any_of(m_hub.routes.begin(), m_hub.routes.end(),
                                          [&](const HubRoute& route) { return route.endpoint == endpoint; });
        if (isBuiltIn(endpoint) || isRouted) return;
        m_checker.report(fault("deployment-hub-enrichment",
                               "The enrichment '{0}' of the hub '{1}' stamps messages to "
                               "'{2}', where no route leads.",
                               enrichment.key, m_hub.name, endpoint)
                             .withHint(say("Name events, eventgrid, or the endpoint of a route."))
                             .as(Severity::warning),
                         place("enrichments"));
    }

    Checker& m_checker;
    const HubSettings& m_hub;
};

} // namespace

void checkHubRouting(Checker& checker) {
    for (const HubSettings& hub : checker.deployment().hubs) HubRoutingRule(checker, hub).check();
    for (const Coupling& coupling : checker.deployment().couplings) {
        const bool isFromHub = checker.kindOf(coupling.from) == ServiceKind::hub;
        const bool isSubscription = isFromHub && coupling.reads == HubReading::eventGrid;
        const bool hasIdleReads = !isFromHub && coupling.reads != HubReading::simple;
        if (hasIdleReads || (!isSubscription && !coupling.eventTypes.empty())) {
            checker.report(fault("deployment-event-types-idle",
                                 "The coupling from '{0}' to '{1}' is no subscription of a "
                                 "hub's events.",
                                 coupling.from, coupling.to)
                               .withHint(say("'reads' is for couplings from hubs, and 'eventTypes' for those that read "
                                             "eventgrid."))
                               .as(Severity::warning),
                           checker.places().of(coupling, "from"));
        }
        for (const std::string& type : coupling.eventTypes) {
            if (ingress::findEventType(type)) continue;
            checker.report(fault("deployment-event-type", "'{0}' is no event type of a hub.", type)
                               .withHint(say("Known are Microsoft.Devices.DeviceTelemetry, DeviceConnected, "
                                             "DeviceDisconnected, DeviceCreated and DeviceDeleted.")),
                           checker.places().of(coupling, "eventTypes"));
        }
    }
}

} // namespace twinflow::deployment
