// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/services.h"

#include <algorithm>

namespace twinflow::deployment {

namespace {

template <typename T>
const T* named(const std::vector<T>& items, std::string_view name) {
    const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.name == name; });
    return found == items.end() ? nullptr : &*found;
}

template <typename T, typename Wanted>
std::vector<const T*> all(const std::vector<T>& items, Wanted wanted) {
    std::vector<const T*> found;
    for (const T& item : items) {
        if (wanted(item)) found.push_back(&item);
    }
    return found;
}

} // namespace

std::string_view kindText(ServiceKind kind) {
    switch (kind) {
    case ServiceKind::unknown:
        return "no service";
    case ServiceKind::devices:
        return "a group of devices";
    case ServiceKind::hub:
        return "a hub";
    case ServiceKind::function:
        return "a function";
    case ServiceKind::twins:
        return "the twins";
    case ServiceKind::endpoint:
        return "an endpoint";
    case ServiceKind::downstream:
        return "a downstream service";
    }
    return "";
}

ServiceKind serviceKind(const Deployment& deployment, std::string_view name) {
    if (name.empty()) return ServiceKind::unknown;
    if (findDevices(deployment, name)) return ServiceKind::devices;
    if (findHub(deployment, name)) return ServiceKind::hub;
    if (findFunction(deployment, name)) return ServiceKind::function;
    if (deployment.twins.name == name) return ServiceKind::twins;
    if (findEndpoint(deployment, name)) return ServiceKind::endpoint;
    if (findDownstream(deployment, name)) return ServiceKind::downstream;
    return ServiceKind::unknown;
}

std::vector<std::string> serviceNames(const Deployment& deployment) {
    std::vector<std::string> names;
    for (const auto& group : deployment.devices) names.push_back(group.name);
    for (const auto& hub : deployment.hubs) names.push_back(hub.name);
    for (const auto& function : deployment.functions) names.push_back(function.name);
    names.push_back(deployment.twins.name);
    for (const auto& endpoint : deployment.endpoints) names.push_back(endpoint.name);
    for (const auto& service : deployment.downstream) names.push_back(service.name);
    return names;
}

const DeviceGroup* findDevices(const Deployment& deployment, std::string_view name) {
    return named(deployment.devices, name);
}

const ingress::HubSettings* findHub(const Deployment& deployment, std::string_view name) {
    return named(deployment.hubs, name);
}

const functions::FunctionSettings* findFunction(const Deployment& deployment, std::string_view name) {
    return named(deployment.functions, name);
}

const endpoints::EndpointSettings* findEndpoint(const Deployment& deployment, std::string_view name) {
    return named(deployment.endpoints, name);
}

const routes::RouteSettings* findRoute(const Deployment& deployment, std::string_view name) {
    return named(deployment.routes, name);
}

const downstream::DownstreamSettings* findDownstream(const Deployment& deployment, std::string_view name) {
    return named(deployment.downstream, name);
}

const simulation::Scenario* findScenario(const Deployment& deployment, std::string_view name) {
    return named(deployment.scenarios, name);
}

const ProjectFile* findFile(const std::vector<ProjectFile>& files, std::string_view path) {
    const auto found =
        std::find_if(files.begin(), files.end(), [&](const ProjectFile& file) { return file.path == path; });
    return found == files.end() ? nullptr : &*found;
}

const simulation::Scenario* defaultScenario(const Deployment& deployment) {
    const simulation::Scenario* named = findScenario(deployment, "default");
    return named || deployment.scenarios.empty() ? named : &deployment.scenarios.front();
}

const std::string& subscriptionOf(const Coupling& coupling) {
    return coupling.subscription.empty() ? coupling.to : coupling.subscription;
}

const std::string& subscriptionOf(const Deployment& deployment, const Coupling& coupling) {
    const auto* giver = findEndpoint(deployment, coupling.from);
    return giver && giver->isQueue() ? coupling.from : subscriptionOf(coupling);
}

std::vector<const Coupling*> couplingsFrom(const Deployment& deployment, std::string_view name) {
    return all(deployment.couplings, [&](const Coupling& coupling) { return coupling.from == name; });
}

bool isHubEndpoint(const Deployment& deployment, std::string_view name) {
    const auto leadsThere = [&](const ingress::HubRoute& route) { return route.endpoint == name; };
    return std::any_of(deployment.hubs.begin(), deployment.hubs.end(), [&](const ingress::HubSettings& hub) {
        return std::any_of(hub.routes.begin(), hub.routes.end(), leadsThere);
    });
}

std::vector<const routes::RouteSettings*> routesTo(const Deployment& deployment, std::string_view endpoint) {
    return all(deployment.routes, [&](const routes::RouteSettings& route) { return route.endpoint == endpoint; });
}

} // namespace twinflow::deployment
