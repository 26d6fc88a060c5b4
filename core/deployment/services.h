// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Looking things up in a deployment by name.
#pragma once

#include "deployment/deployment.h"

#include <string_view>
#include <vector>

namespace twinflow::deployment {

/// What a name stands for. Routes are no services: they have names of their own.
enum class ServiceKind : std::uint8_t { unknown, devices, hub, function, twins, endpoint, downstream };

/// In words for a sentence: "a hub", "an endpoint", "the twins".
std::string_view kindText(ServiceKind kind);
ServiceKind serviceKind(const Deployment& deployment, std::string_view name);
/// All services' names in the order of the flow.
std::vector<std::string> serviceNames(const Deployment& deployment);

/// The first of that name, or none; good until the deployment changes.
const DeviceGroup* findDevices(const Deployment& deployment, std::string_view name);
const ingress::HubSettings* findHub(const Deployment& deployment, std::string_view name);
const functions::FunctionSettings* findFunction(const Deployment& deployment, std::string_view name);
const endpoints::EndpointSettings* findEndpoint(const Deployment& deployment, std::string_view name);
const routes::RouteSettings* findRoute(const Deployment& deployment, std::string_view name);
const downstream::DownstreamSettings* findDownstream(const Deployment& deployment, std::string_view name);
const simulation::Scenario* findScenario(const Deployment& deployment, std::string_view name);
const ProjectFile* findFile(const std::vector<ProjectFile>& files, std::string_view path);
/// The scenario that runs when none is named: `default` when there is one, else the first by name, else none.
const simulation::Scenario* defaultScenario(const Deployment& deployment);

/// The subscription or consumer group by which a coupling reads: its taker's name when it says none.
const std::string& subscriptionOf(const Coupling& coupling);
/// The same in a deployment, where a queue is its own only subscription.
const std::string& subscriptionOf(const Deployment& deployment, const Coupling& coupling);
/// In the order in which they are written; good until the deployment changes.
std::vector<const Coupling*> couplingsFrom(const Deployment& deployment, std::string_view name);
/// A route of a hub leads to the function or storage of that name.
bool isHubEndpoint(const Deployment& deployment, std::string_view name);
/// The routes that lead to an endpoint.
std::vector<const routes::RouteSettings*> routesTo(const Deployment& deployment, std::string_view endpoint);

} // namespace twinflow::deployment
