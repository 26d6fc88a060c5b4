// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Hubs: something that sends, and a function that takes what was sent.
#include "deployment/checks/rules.h"

#include "deployment/edits.h"

#include <algorithm>

namespace twinflow::deployment {

namespace {

/// Straight to the graph is a finding of its own.
bool leadsSomewhere(const Checker& checker, const ingress::HubSettings& hub) {
    const auto isCustom = [&](const ingress::HubRoute& route) {
        return route.enabled && checker.kindOf(route.endpoint) != ServiceKind::unknown;
    };
    if (std::any_of(hub.routes.begin(), hub.routes.end(), isCustom)) return true;
    const auto& couplings = checker.from(hub.name);
    return std::any_of(couplings.begin(), couplings.end(), [&](const Coupling* coupling) {
        const ServiceKind kind = checker.kindOf(coupling->to);
        return kind == ServiceKind::function || kind == ServiceKind::twins;
    });
}

} // namespace

void checkHubs(Checker& checker) {
    const Deployment& deployment = checker.deployment();
    for (const auto& hub : deployment.hubs) {
        if (hub.name.empty()) continue; // nothing can name it: a finding of its own
        const bool hasDevices = std::any_of(deployment.devices.begin(), deployment.devices.end(),
                                            [&](const DeviceGroup& group) { return group.hub == hub.name; });
        if (!hasDevices) {
            checker.report(fault("deployment-hub-idle", "No device sends to the hub '{0}'.", hub.name)
                               .withHint(say("Add a group of devices, or remove the hub."))
                               .as(Severity::warning),
                           checker.places().of("hubs", hub.name));
        }
        if (leadsSomewhere(checker, hub)) continue;
        checker.report(fault("deployment-hub-unread",
                             "No function takes what the hub '{0}' gets; its messages would be dropped.", hub.name)
                           .withHint(say("Couple the hub to a function, and the function to the twins."))
                           .as(Severity::warning),
                       checker.places().of("hubs", hub.name),
                       say("Add a mapping function between '{0}' and the twins", hub.name),
                       [name = hub.name](const Deployment& old) {
                           Deployment mended = old;
                           addMapping(mended, name);
                           return mended;
                       });
    }
}

} // namespace twinflow::deployment
