// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/snapshot.h"

#include "engine/run_parts.h"

#include <algorithm>

namespace twinflow::engine {

namespace {

HubEntry entryOf(const ingress::Hub& hub) {
    HubEntry entry;
    entry.name = hub.settings().name;
    entry.kind = "IoTHub";
    entry.row = hub.row();
    entry.takers = hub.readers();
    entry.devices = hub.registry().size();
    entry.disabled = hub.registry().disabled();
    entry.connected = hub.connected();
    entry.refusals = hub.refusals();
    entry.routes = hub.routes();
    entry.events = hub.eventRow();
    entry.cloudToDevice = hub.cloudToDevice().row();
    for (std::size_t i = 0; i < ingress::kFeedbackStatuses; ++i) {
        const std::uint64_t number = hub.cloudToDevice().outcomes()[i];
        const auto status = static_cast<ingress::FeedbackStatus>(i);
        if (number > 0) entry.outcomes.emplace(ingress::feedbackStatusName(status), number);
    }
    entry.feedback = hub.cloudToDevice().feedbackCount();
    entry.methods = hub.methods();
    entry.twinWrites = hub.twinWrites();
    return entry;
}

/// Several lines of traffic may be of one group.
void addFleet(std::vector<LedgerEntry>& groups, const simulation::Fleet& fleet) {
    const std::string& name = fleet.traffic().devices;
    auto group = std::find_if(groups.begin(), groups.end(), [&](const LedgerEntry& each) { return each.name == name; });
    if (group == groups.end()) group = groups.insert(group, {name, "devices", {}, {}});
    group->row += fleet.row();
}

/// What subscriptions say that they handed over to a service.
std::uint64_t fedBy(const Run::Parts& parts, std::string_view service) {
    std::uint64_t sum = 0;
    const auto feeds = parts.feeds.find(service);
    if (feeds == parts.feeds.end()) return sum;
    for (const auto& [endpoint, subscription] : feeds->second) sum += endpoint->handedOver(subscription);
    return sum;
}

/// What a slow endpoint has been handed and has not seen yet waits there.
EndpointEntry entryOf(const endpoints::Endpoint& endpoint, const Run::Parts& parts) {
    const endpoints::EndpointSettings& settings = endpoint.settings();
    EndpointEntry entry{
        {settings.name, std::string(endpoints::kindName(settings.kind)), endpoint.row(), endpoint.subscriptions()},
        endpoint.received(),
        endpoint.counts()};
    if (const auto* bus = dynamic_cast<const endpoints::ServiceBus*>(&endpoint)) entry.forwarded = bus->forwarded();
    entry.fed = fedBy(parts, settings.name);
    for (const auto* gates : {&parts.gates, &parts.historyGates}) {
        for (const auto& gate : *gates) {
            if (&gate->endpoint() != &endpoint) continue;
            entry.received += gate->underWay();
            entry.row.offered += gate->underWay();
            entry.row.accepted += gate->underWay();
            entry.row.waiting += gate->underWay();
        }
    }
    return entry;
}

} // namespace

RunSnapshot snapshotOf(const Run::Parts& parts) {
    RunSnapshot snapshot;
    snapshot.phase = parts.phase;
    snapshot.start = parts.scenario.start;
    snapshot.now = parts.timeline.now();
    snapshot.sendingEnded = parts.sendingEnded;
    snapshot.messages = parts.messages;
    snapshot.received = parts.received;
    snapshot.events = parts.notifier.count();
    snapshot.unmatched = parts.router->unmatched();
    snapshot.twins = parts.graph.twinCount();
    snapshot.relationships = parts.graph.relationshipCount();
    snapshot.excess = parts.door.excess();
    snapshot.late = parts.queue.late();
    for (const auto& fleet : parts.fleets) addFleet(snapshot.devices, *fleet);
    for (const auto& hub : parts.hubs) snapshot.hubs.push_back(entryOf(*hub));
    for (const auto& function : parts.functions) {
        FunctionEntry& entry = snapshot.functions.emplace_back();
        entry.name = function->settings().name;
        entry.counts = function->counts();
        const std::vector<functions::RuleCounts> rules = function->ruleCounts();
        for (std::size_t i = 0; i < rules.size(); ++i)
            entry.rules.emplace_back(function->settings().mapping[i], rules[i]);
    }
    std::map<std::string, int> gone;
    for (std::uint32_t i = 0; i < parts.table.size(); ++i) {
        const routes::RouteSettings& settings = parts.table.at(RouteIndex{i});
        std::string name = settings.name;
        if (parts.table.isGone(RouteIndex{i})) { // another one may have its name by now
            const int times = ++gone[settings.name];
            name += times == 1 ? " (gone)" : " (gone " + std::to_string(times) + ")";
        }
        snapshot.routes.push_back({{std::move(name), "route", parts.router->row(RouteIndex{i}), {}},
                                   settings.endpoint,
                                   parts.router->missed(RouteIndex{i}),
                                   parts.gates[i]->latency()});
    }
    for (std::uint32_t i = 0; parts.histories && i < parts.histories->table().size(); ++i) {
        const routes::RouteSettings& settings = parts.histories->table().at(RouteIndex{i});
        snapshot.histories.push_back({{settings.name, "dataHistory", parts.histories->row(RouteIndex{i}), {}},
                                      settings.endpoint,
                                      0,
                                      parts.historyGates[i]->latency()});
    }
    for (const auto& endpoint : parts.endpoints) snapshot.endpoints.push_back(entryOf(*endpoint, parts));
    for (const auto& sink : parts.sinks) {
        const auto& settings = sink->settings();
        std::optional<std::uint64_t> fed;
        if (!parts.otherwiseFed.contains(settings.name)) fed = fedBy(parts, settings.name);
        snapshot.downstream.push_back(
            {{settings.name, std::string(downstream::kindName(settings.kind)), sink->row(), {}},
             fed,
             sink->bytes(),
             sink->overwritten(),
             sink->latency()});
    }
    snapshot.incidents = parts.incidents;
    snapshot.imbalances = findImbalances(snapshot);
    return snapshot;
}

} // namespace twinflow::engine
