// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Forwarding from one Service Bus topic or queue to another: without sessions, and not too far.
#include "deployment/checks/rules.h"

#include "endpoints/service_bus.h"

#include <algorithm>
#include <map>
#include <vector>

namespace twinflow::deployment {

namespace {

using endpoints::EndpointKind;
using endpoints::EndpointSettings;
using endpoints::TopicSubscriptionSettings;

const EndpointSettings* findBus(const Deployment& deployment, std::string_view name) {
    const EndpointSettings* const endpoint = findEndpoint(deployment, name);
    return endpoint && endpoint->kind == EndpointKind::serviceBus ? endpoint : nullptr;
}

bool needsSession(const EndpointSettings& bus, const std::string& subscription) {
    if (bus.isQueue()) return bus.reader.requiresSession;
    return std::any_of(bus.subscriptions.begin(), bus.subscriptions.end(), [&](const TopicSubscriptionSettings& each) {
        return each.name == subscription && each.requiresSession;
    });
}

void checkSession(Checker& checker, const Coupling& coupling) {
    const Deployment& deployment = checker.deployment();
    const std::string& subscription = subscriptionOf(deployment, coupling);
    if (!needsSession(*findBus(deployment, coupling.from), subscription)) return;
    checker.report(fault("deployment-forward-session", "'{0}' is read by sessions and so cannot forward to '{1}'.",
                         coupling.from, coupling.to)
                       .withHint(say("Only what is forwarded to may need sessions.")),
                   checker.places().of(coupling, "from"), say("Read it without sessions"),
                   [from = coupling.from, subscription](const Deployment& old) {
                       Deployment mended = old;
                       for (EndpointSettings& each : mended.endpoints) {
                           if (each.name != from) continue;
                           each.reader.requiresSession = false;
                           for (TopicSubscriptionSettings& entry : each.subscriptions) {
                               if (entry.name == subscription) entry.requiresSession = false;
                           }
                       }
                       return mended;
                   });
}

/// The most hops by which a message may have come, up to one more than is allowed.
std::map<std::string, int> longestWays(const std::vector<const Coupling*>& forwarding) {
    std::map<std::string, int> hops;
    for (int round = 0; round <= endpoints::kMaxForwards; ++round) {
        for (const Coupling* each : forwarding)
            hops[each->to] = std::max(hops[each->to], std::min<int>(hops[each->from], endpoints::kMaxForwards) + 1);
    }
    return hops;
}

} // namespace

void checkForwarding(Checker& checker) {
    const Deployment& deployment = checker.deployment();
    std::vector<const Coupling*> forwarding;
    for (const Coupling& coupling : deployment.couplings) {
        const bool isOther = coupling.from != coupling.to; // to itself nothing can be coupled: a finding of its own
        if (isOther && findBus(deployment, coupling.from) && findBus(deployment, coupling.to))
            forwarding.push_back(&coupling);
    }
    const std::map<std::string, int> hops = longestWays(forwarding);
    for (const Coupling* coupling : forwarding) {
        checkSession(checker, *coupling);
        const auto before = hops.find(coupling->from);
        if (before == hops.end() || before->second < endpoints::kMaxForwards) continue;
        checker.report(fault("deployment-forward-hops",
                             "Messages that were forwarded {0} times on their way to '{1}' are not forwarded to '{2}': "
                             "they become dead letters.",
                             static_cast<int>(endpoints::kMaxForwards), coupling->from, coupling->to)
                           .withHint(say("Forward from an earlier topic, or let a function send the messages on."))
                           .as(Severity::warning),
                       checker.places().of(*coupling, "to"));
    }
}

} // namespace twinflow::deployment
