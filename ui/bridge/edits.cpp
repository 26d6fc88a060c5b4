// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/edits.h"

#include "bridge/service_copy.h"
#include "deployment/edits.h"
#include "deployment/services.h"

#include <algorithm>

namespace twinflow::ui {

namespace {

using deployment::Deployment;

constexpr std::string_view kScript = R"(// Called once for each event.
function run(context, event) {
    context.log(JSON.stringify(event));
}
)";

template <typename Items>
auto findByName(Items& items, const std::string& name) {
    return std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.name == name; });
}

template <typename Items>
void eraseByName(Items& items, const std::string& name) {
    std::erase_if(items, [&](const auto& item) { return item.name == name; });
}

std::string addScriptFile(Deployment& deployment, const std::string& function) {
    std::string path = "functions/" + function + ".js";
    if (!deployment::findFile(deployment.scripts, path)) {
        deployment.scripts.push_back({path, std::string(kScript)});
        std::sort(deployment.scripts.begin(), deployment.scripts.end(),
                  [](const auto& a, const auto& b) { return a.path < b.path; });
    }
    return path;
}

ServiceRef addFunction(Deployment& deployment, functions::FunctionKind kind) {
    functions::FunctionSettings function;
    function.kind = kind;
    function.name = deployment::freeName(deployment, kind == functions::FunctionKind::script ? "function" : "mapping");
    if (kind == functions::FunctionKind::script) function.file = addScriptFile(deployment, function.name);
    deployment.functions.push_back(function);
    return {RefKind::function, function.name};
}

ServiceRef putEndpoint(Deployment& deployment, endpoints::EndpointKind kind, std::string_view wanted) {
    endpoints::EndpointSettings endpoint;
    endpoint.name = deployment::freeName(deployment, wanted);
    endpoint.kind = kind;
    deployment.endpoints.push_back(endpoint);
    return {RefKind::endpoint, endpoint.name};
}

ServiceRef addDownstream(Deployment& deployment, downstream::DownstreamKind kind, std::string_view wanted) {
    downstream::DownstreamSettings service;
    service.name = deployment::freeName(deployment, wanted);
    service.kind = kind;
    if (kind == downstream::DownstreamKind::map) service.stateset = service.name;
    if (kind == downstream::DownstreamKind::webhook) service.url = "https://" + service.name + ".example/events";
    deployment.downstream.push_back(service);
    return {RefKind::downstream, service.name};
}

void remove(Deployment& deployment, const ServiceRef& ref) {
    switch (ref.kind) {
    case RefKind::none:
    case RefKind::twins:
        return;
    case RefKind::devices:
        return eraseByName(deployment.devices, ref.name);
    case RefKind::route:
        return eraseByName(deployment.routes, ref.name);
    case RefKind::coupling:
        return deployment::uncouple(deployment, ref.name, ref.to);
    case RefKind::hub:
        eraseByName(deployment.hubs, ref.name);
        break;
    case RefKind::function:
        eraseByName(deployment.functions, ref.name);
        break;
    case RefKind::endpoint:
        eraseByName(deployment.endpoints, ref.name);
        std::erase_if(deployment.routes, [&](const auto& route) { return route.endpoint == ref.name; });
        break;
    case RefKind::downstream:
        eraseByName(deployment.downstream, ref.name);
        for (auto& endpoint : deployment.endpoints) {
            if (endpoint.deadLetter == ref.name) endpoint.deadLetter.clear();
        }
        break;
    }
    std::erase_if(deployment.couplings,
                  [&](const auto& coupling) { return coupling.from == ref.name || coupling.to == ref.name; });
    for (auto& hub : deployment.hubs)
        std::erase_if(hub.routes, [&](const auto& route) { return route.endpoint == ref.name; });
}

} // namespace

ServiceRef add(Deployment& deployment, ServiceTemplate kind) {
    using downstream::DownstreamKind;
    using endpoints::EndpointKind;
    switch (kind) {
    case ServiceTemplate::devices: {
        deployment::DeviceGroup group;
        group.name = deployment::freeName(deployment, "devices");
        group.hub = deployment.hubs.empty() ? std::string() : deployment.hubs.front().name;
        group.idPrefix = group.name + "-";
        group.count = 10;
        deployment.devices.push_back(group);
        return {RefKind::devices, group.name};
    }
    case ServiceTemplate::hub: {
        ingress::HubSettings hub;
        hub.name = deployment::freeName(deployment, "hub");
        deployment.hubs.push_back(hub);
        return {RefKind::hub, hub.name};
    }
    case ServiceTemplate::script:
        return addFunction(deployment, functions::FunctionKind::script);
    case ServiceTemplate::mapping:
        return addFunction(deployment, functions::FunctionKind::mapping);
    case ServiceTemplate::route: {
        const std::string endpoint = deployment.endpoints.empty() ? std::string() : deployment.endpoints.front().name;
        const std::string name = deployment::freeRouteName(deployment, "route");
        deployment.routes.push_back({name, endpoint, "true"});
        return {RefKind::route, name};
    }
    case ServiceTemplate::eventHub:
        return putEndpoint(deployment, EndpointKind::eventHub, "event-hub");
    case ServiceTemplate::eventGrid:
        return putEndpoint(deployment, EndpointKind::eventGrid, "grid-topic");
    case ServiceTemplate::serviceBus:
        return putEndpoint(deployment, EndpointKind::serviceBus, "bus-topic");
    case ServiceTemplate::serviceBusQueue: {
        const ServiceRef ref = putEndpoint(deployment, EndpointKind::serviceBus, "bus-queue");
        deployment.endpoints.back().entity = endpoints::BusEntity::queue;
        return ref;
    }
    case ServiceTemplate::storage:
        return addDownstream(deployment, DownstreamKind::storage, "storage");
    case ServiceTemplate::timeSeries:
        return addDownstream(deployment, DownstreamKind::timeSeries, "time-series");
    case ServiceTemplate::map:
        return addDownstream(deployment, DownstreamKind::map, "map");
    case ServiceTemplate::webhook:
        return addDownstream(deployment, DownstreamKind::webhook, "webhook");
    case ServiceTemplate::dataHistory:
        return addDownstream(deployment, DownstreamKind::dataHistory, "data-history");
    }
    return {};
}

void removeAll(Deployment& deployment, std::span<const ServiceRef> refs) {
    for (const ServiceRef& ref : refs) remove(deployment, ref);
}

std::vector<ServiceRef> duplicate(Deployment& deployment, std::span<const ServiceRef> refs) {
    auto copies = addServices(deployment, servicesText(deployment, refs));
    return copies ? std::move(*copies) : std::vector<ServiceRef>();
}

void join(Deployment& deployment, const ServiceRef& from, const ServiceRef& to) {
    if (from.kind == RefKind::devices && to.kind == RefKind::hub) {
        if (const auto group = findByName(deployment.devices, from.name); group != deployment.devices.end())
            group->hub = to.name;
        return;
    }
    if (from.kind == RefKind::route && to.kind == RefKind::endpoint) {
        if (const auto route = findByName(deployment.routes, from.name); route != deployment.routes.end())
            route->endpoint = to.name;
        return;
    }
    if (from.kind == RefKind::twins && to.kind == RefKind::endpoint) return deployment::addRoute(deployment, to.name);
    if (from.kind == RefKind::route || to.kind == RefKind::route) return; // a route is a line itself
    deployment::couple(deployment, from.name, to.name);
}

void rename(Deployment& deployment, const ServiceRef& ref, const std::string& name) {
    if (ref.kind == RefKind::route) {
        if (const auto route = findByName(deployment.routes, ref.name); route != deployment.routes.end())
            route->name = name;
    } else if (ref.kind != RefKind::coupling && ref.kind != RefKind::none) {
        deployment = deployment::renamed(std::move(deployment), ref.name, name);
    }
}

} // namespace twinflow::ui
