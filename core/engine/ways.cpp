// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ways.h"

#include "deployment/services.h"
#include "ingress/message_router.h"

#include <algorithm>

namespace twinflow::engine {

record::Ways waysOf(const deployment::Deployment& deployment) {
    using Kind = record::Ways::Kind;
    record::Ways ways;
    const auto add = [&](record::Ways::Way way) {
        if (std::find(ways.ways.begin(), ways.ways.end(), way) == ways.ways.end()) ways.ways.push_back(std::move(way));
    };
    ways.services.push_back({deployment.twins.name, Kind::twins});
    for (const auto& hub : deployment.hubs) ways.services.push_back({hub.name, Kind::hub});
    for (const auto& function : deployment.functions) ways.services.push_back({function.name, Kind::function});
    for (const auto& endpoint : deployment.endpoints) ways.services.push_back({endpoint.name, Kind::endpoint});
    for (const auto& destination : deployment.downstream)
        ways.services.push_back({destination.name, Kind::destination});
    for (const auto& route : deployment.routes) add({deployment.twins.name, route.endpoint, route.name});
    for (const auto& hub : deployment.hubs) {
        for (const auto& route : hub.routes) {
            const bool isBuiltIn =
                route.endpoint == ingress::kEventsEndpoint || route.endpoint == ingress::kEventGridEndpoint;
            if (!isBuiltIn) add({hub.name, route.endpoint, {}});
        }
    }
    for (const auto& coupling : deployment.couplings) {
        add({coupling.from, coupling.to, {}});
        const auto* destination = deployment::findDownstream(deployment, coupling.to);
        if (destination && destination->kind == downstream::DownstreamKind::dataHistory)
            add({deployment.twins.name, coupling.from, destination->name});
    }
    return ways;
}

} // namespace twinflow::engine
