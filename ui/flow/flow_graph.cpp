// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/flow_graph.h"

#include "bridge/text.h"
#include "deployment/services.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace twinflow::ui {

namespace {

using deployment::Deployment;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(FlowGraph)
};

/// dtmi:twinflow:building:Thermostat;1 -> Thermostat
QString shortModel(const std::string& dtmi) {
    return text(dtmi).section(u';', 0, 0).section(u':', -1);
}

QString subtitleOf(const deployment::DeviceGroup& group) {
    if (!group.twinsOf.empty()) return Words::tr("one for each %1").arg(shortModel(group.twinsOf));
    return group.count == 1 ? Words::tr("1 device") : Words::tr("%1 devices").arg(group.count);
}

QString subtitleOf(const functions::FunctionSettings& function) {
    if (function.kind == functions::FunctionKind::mapping)
        return function.mapping.size() == 1 ? Words::tr("mapping, 1 rule")
                                            : Words::tr("mapping, %1 rules").arg(function.mapping.size());
    return Words::tr("script");
}

QString subtitleOf(const endpoints::EndpointSettings& endpoint) {
    switch (endpoint.kind) {
    case endpoints::EndpointKind::eventHub:
        return Words::tr("Event Hub");
    case endpoints::EndpointKind::eventGrid:
        return Words::tr("Event Grid");
    case endpoints::EndpointKind::serviceBus:
        return endpoint.isQueue() ? Words::tr("Service Bus queue") : Words::tr("Service Bus");
    }
    return {};
}

QString subtitleOf(const downstream::DownstreamSettings& service) {
    switch (service.kind) {
    case downstream::DownstreamKind::storage:
        return Words::tr("storage");
    case downstream::DownstreamKind::timeSeries:
        return Words::tr("time series");
    case downstream::DownstreamKind::map:
        return Words::tr("map");
    case downstream::DownstreamKind::webhook:
        return Words::tr("webhook");
    case downstream::DownstreamKind::dataHistory:
        return Words::tr("data history");
    }
    return {};
}

QString subtitleOf(const routes::RouteSettings& route) {
    return route.filter.empty() || route.filter == "true" ? Words::tr("every event") : Words::tr("filtered");
}

class Builder {
public:
    explicit Builder(const Deployment& deployment)
        : m_deployment(deployment) {}

    FlowGraph build() {
        for (const auto& group : m_deployment.devices)
            addNode(RefKind::devices, group.name, Column::devices, subtitleOf(group));
        for (const auto& hub : m_deployment.hubs)
            addNode(RefKind::hub, hub.name, Column::ingress, Words::tr("IoT Hub"));
        for (const auto& function : m_deployment.functions) {
            addNode(RefKind::function, function.name, isIngress(function.name) ? Column::ingress : Column::functions,
                    subtitleOf(function));
        }
        addNode(RefKind::twins, m_deployment.twins.name, Column::twins, Words::tr("twin graph"));
        for (const auto& route : m_deployment.routes)
            addNode(RefKind::route, route.name, Column::routes, subtitleOf(route));
        for (const auto& endpoint : m_deployment.endpoints)
            addNode(RefKind::endpoint, endpoint.name, Column::endpoints, subtitleOf(endpoint));
        for (const auto& service : m_deployment.downstream)
            addNode(RefKind::downstream, service.name, Column::downstream, subtitleOf(service));
        addLines();
        return std::move(m_graph);
    }

private:
    /// A function that a hub gives to stands with the hub, whatever else it does.
    bool isIngress(const std::string& function) const {
        const auto fed = std::any_of(
            m_deployment.couplings.begin(), m_deployment.couplings.end(), [&](const deployment::Coupling& coupling) {
                return coupling.to == function && deployment::findHub(m_deployment, coupling.from) != nullptr;
            });
        return fed || deployment::isHubEndpoint(m_deployment, function);
    }

    void addNode(RefKind kind, const std::string& name, Column column, QString subtitle) {
        const ServiceRef ref{kind, name};
        m_byName.emplace(std::pair(kind == RefKind::route, name), m_graph.nodes.size());
        m_graph.nodes.push_back({ref, column, hueOf(m_deployment, ref), text(name), std::move(subtitle)});
    }

    std::size_t find(const std::string& name, bool isRoute = false) const {
        const auto found = m_byName.find({isRoute, name});
        return found == m_byName.end() ? FlowGraph::kNone : found->second;
    }

    void addLine(std::size_t from, std::size_t to, LineKind kind, ServiceRef ref, CountKey through,
                 CountKey pending = {}) {
        if (from == FlowGraph::kNone || to == FlowGraph::kNone || from == to) return;
        m_graph.lines.push_back({from, to, kind, std::move(ref), std::move(through), std::move(pending)});
    }

    void addLines() {
        for (const auto& group : m_deployment.devices) {
            const ServiceRef ref{RefKind::devices, group.name};
            addLine(find(group.name), find(group.hub), LineKind::flow, ref, {ref, {}, Measure::through},
                    {ref, {}, Measure::pending});
        }
        const std::size_t twins = find(m_deployment.twins.name);
        for (const auto& route : m_deployment.routes) {
            const ServiceRef ref{RefKind::route, route.name};
            const std::size_t node = find(route.name, true);
            addLine(twins, node, LineKind::flow, ref, {ref, {}, Measure::through});
            addLine(node, find(route.endpoint), LineKind::flow, ref, {ref, {}, Measure::through},
                    {ref, {}, Measure::pending});
        }
        for (const auto& hub : m_deployment.hubs) {
            const ServiceRef ref{RefKind::hub, hub.name};
            for (const auto& route : hub.routes)
                addLine(find(hub.name), find(route.endpoint), LineKind::flow, ref,
                        {ref, route.endpoint, Measure::through});
        }
        for (const auto& endpoint : m_deployment.endpoints) {
            const ServiceRef ref{RefKind::endpoint, endpoint.name};
            addLine(find(endpoint.name), find(endpoint.deadLetter), LineKind::deadLetter, ref,
                    {ref, {}, Measure::failed});
        }
        for (const auto& coupling : m_deployment.couplings) addCoupling(coupling);
    }

    void addCoupling(const deployment::Coupling& coupling) {
        const std::size_t from = find(coupling.from);
        const std::size_t to = find(coupling.to);
        if (from == FlowGraph::kNone || to == FlowGraph::kNone) return;
        const ServiceRef ref{RefKind::coupling, coupling.from, coupling.to};
        const ServiceRef& giver = m_graph.nodes[from].ref;
        const ServiceRef& taker = m_graph.nodes[to].ref;
        CountKey through{giver, deployment::subscriptionOf(m_deployment, coupling), Measure::through};
        if (giver.kind == RefKind::function)
            through.taker = taker.kind == RefKind::twins ? "writes" : "sent";
        else if (giver.kind == RefKind::hub)
            through.taker = coupling.to;
        CountKey pending = through;
        pending.measure = Measure::pending;
        if (giver.kind == RefKind::function) pending = {};
        const bool goesBack = m_graph.nodes[to].column < m_graph.nodes[from].column;
        addLine(from, to, goesBack ? LineKind::back : LineKind::flow, ref, std::move(through), std::move(pending));
    }

    const Deployment& m_deployment;
    FlowGraph m_graph;
    std::map<std::pair<bool, std::string>, std::size_t> m_byName; // routes have names of their own
};

} // namespace

QString columnTitle(Column column) {
    switch (column) {
    case Column::devices:
        return Words::tr("Devices");
    case Column::ingress:
        return Words::tr("Ingress");
    case Column::twins:
        return Words::tr("Twins");
    case Column::routes:
        return Words::tr("Routes");
    case Column::endpoints:
        return Words::tr("Endpoints");
    case Column::functions:
        return Words::tr("Functions");
    case Column::downstream:
        return Words::tr("Downstream");
    }
    return {};
}

std::size_t FlowGraph::find(const ServiceRef& ref) const {
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const FlowNode& node) { return node.ref == ref; });
    return found == nodes.end() ? kNone : static_cast<std::size_t>(found - nodes.begin());
}

FlowGraph flowGraph(const Deployment& deployment) {
    return Builder(deployment).build();
}

} // namespace twinflow::ui
