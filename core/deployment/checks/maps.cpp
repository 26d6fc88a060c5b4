// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Maps: fed by a function that an Event Grid topic triggers, for a map takes states of features, not events.
#include "deployment/checks/rules.h"

#include "deployment/edits.h"
#include "downstream/feature_styles.h"

#include <algorithm>

namespace twinflow::deployment {

namespace {

using endpoints::EndpointKind;

bool isMap(const Deployment& deployment, const std::string& name) {
    const auto* service = findDownstream(deployment, name);
    return service && service->kind == downstream::DownstreamKind::map;
}

void reportDirect(Checker& checker, const Coupling& coupling) {
    const auto* endpoint = findEndpoint(checker.deployment(), coupling.from);
    const bool isGrid = endpoint->kind == EndpointKind::eventGrid;
    checker.report(
        fault("deployment-map-direct",
              "The map '{0}' stands straight behind the endpoint '{1}'; it cannot read events.", coupling.to,
              coupling.from)
            .withHint(say("A function behind an Event Grid topic turns events into states of the map's features.")),
        checker.places().of(coupling, "to"),
        isGrid ? say("Put a function between '{0}' and '{1}'", coupling.from, coupling.to)
               : say("Put an Event Grid topic, a route and a function before '{0}'", coupling.to),
        [from = coupling.from, to = coupling.to, isGrid](const Deployment& old) {
            Deployment mended = old;
            uncouple(mended, from, to);
            addMapScript(mended, isGrid ? from : addEndpoint(mended, EndpointKind::eventGrid, "events-for-" + to), to);
            return mended;
        });
}

void checkFunction(Checker& checker, const Coupling& coupling) {
    const auto& inputs = checker.to(coupling.from);
    const bool isTriggered = std::any_of(inputs.begin(), inputs.end(), [&](const Coupling* input) {
        const auto* endpoint = findEndpoint(checker.deployment(), input->from);
        return endpoint && endpoint->kind == EndpointKind::eventGrid;
    });
    if (isTriggered) return;
    checker.report(
        fault("deployment-map-without-grid",
              "The function '{0}' updates the map '{1}', but no Event Grid topic triggers it.", coupling.from,
              coupling.to)
            .withHint(
                say("Event Grid pushes each event to the function; behind other services it would have to be polled."))
            .as(Severity::warning),
        checker.places().of(coupling, "from"), say("Add an Event Grid topic and a route before '{0}'", coupling.from),
        [function = coupling.from, map = coupling.to](const Deployment& old) {
            Deployment mended = old;
            couple(mended, addEndpoint(mended, EndpointKind::eventGrid, "events-for-" + map), function);
            return mended;
        });
}

} // namespace

void checkMaps(Checker& checker) {
    for (const auto& service : checker.deployment().downstream) {
        if (service.kind != downstream::DownstreamKind::map) continue;
        const auto styles = downstream::FeatureStyles::parse(service.styles);
        if (styles) continue;
        checker.report(fault("deployment-map-styles", "The map '{0}' cannot have these styles. {1}", service.name,
                             styles.error().what.str())
                           .withHint(styles.error().hint),
                       checker.places().of("downstream", service.name, "styles"));
    }
    for (const Coupling& coupling : checker.deployment().couplings) {
        if (!isMap(checker.deployment(), coupling.to)) continue;
        const ServiceKind kind = checker.kindOf(coupling.from);
        if (kind == ServiceKind::endpoint) reportDirect(checker, coupling);
        if (kind == ServiceKind::function) checkFunction(checker, coupling);
    }
}

} // namespace twinflow::deployment
