// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Endpoints: fed by a route, read by somebody, with dead letters that somebody keeps.
#include "deployment/checks/rules.h"

#include "deployment/edits.h"
#include "deployment/name_forms.h"

#include <algorithm>
#include <set>

namespace twinflow::deployment {

namespace {

using downstream::DownstreamKind;
using endpoints::EndpointSettings;

constexpr std::size_t kMaxEndpoints = 6; // of an instance: adt-facts 4.1

std::vector<std::string> storages(const Deployment& deployment) {
    std::vector<std::string> names;
    for (const auto& service : deployment.downstream) {
        if (service.kind == DownstreamKind::storage) names.push_back(service.name);
    }
    return names;
}

/// Another way into an endpoint than a route: a data history's, or of Service Bus from a function or another topic.
bool isFedOtherwise(const Checker& checker, const EndpointSettings& endpoint) {
    if (isHistoryHub(checker.deployment(), endpoint.name)) return true;
    return endpoint.kind == endpoints::EndpointKind::serviceBus && !checker.to(endpoint.name).empty();
}

void queueUnfed(Checker& checker, const EndpointSettings& queue) {
    checker.report(fault("deployment-endpoint-unfed", "Nothing is forwarded or sent to the queue '{0}'.", queue.name)
                       .withHint(say("Couple a Service Bus topic or a function to it, or remove the queue."))
                       .as(Severity::warning),
                   checker.places().of("endpoints", queue.name), say("Put a topic that gets everything before it"),
                   [name = queue.name](const Deployment& old) {
                       Deployment mended = old;
                       couple(mended, addEndpoint(mended, endpoints::EndpointKind::serviceBus, name + "-topic"), name);
                       return mended;
                   });
}

void checkFlow(Checker& checker, const EndpointSettings& endpoint) {
    if (endpoint.name.empty()) return; // nothing can name it: a finding of its own
    const Place place = checker.places().of("endpoints", endpoint.name);
    const bool isRouted = !routesTo(checker.deployment(), endpoint.name).empty();
    if (!isRouted && !isFedOtherwise(checker, endpoint) && endpoint.isQueue()) {
        queueUnfed(checker, endpoint);
    } else if (!isRouted && !isFedOtherwise(checker, endpoint)) {
        checker.report(fault("deployment-endpoint-unfed", "No route leads to the endpoint '{0}'.", endpoint.name)
                           .withHint(say("Add a route, or remove the endpoint."))
                           .as(Severity::warning),
                       place, say("Add a route that passes everything"), [name = endpoint.name](const Deployment& old) {
                           Deployment mended = old;
                           addRoute(mended, name);
                           return mended;
                       });
    }
    if (!checker.from(endpoint.name).empty()) return;
    checker.report(
        fault("deployment-endpoint-unread", "Nobody takes what arrives at the endpoint '{0}'.", endpoint.name)
            .withHint(say("Couple it to a function or a downstream service."))
            .as(Severity::warning),
        place, say("Keep its events in a storage"), [name = endpoint.name](const Deployment& old) {
            Deployment mended = old;
            couple(mended, name, addStorage(mended, "archive"));
            return mended;
        });
}

void checkDeadLetter(Checker& checker, const EndpointSettings& endpoint) {
    if (endpoint.deadLetter.empty()) return;
    const auto* keeper = findDownstream(checker.deployment(), endpoint.deadLetter);
    if (keeper && keeper->kind == DownstreamKind::storage) return;
    const Place place = checker.places().of("endpoints", endpoint.name, "deadLetter");
    const bool exists = checker.kindOf(endpoint.deadLetter) != ServiceKind::unknown;
    const Error error =
        exists ? fault("deployment-dead-letter", "The dead letters of '{0}' go to '{1}', which is no storage.",
                       endpoint.name, endpoint.deadLetter)
               : fault("deployment-dead-letter", "The dead letters of '{0}' go to '{1}', which does not exist.",
                       endpoint.name, endpoint.deadLetter);
    const auto put = [name = endpoint.name](Deployment& deployment, const std::string& meant) {
        for (EndpointSettings& each : deployment.endpoints) {
            if (each.name == name) each.deadLetter = meant;
        }
    };
    if (checker.reportNear(error, place, endpoint.deadLetter, storages(checker.deployment()), put)) return;
    const std::string wanted = exists ? std::string("dead-letters") : endpoint.deadLetter;
    checker.report(Error(error).withHint(say("Only a storage keeps dead letters.")), place,
                   say("Add a storage '{0}'", freeName(checker.deployment(), kServiceName.mended(wanted, "archive"))),
                   [put, wanted](const Deployment& old) {
                       Deployment mended = old;
                       put(mended, addStorage(mended, wanted));
                       return mended;
                   });
}

/// Two entries of one name, and entries that nothing comes of.
template <typename Entries>
void checkNames(Checker& checker, const EndpointSettings& endpoint, std::string_view list, const Entries& entries,
                bool needsTaker) {
    const Place place = checker.places().of("endpoints", endpoint.name, list);
    std::set<std::string> names;
    for (const auto& entry : entries) {
        if (!names.insert(entry.name).second) {
            checker.report(fault("deployment-subscription-twice", "'{0}' has '{1}' twice in '{2}'.", endpoint.name,
                                 entry.name, list)
                               .withHint(say("Rename one of them, or remove it.")),
                           place);
            continue;
        }
        const auto& takers = checker.from(endpoint.name);
        const bool taken = std::any_of(takers.begin(), takers.end(), [&](const Coupling* coupling) {
            return subscriptionOf(*coupling) == entry.name;
        });
        if (taken || !needsTaker) continue;
        checker.report(fault("deployment-subscription-untaken", "Nobody takes the event subscription '{0}' of '{1}'.",
                             entry.name, endpoint.name)
                           .withHint(say("Name it in a coupling's 'subscription', or give it the name of a taker."))
                           .as(Severity::warning),
                       place);
    }
}

void checkSettings(Checker& checker, const EndpointSettings& endpoint) {
    for (const Error& problem : endpoints::findProblems(endpoint)) {
        const bool isSql = problem.code == "endpoints-sql";
        checker.report(problem,
                       checker.places().of("endpoints", endpoint.name, isSql ? "subscriptions" : "eventSubscriptions"));
    }
    checkNames(checker, endpoint, "subscriptions", endpoint.subscriptions, false);
    checkNames(checker, endpoint, "eventSubscriptions", endpoint.eventSubscriptions, true);
    checkNames(checker, endpoint, "consumerGroups", endpoint.consumerGroups, false);
}

} // namespace

void checkEndpoints(Checker& checker) {
    const auto& endpoints = checker.deployment().endpoints;
    for (const EndpointSettings& endpoint : endpoints) {
        checkFlow(checker, endpoint);
        checkDeadLetter(checker, endpoint);
        checkSettings(checker, endpoint);
    }
    std::vector<std::string> counted; // the hub of a data history is none, nor what only Service Bus itself knows
    for (const EndpointSettings& endpoint : endpoints) {
        const bool isRouted = !routesTo(checker.deployment(), endpoint.name).empty();
        if (!endpoint.isQueue() && (isRouted || !isFedOtherwise(checker, endpoint))) counted.push_back(endpoint.name);
    }
    if (counted.size() <= kMaxEndpoints) return;
    checker.report(fault("deployment-endpoints-limit", "There are {0} endpoints; an instance takes {1}.",
                         counted.size(), kMaxEndpoints)
                       .withHint(say("Let routes share endpoints; their subscribers can tell events apart by type."))
                       .as(Severity::warning),
                   checker.places().of("endpoints", counted[kMaxEndpoints]));
}

} // namespace twinflow::deployment
