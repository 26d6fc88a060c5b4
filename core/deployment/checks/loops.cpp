// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Loops: a function that events trigger and that writes to the graph may cause the events that trigger it, and
// what it sends to Service Bus may come back to it.
#include "deployment/checks/rules.h"

#include <algorithm>
#include <set>

namespace twinflow::deployment {

namespace {

/// A filter that looks at a model or a subject was written for some twins only; whether the function's own are among
/// them is not for us to guess.
bool isNarrow(const routes::RouteSettings& route) {
    constexpr std::string_view kFields[] = {"modelId", "$model", "dataschema", "subject"};
    return std::any_of(std::begin(kFields), std::end(kFields),
                       [&](std::string_view field) { return route.filter.find(field) != std::string::npos; });
}

/// A route that may bring back to a function what it writes, or none.
const routes::RouteSettings* wayBack(const Checker& checker, const std::string& function) {
    for (const Coupling* input : checker.to(function)) {
        for (const routes::RouteSettings* route : routesTo(checker.deployment(), input->from)) {
            if (!isNarrow(*route)) return route;
        }
    }
    return nullptr;
}

bool passesOn(ServiceKind kind) {
    return kind == ServiceKind::function || kind == ServiceKind::endpoint;
}

/// Whether messages sent to `bus` may reach the function, by forwarding and by functions that send on.
bool leadsTo(const Checker& checker, const std::string& bus, const std::string& function) {
    std::set<std::string> seen{bus};
    for (std::vector<std::string> open{bus}; !open.empty();) {
        const std::string from = open.back();
        open.pop_back();
        for (const Coupling* each : checker.from(from)) {
            if (each->to == function) return true;
            if (passesOn(checker.kindOf(each->to)) && seen.insert(each->to).second) open.push_back(each->to);
        }
    }
    return false;
}

void checkMessageLoop(Checker& checker, const Coupling& coupling) {
    if (!leadsTo(checker, coupling.to, coupling.from)) return;
    checker.report(fault("deployment-loop", "What the function '{0}' sends to '{1}' may come back to it.",
                         coupling.from, coupling.to)
                       .withHint(say("Let it stop in time, by a count in the message for example; a chain ends after "
                                     "8 rounds."))
                       .as(Severity::note),
                   checker.places().of(coupling, "from"));
}

} // namespace

void checkLoops(Checker& checker) {
    for (const Coupling& coupling : checker.deployment().couplings) {
        if (checker.kindOf(coupling.from) != ServiceKind::function) continue;
        if (checker.kindOf(coupling.to) == ServiceKind::endpoint) checkMessageLoop(checker, coupling);
        if (checker.kindOf(coupling.to) != ServiceKind::twins) continue;
        const routes::RouteSettings* route = wayBack(checker, coupling.from);
        if (!route) continue;
        checker.report(fault("deployment-loop",
                             "What the function '{0}' writes to the graph may come back to it by the route '{1}'.",
                             coupling.from, route->name)
                           .withHint(say("Let the filter name the model or subject that the function listens to; a "
                                         "chain ends after 8 rounds."))
                           .as(Severity::note),
                       checker.places().of(coupling, "from"));
    }
}

} // namespace twinflow::deployment
