// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Data histories: behind an Event Hub of their own, which the twins fill by themselves.
#include "deployment/checks/rules.h"

#include "deployment/edits.h"
#include "deployment/name_forms.h"

#include <algorithm>
#include <set>

namespace twinflow::deployment {

namespace {

using downstream::DownstreamKind;
using downstream::DownstreamSettings;
using endpoints::EndpointKind;

bool isEventHub(const Deployment& deployment, const std::string& name) {
    const auto* endpoint = findEndpoint(deployment, name);
    return endpoint && endpoint->kind == EndpointKind::eventHub;
}

/// Puts an Event Hub before the data history, in the place of what feeds it.
Checker::Fix ownHub(const std::string& from, const std::string& history) {
    return [from, history](const Deployment& old) {
        Deployment mended = old;
        uncouple(mended, from, history);
        endpoints::EndpointSettings hub;
        hub.name = freeName(mended, kEndpointName.mended("hub-of-" + history, "history-hub"));
        hub.kind = EndpointKind::eventHub;
        mended.endpoints.push_back(hub);
        couple(mended, hub.name, history);
        return mended;
    };
}

void checkWay(Checker& checker, const Coupling& coupling) {
    const Deployment& deployment = checker.deployment();
    const ServiceKind from = checker.kindOf(coupling.from);
    if (from != ServiceKind::endpoint && from != ServiceKind::function) return; // couplings.cpp says so
    const Sentence fixText = say("Give '{0}' an Event Hub of its own", coupling.to);
    const Place place = checker.places().of(coupling, "from");
    if (!isEventHub(deployment, coupling.from)) {
        checker.report(
            fault("deployment-history-without-hub",
                  "The data history '{0}' stands behind '{1}', which is no Event Hub.", coupling.to, coupling.from)
                .withHint(say("The service hands its history over through an Event Hub, and by nothing else.")),
            place, fixText, ownHub(coupling.from, coupling.to));
        return;
    }
    const bool isRouted = !routesTo(deployment, coupling.from).empty();
    if (!isRouted && checker.from(coupling.from).size() == 1) return;
    checker.report(
        fault("deployment-history-hub-shared",
              isRouted ? "A route leads to '{0}', the Event Hub of the data history '{1}'."
                       : "'{0}', the Event Hub of the data history '{1}', has other takers as well.",
              coupling.from, coupling.to)
            .withHint(say("The service writes every change to that hub by itself; events of routes, and other "
                          "readers, need a hub of their own.")),
        place, fixText, ownHub(coupling.from, coupling.to));
}

/// A connection of the service has one Event Hub: with two, each change would be there twice.
void secondWay(Checker& checker, const Coupling& coupling) {
    checker.report(fault("deployment-history-twice", "The data history '{0}' has more than one coupling.", coupling.to)
                       .withHint(say("Leave it one, from an Event Hub of its own.")),
                   checker.places().of(coupling, "to"), say("Remove the coupling from '{0}'", coupling.from),
                   [surplus = coupling](const Deployment& old) {
                       Deployment mended = old;
                       std::erase(mended.couplings, surplus);
                       return mended;
                   });
}

void checkTables(Checker& checker, const DownstreamSettings& service) {
    const auto& history = service.history;
    const Place place = checker.places().of("downstream", service.name, "history");
    std::set<std::string> seen;
    for (const std::string* table : {&history.adxTableName, &history.adxTwinLifecycleEventsTableName,
                                     &history.adxRelationshipLifecycleEventsTableName}) {
        const bool isUsable = table->size() <= 1024 && std::all_of(table->begin(), table->end(), [](char c) {
                                  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                                         c == '_' || c == '-' || c == '.' || c == ' ';
                              });
        const bool isMissing = table->empty() && table == &history.adxTableName;
        if (isUsable && !isMissing && (table->empty() || seen.insert(lowered(*table)).second)) continue;
        checker.report(
            fault("deployment-history-table", "The data history '{0}' cannot have a table '{1}'.", service.name, *table)
                .withHint(say("Tables differ in name and have letters, digits, blanks, and _ - . only.")),
            place, say("Take the service's own names"), [name = service.name](const Deployment& old) {
                Deployment mended = old;
                for (DownstreamSettings& each : mended.downstream) {
                    if (each.name != name) continue;
                    const bool removals = each.history.recordPropertyAndItemRemovals;
                    each.history = {};
                    each.history.recordPropertyAndItemRemovals = removals;
                }
                return mended;
            });
        return;
    }
}

} // namespace

bool isHistoryHub(const Deployment& deployment, std::string_view endpoint) {
    if (!isEventHub(deployment, std::string(endpoint))) return false;
    const auto takers = couplingsFrom(deployment, endpoint);
    return std::any_of(takers.begin(), takers.end(), [&](const Coupling* coupling) {
        const auto* service = findDownstream(deployment, coupling->to);
        return service && service->kind == DownstreamKind::dataHistory;
    });
}

void checkDataHistories(Checker& checker) {
    for (const DownstreamSettings& service : checker.deployment().downstream) {
        if (service.kind != DownstreamKind::dataHistory) continue;
        checkTables(checker, service);
        std::vector<const Coupling*> hubs;
        for (const Coupling* coupling : checker.to(service.name)) {
            checkWay(checker, *coupling);
            if (isEventHub(checker.deployment(), coupling->from)) hubs.push_back(coupling);
        }
        if (hubs.size() > 1) secondWay(checker, *hubs.back());
    }
}

} // namespace twinflow::deployment
