// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Routes: filters that parse, endpoints that exist, no more than the service takes.
#include "deployment/checks/rules.h"

#include "deployment/checks/route_overlaps.h"
#include "deployment/edits.h"
#include "deployment/filter_findings.h"
#include "deployment/name_forms.h"
#include "query/lexer.h"

#include <algorithm>

namespace twinflow::deployment {

namespace {

using routes::RouteSettings;

constexpr std::size_t kMaxRoutes = 6; // of an instance, before anybody asks for more: adt-facts 4.1

/// The twin service's endpoints of Service Bus are topics: adt-facts 4.3.
void checkTopic(Checker& checker, const RouteSettings& route) {
    const auto* endpoint = findEndpoint(checker.deployment(), route.endpoint);
    if (!endpoint || !endpoint->isQueue()) return;
    checker.report(
        fault("deployment-route-to-queue", "The route '{0}' leads to the queue '{1}'; the service knows topics only.",
              route.name, route.endpoint)
            .withHint(say("Let it lead to a topic whose subscription forwards to the queue.")),
        checker.places().of("routes", route.name, "endpoint"),
        say("Put a topic between '{0}' and '{1}'", route.name, route.endpoint), [wrong = route](const Deployment& old) {
            Deployment mended = old;
            endpoints::EndpointSettings topic;
            topic.kind = endpoints::EndpointKind::serviceBus;
            topic.name = freeName(old, kEndpointName.mended(wrong.endpoint + "-topic", "topic"));
            mended.endpoints.push_back(topic);
            for (RouteSettings& each : mended.routes) {
                if (each == wrong) each.endpoint = topic.name;
            }
            couple(mended, topic.name, wrong.endpoint);
            return mended;
        });
}

void checkEndpoint(Checker& checker, const RouteSettings& route) {
    const ServiceKind kind = checker.kindOf(route.endpoint);
    if (kind == ServiceKind::endpoint) return checkTopic(checker, route);
    const Place place = checker.places().of("routes", route.name, "endpoint");
    const Error error =
        kind == ServiceKind::unknown
            ? fault("deployment-endpoint-unknown", "The route '{0}' leads to an endpoint '{1}', which does not exist.",
                    route.name, route.endpoint)
            : fault("deployment-endpoint-unknown", "The route '{0}' leads to '{1}', which is {2} and no endpoint.",
                    route.name, route.endpoint, kindText(kind));
    std::vector<std::string> endpoints;
    for (const auto& endpoint : checker.deployment().endpoints) endpoints.push_back(endpoint.name);
    const auto put = [name = route.name](Deployment& deployment, const std::string& meant) {
        for (RouteSettings& each : deployment.routes) {
            if (each.name == name) each.endpoint = meant;
        }
    };
    if (checker.reportNear(error, place, route.endpoint, endpoints, put)) return;
    const bool nameIsFree = kind == ServiceKind::unknown && !route.endpoint.empty();
    const std::string wanted = kEndpointName.mended(nameIsFree ? route.endpoint : route.name + "-endpoint", "events");
    checker.report(Error(error).withHint(say("Add the endpoint, or name another.")), place,
                   say("Add an Event Hub '{0}'", freeName(checker.deployment(), wanted)),
                   [put, wanted](const Deployment& old) {
                       Deployment mended = old;
                       endpoints::EndpointSettings endpoint;
                       endpoint.name = freeName(old, wanted);
                       mended.endpoints.push_back(endpoint);
                       put(mended, endpoint.name);
                       return mended;
                   });
}

/// Of broken models less is known than it seems, so nothing is said of bodies then.
routes::EventShapes shapesOf(const Checker& checker) {
    static const models::ModelSet none;
    const bool sound = !hasErrors(checker.content().modelFindings);
    return {sound ? checker.content().models : none, checker.deployment().twins.host};
}

void checkFilters(Checker& checker, const routes::EventShapes& shapes) {
    for (const RouteSettings& route : checker.deployment().routes) {
        for (FilterFinding& finding : filterFindings(route.filter, shapes)) {
            const std::size_t at = query::offsetIn(route.filter, finding.error.place);
            const Place place = checker.places().inside("routes", route.name, "filter", at);
            if (finding.mended.empty()) {
                checker.report(std::move(finding.error), place);
                continue;
            }
            checker.report(std::move(finding.error), place, std::move(finding.fixText),
                           [wrong = route, mended = std::move(finding.mended)](const Deployment& old) {
                               Deployment result = old;
                               for (RouteSettings& each : result.routes) {
                                   if (each == wrong) each.filter = mended;
                               }
                               return result;
                           });
        }
    }
}

} // namespace

void checkRoutes(Checker& checker) {
    const auto& all = checker.deployment().routes;
    for (const RouteSettings& route : all) checkEndpoint(checker, route);
    const routes::EventShapes shapes = shapesOf(checker);
    checkFilters(checker, shapes);
    checkRouteOverlaps(checker, shapes);
    if (all.size() <= kMaxRoutes) return;
    checker.report(fault("deployment-routes-limit",
                         "There are {0} routes; an instance takes {1} unless the limit was raised.", all.size(),
                         kMaxRoutes)
                       .withHint(say("Join routes to one endpoint with OR, or ask the service's support for more."))
                       .as(Severity::warning),
                   checker.places().of("routes", all[kMaxRoutes].name));
}

} // namespace twinflow::deployment
