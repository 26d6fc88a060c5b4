// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Couplings: between services that exist, of kinds that fit together, each once.
#include "deployment/checks/rules.h"

#include "deployment/edits.h"

#include <set>
#include <tuple>
#include <utility>

namespace twinflow::deployment {

namespace {

using downstream::DownstreamKind;
using endpoints::EndpointKind;

bool fits(ServiceKind from, ServiceKind to) {
    switch (from) {
    case ServiceKind::hub:
        return to == ServiceKind::function;
    case ServiceKind::function:
        return to == ServiceKind::twins || to == ServiceKind::downstream || to == ServiceKind::hub;
    case ServiceKind::endpoint:
        return to == ServiceKind::function || to == ServiceKind::downstream;
    default:
        return false;
    }
}

/// What may be done instead, by what gives.
std::string_view advice(ServiceKind from) {
    switch (from) {
    case ServiceKind::devices:
        return "Devices send to a hub only, and a function brings what they send to the graph.";
    case ServiceKind::hub:
        return "A hub gives to functions only.";
    case ServiceKind::function:
        return "A function gives to the twins, to a downstream service, to a Service Bus topic or queue, or through a "
               "hub to devices.";
    case ServiceKind::twins:
        return "Events leave the twins by a route to an endpoint.";
    case ServiceKind::endpoint:
        return "An endpoint gives to functions and downstream services, and one of Service Bus to another.";
    case ServiceKind::downstream:
        return "A downstream service is an end of the flow.";
    case ServiceKind::unknown:
        return "";
    }
    return "";
}

/// Checks one coupling; the fixes name it by its ends.
class CouplingRule {
public:
    CouplingRule(Checker& checker, const Coupling& coupling, std::size_t occurrence)
        : m_checker(checker)
        , m_coupling(coupling)
        , m_occurrence(occurrence) {}

    void check() {
        const bool fromKnown = checkEnd(m_coupling.from, "from", &Coupling::from);
        const bool toKnown = checkEnd(m_coupling.to, "to", &Coupling::to);
        if (!fromKnown || !toKnown) return;
        const ServiceKind from = m_checker.kindOf(m_coupling.from);
        const ServiceKind to = m_checker.kindOf(m_coupling.to);
        if (from == ServiceKind::function && to == ServiceKind::hub) secondHub();
        if (fits(from, to) || fitsBus(from, to)) return;
        if (from == ServiceKind::hub && to == ServiceKind::twins)
            hubOnTwins();
        else if (from == ServiceKind::twins && to == ServiceKind::downstream)
            downstreamOnTwins();
        else if (from == ServiceKind::twins && to == ServiceKind::endpoint)
            routeAsCoupling();
        else if (from == ServiceKind::devices && to == ServiceKind::hub)
            devicesAsCoupling();
        else
            unfit(from, to);
    }

private:
    Place place(std::string_view member) const { return m_checker.places().of(m_coupling, member, m_occurrence); }

    bool isBus(const std::string& name) const {
        const auto* endpoint = findEndpoint(m_checker.deployment(), name);
        return endpoint && endpoint->kind == EndpointKind::serviceBus;
    }
    /// A function sends to Service Bus, and one of its topics or queues forwards to another.
    bool fitsBus(ServiceKind from, ServiceKind to) const {
        if (to != ServiceKind::endpoint || !isBus(m_coupling.to)) return false;
        return from == ServiceKind::function ||
               (from == ServiceKind::endpoint && isBus(m_coupling.from) && m_coupling.from != m_coupling.to);
    }

    bool checkEnd(const std::string& name, std::string_view member, std::string Coupling::*field) {
        if (m_checker.kindOf(name) != ServiceKind::unknown) return true;
        const Error error =
            fault("deployment-coupling-unknown", "A coupling names a service '{0}', which does not exist.", name)
                .withHint(say("Add the service, or correct the name."));
        const auto put = [wrong = m_coupling, field](Deployment& deployment, const std::string& meant) {
            for (Coupling& coupling : deployment.couplings) {
                if (coupling == wrong) coupling.*field = meant;
            }
        };
        if (!m_checker.reportNear(error, place(member), name, m_checker.names(), put)) {
            m_checker.report(error, place(member), say("Remove the coupling"), without());
        }
        return false;
    }

    Checker::Fix without() const {
        return [from = m_coupling.from, to = m_coupling.to](const Deployment& old) {
            Deployment mended = old;
            uncouple(mended, from, to);
            return mended;
        };
    }

    /// A function has one client for devices, that of the first hub it is coupled to.
    void secondHub() {
        for (const Coupling* other : m_checker.from(m_coupling.from)) {
            if (m_checker.kindOf(other->to) != ServiceKind::hub) continue;
            if (other->to == m_coupling.to) return;
            m_checker.report(
                fault("deployment-second-hub",
                      "'{0}' is coupled to the hub '{1}' as well and reaches the devices of '{2}' only.",
                      m_coupling.from, m_coupling.to, other->to)
                    .withHint(say("Let a function of its own talk to the devices of '{0}'.", m_coupling.to))
                    .as(Severity::warning),
                place("to"), say("Remove the coupling"), without());
            return;
        }
    }

    void hubOnTwins() {
        m_checker.report(
            fault("deployment-hub-on-twins",
                  "The hub '{0}' is coupled straight to the twins; the service has no such thing.", m_coupling.from)
                .withHint(say("A function between them reads the message and writes to the graph.")),
            place("to"), say("Put a mapping function between '{0}' and '{1}'", m_coupling.from, m_coupling.to),
            [from = m_coupling.from, to = m_coupling.to](const Deployment& old) {
                Deployment mended = old;
                uncouple(mended, from, to);
                addMapping(mended, from);
                return mended;
            });
    }

    void downstreamOnTwins() {
        const auto* service = findDownstream(m_checker.deployment(), m_coupling.to);
        const bool isMap = service->kind == DownstreamKind::map;
        const bool isHistory = service->kind == DownstreamKind::dataHistory;
        const Sentence fixText =
            isMap ? say("Put an Event Grid topic, a route and a function between the twins and '{0}'", m_coupling.to)
            : isHistory ? say("Put an Event Hub between the twins and '{0}'", m_coupling.to)
                        : say("Put an Event Hub and a route between the twins and '{0}'", m_coupling.to);
        m_checker.report(
            fault("deployment-downstream-on-twins",
                  "'{0}' is coupled straight to the twins; the service has no such thing.", m_coupling.to)
                .withHint(say("Events leave the twins by a route to an endpoint, and '{0}' stands behind that.",
                              m_coupling.to)),
            place("to"), fixText,
            [from = m_coupling.from, to = m_coupling.to, isMap, isHistory](const Deployment& old) {
                Deployment mended = old;
                uncouple(mended, from, to);
                const EndpointKind kind = isMap ? EndpointKind::eventGrid : EndpointKind::eventHub;
                const std::string endpoint = addEndpoint(mended, kind, "events-for-" + to);
                if (isHistory) // it is filled by the twins themselves
                    std::erase_if(mended.routes, [&](const auto& route) { return route.endpoint == endpoint; });
                if (isMap)
                    addMapScript(mended, endpoint, to);
                else
                    couple(mended, endpoint, to);
                return mended;
            });
    }

    void routeAsCoupling() {
        m_checker.report(fault("deployment-coupling-is-route",
                               "The way from the twins to '{0}' is a route, not a coupling.", m_coupling.to)
                             .withHint(say("Write it under 'routes', with a filter.")),
                         place("to"), say("Make it a route that passes everything"),
                         [from = m_coupling.from, to = m_coupling.to](const Deployment& old) {
                             Deployment mended = old;
                             uncouple(mended, from, to);
                             if (routesTo(mended, to).empty()) addRoute(mended, to);
                             return mended;
                         });
    }

    void devicesAsCoupling() {
        m_checker.report(fault("deployment-coupling-of-devices",
                               "The devices '{0}' are joined to their hub by their group, not by a coupling.",
                               m_coupling.from)
                             .withHint(say("Write the hub into the group's 'hub'.")),
                         place("from"), say("Let '{0}' send to '{1}'", m_coupling.from, m_coupling.to),
                         [from = m_coupling.from, to = m_coupling.to](const Deployment& old) {
                             Deployment mended = old;
                             uncouple(mended, from, to);
                             for (DeviceGroup& group : mended.devices) {
                                 if (group.name == from) group.hub = to;
                             }
                             return mended;
                         });
    }

    void unfit(ServiceKind from, ServiceKind to) {
        m_checker.report(fault("deployment-coupling-kinds", "'{0}' is {1} and '{2}' is {3}: these cannot be coupled.",
                               m_coupling.from, kindText(from), m_coupling.to, kindText(to))
                             .withHint(say(advice(from))),
                         place("to"), say("Remove the coupling"), without());
    }

    Checker& m_checker;
    const Coupling& m_coupling;
    std::size_t m_occurrence;
};

/// In the service they would share the queue's messages between them.
void queueShared(Checker& checker, const Coupling& coupling, const Place& place, const std::string& earlierTaker) {
    checker.report(fault("deployment-queue-shared",
                         "'{0}' and '{1}' both take from the queue '{2}', which has one taker.", earlierTaker,
                         coupling.to, coupling.from)
                       .withHint(say("Couple both to a topic: there each has a subscription of its own.")),
                   place, say("Remove this one"), [wrong = coupling](const Deployment& old) {
                       Deployment mended = old;
                       std::erase(mended.couplings, wrong);
                       return mended;
                   });
}

/// Two takers of one subscription would share its events between them.
void checkSubscription(Checker& checker, const Coupling& coupling, const Place& place,
                       const std::string* earlierTaker) {
    const auto* giver = findEndpoint(checker.deployment(), coupling.from);
    if (earlierTaker && giver && giver->isQueue()) queueShared(checker, coupling, place, *earlierTaker);
    const bool isQueue = giver && giver->isQueue();
    if (isQueue || checker.kindOf(coupling.from) != ServiceKind::endpoint) {
        if (coupling.subscription.empty()) return;
        checker.report(fault("deployment-subscription-idle",
                             isQueue ? "The coupling from '{0}' has a subscription, but '{0}' is a queue."
                                     : "The coupling from '{0}' has a subscription, but '{0}' is no endpoint.",
                             coupling.from)
                           .withHint(say("Remove 'subscription'."))
                           .as(Severity::warning),
                       place, say("Remove it"), [wrong = coupling](const Deployment& old) {
                           Deployment mended = old;
                           for (Coupling& each : mended.couplings) {
                               if (each == wrong) each.subscription.clear();
                           }
                           return mended;
                       });
    } else if (earlierTaker) {
        checker.report(fault("deployment-subscription-shared",
                             "'{0}' and '{1}' share one subscription of '{2}': each gets only a part.", *earlierTaker,
                             coupling.to, coupling.from)
                           .withHint(say("Give each a subscription of its own.")),
                       place, say("Give each its own"),
                       [from = coupling.from, shared = subscriptionOf(coupling)](const Deployment& old) {
                           Deployment mended = old;
                           for (Coupling& each : mended.couplings) {
                               if (each.from == from && subscriptionOf(each) == shared) each.subscription.clear();
                           }
                           return mended;
                       });
    }
}

/// Capture belongs to a hub, not to its readers: a second one would write every event into the same file again.
void checkCapture(Checker& checker, const Coupling& coupling, const Place& place) {
    const auto* hub = findEndpoint(checker.deployment(), coupling.from);
    const auto* storage = findDownstream(checker.deployment(), coupling.to);
    if (!hub || hub->kind != EndpointKind::eventHub || !storage || storage->kind != DownstreamKind::storage) return;
    checker.report(fault("deployment-captured-twice",
                         "'{0}' is captured into '{1}' twice, so each event would be there twice.", coupling.from,
                         coupling.to)
                       .withHint(say("Remove one of the two, or give the second group a storage of its own.")),
                   place, say("Remove this one"), [wrong = coupling](const Deployment& old) {
                       Deployment mended = old;
                       std::erase(mended.couplings, wrong);
                       return mended;
                   });
}

} // namespace

void checkCouplings(Checker& checker) {
    std::map<std::pair<std::string, std::string>, std::size_t> occurrences;
    std::set<std::tuple<std::string, std::string, std::string>> seen;
    std::map<std::pair<std::string, std::string>, std::string> takers; // by endpoint and subscription
    for (const Coupling& coupling : checker.deployment().couplings) {
        const std::size_t occurrence = occurrences[{coupling.from, coupling.to}]++;
        const std::string subscription = subscriptionOf(checker.deployment(), coupling);
        if (!seen.emplace(coupling.from, coupling.to, subscription).second) {
            checker.report(
                fault("deployment-coupling-twice", "'{0}' is coupled to '{1}' twice.", coupling.from, coupling.to)
                    .withHint(say("Remove one of the two.")),
                checker.places().of(coupling, "from", occurrence), say("Remove one"),
                [wrong = coupling](const Deployment& old) {
                    Deployment mended = old;
                    bool first = true;
                    std::erase_if(mended.couplings, [&](const Coupling& each) {
                        const bool same = each.from == wrong.from && each.to == wrong.to &&
                                          subscriptionOf(old, each) == subscriptionOf(old, wrong);
                        return same && !std::exchange(first, false);
                    });
                    return mended;
                });
            continue;
        }
        CouplingRule(checker, coupling, occurrence).check();
        if (occurrence > 0) checkCapture(checker, coupling, checker.places().of(coupling, "subscription", occurrence));
        const auto [taker, isFirst] = takers.emplace(std::pair(coupling.from, subscription), coupling.to);
        checkSubscription(checker, coupling, checker.places().of(coupling, "subscription", occurrence),
                          isFirst ? nullptr : &taker->second);
    }
}

} // namespace twinflow::deployment
