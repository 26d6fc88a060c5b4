// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Routes: filters that parse, endpoints that exist, no more than the service takes.
#include "deployment/checks/rules.h"

#include "deployment/edits.h"
#include "deployment/name_forms.h"
#include "query/lexer.h"
#include "routes/route_table.h"

#include <algorithm>
#include <set>

namespace twinflow::deployment {

namespace {

using routes::RouteSettings;

constexpr std::size_t kMaxRoutes = 6; // of an instance, before anybody asks for more: adt-facts 4.1

void checkEndpoint(Checker& checker, const RouteSettings& route) {
    const ServiceKind kind = checker.kindOf(route.endpoint);
    if (kind == ServiceKind::endpoint) return;
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

void checkFilters(Checker& checker) {
    const Deployment& deployment = checker.deployment();
    for (const Error& finding : routes::RouteTable::build(deployment.routes).findings) {
        const RouteSettings* route = findRoute(deployment, finding.place.path);
        const std::size_t at = route ? query::offsetIn(route->filter, finding.place) : 0;
        checker.report(finding, checker.places().inside("routes", finding.place.path, "filter", at));
    }
}

void checkDoubles(Checker& checker) {
    std::map<std::pair<std::string, std::string>, std::string> seen; // by endpoint and filter
    for (const RouteSettings& route : checker.deployment().routes) {
        const auto [first, isNew] = seen.emplace(std::pair(route.endpoint, route.filter), route.name);
        if (isNew) continue;
        checker.report(fault("deployment-route-twice",
                             "The routes '{0}' and '{1}' are the same: '{2}' gets each event twice.", first->second,
                             route.name, route.endpoint)
                           .withHint(say("Remove one, unless that is meant."))
                           .as(Severity::warning),
                       checker.places().of("routes", route.name, "filter"), say("Remove '{0}'", route.name),
                       [wrong = route](const Deployment& old) {
                           Deployment mended = old;
                           const auto last = std::find(mended.routes.rbegin(), mended.routes.rend(), wrong);
                           if (last != mended.routes.rend()) mended.routes.erase(std::next(last).base());
                           return mended;
                       });
    }
}

} // namespace

void checkRoutes(Checker& checker) {
    const auto& routes = checker.deployment().routes;
    for (const RouteSettings& route : routes) checkEndpoint(checker, route);
    checkFilters(checker);
    checkDoubles(checker);
    if (routes.size() <= kMaxRoutes) return;
    checker.report(fault("deployment-routes-limit",
                         "There are {0} routes; an instance takes {1} unless the limit was raised.", routes.size(),
                         kMaxRoutes)
                       .withHint(say("Join routes to one endpoint with OR, or ask the service's support for more."))
                       .as(Severity::warning),
                   checker.places().of("routes", routes[kMaxRoutes].name));
}

} // namespace twinflow::deployment
