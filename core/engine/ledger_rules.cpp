// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules that hold at every quiescent point.
#include "engine/snapshot.h"

namespace twinflow::engine {

namespace {

void checkRow(const std::string& service, const metrics::LedgerRow& row, std::vector<Error>& found) {
    if (row.balances()) return;
    found.push_back(
        fault("engine-imbalance",
              "The row of '{0}' does not balance: offered {1}, filtered {2}, accepted {3}, settled {4}, pending {5}.",
              service, row.offered, row.filtered, row.accepted, row.settled(), row.pending()));
}

void checkEqual(const std::string& what, std::uint64_t left, std::uint64_t right, std::vector<Error>& found) {
    if (left != right)
        found.push_back(fault("engine-imbalance", "{0}: {1} on one side, {2} on the other.", what, left, right));
}

} // namespace

std::vector<Error> findImbalances(const RunSnapshot& snapshot) {
    std::vector<Error> found;
    std::uint64_t offered = 0;
    for (const HubEntry& hub : snapshot.hubs) {
        checkRow(hub.name, hub.row, found);
        std::uint64_t refused = 0;
        for (const auto& reason : hub.refusals) refused += reason.second;
        checkEqual("Messages refused by '" + hub.name + "' and their reasons", hub.row.filtered, refused, found);
        offered += hub.row.offered;
        checkRow(hub.name + " events", hub.events, found);
        checkRow(hub.name + " to devices", hub.cloudToDevice, found);
        if (!hub.methods.balances()) {
            found.push_back(fault("engine-imbalance", "The calls of direct methods of '{0}' do not add up.", hub.name));
        }
        const std::uint64_t routed = hub.row.accepted + hub.events.offered - hub.events.waiting;
        for (const ingress::RouteTally& route : hub.routes) {
            checkRow(hub.name + " by " + route.name, route.row, found);
            const bool isFallback = route.name == ingress::kFallbackRoute;
            checkEqual("Messages of '" + hub.name + "' and those that '" + route.name + "' looked at",
                       isFallback ? hub.row.accepted : routed, route.row.offered, found);
        }
        for (const auto& [taker, row] : hub.takers) {
            checkRow(hub.name + " to " + taker, row, found);
            checkEqual("Messages of '" + hub.name + "' and those looked at for '" + taker + "'", routed, row.offered,
                       found);
        }
    }
    checkEqual("Messages sent by devices and offered to hubs", snapshot.messages, offered, found);
    std::uint64_t sent = snapshot.received;
    for (const LedgerEntry& group : snapshot.devices) {
        checkRow(group.name, group.row, found);
        sent += group.row.delivered;
    }
    checkEqual("Messages of all devices and messages sent", sent, snapshot.messages, found);
    for (const FunctionEntry& function : snapshot.functions) {
        if (!function.counts.balances()) {
            found.push_back(fault("engine-imbalance", "The calls of '{0}' do not add up.", function.name));
        }
    }
    for (const RouteEntry& route : snapshot.routes) {
        checkRow(route.name, route.row, found);
        checkEqual("Events of the graph and events seen by '" + route.name + "'", snapshot.events,
                   route.row.offered + route.missed + snapshot.late, found);
    }
    for (const RouteEntry& history : snapshot.histories) {
        checkRow(history.name, history.row, found);
        checkEqual("Events of the graph and events seen by the data history '" + history.name + "'", snapshot.events,
                   history.row.offered + snapshot.late, found);
    }
    for (const EndpointEntry& endpoint : snapshot.endpoints) {
        checkRow(endpoint.name, endpoint.row, found);
        for (const auto& [taker, row] : endpoint.takers) checkRow(endpoint.name + " to " + taker, row, found);
        checkEqual("Messages forwarded to '" + endpoint.name + "' and come there", endpoint.fed, endpoint.forwarded,
                   found);
        std::uint64_t delivered = 0;
        for (const RouteEntry& route : snapshot.routes) {
            if (route.endpoint == endpoint.name) delivered += route.row.delivered;
        }
        for (const RouteEntry& history : snapshot.histories) {
            if (history.endpoint == endpoint.name) delivered += history.row.delivered;
        }
        checkEqual("Events delivered to '" + endpoint.name + "' by routes and received there", delivered,
                   endpoint.received, found);
    }
    for (const DownstreamEntry& sink : snapshot.downstream) {
        checkRow(sink.name, sink.row, found);
        if (sink.fed) {
            checkEqual("Copies delivered to '" + sink.name + "' by endpoints and taken there", *sink.fed,
                       sink.row.filtered + sink.row.accepted, found);
        }
    }
    return found;
}

namespace {

template <typename Counts>
std::optional<double> countOf(const Counts& counts, std::string_view what) {
    std::optional<double> found;
    forEachCount(counts, [&](std::string_view name, std::uint64_t number) {
        if (name == what) found = static_cast<double>(number);
    });
    return found;
}

template <typename Entries>
const typename Entries::value_type* named(const Entries& entries, std::string_view name) {
    for (const auto& entry : entries) {
        if (entry.name == name) return &entry;
    }
    return nullptr;
}

/// What routes, data histories and endpoints gave up and kept.
double deadLetters(const RunSnapshot& snapshot) {
    std::uint64_t sum = 0;
    for (const RouteEntry& route : snapshot.routes) sum += route.row.deadLettered;
    for (const RouteEntry& history : snapshot.histories) sum += history.row.deadLettered;
    for (const EndpointEntry& endpoint : snapshot.endpoints) sum += endpoint.row.deadLettered;
    return static_cast<double>(sum);
}

} // namespace

const metrics::Histogram* latencyOf(const RunSnapshot& snapshot, std::string_view name) {
    if (const auto* route = named(snapshot.routes, name)) return &route->latency;
    if (const auto* sink = named(snapshot.downstream, name)) return &sink->latency;
    return nullptr;
}

std::optional<double> count(const RunSnapshot& snapshot, std::string_view path) {
    if (path == "devices.sent") return static_cast<double>(snapshot.messages);
    if (path == "events.emitted") return static_cast<double>(snapshot.events);
    if (path == "events.unmatched") return static_cast<double>(snapshot.unmatched);
    if (path == "twins.count") return static_cast<double>(snapshot.twins);
    if (path == "twins.relationships") return static_cast<double>(snapshot.relationships);
    if (path == "twins.excess") return static_cast<double>(snapshot.excess.total());
    if (path == "deadLetters.total") return deadLetters(snapshot);
    if (path == "incidents.total") return static_cast<double>(snapshot.incidents.total());
    const auto first = path.find('.');
    const auto last = path.rfind('.');
    if (first == std::string_view::npos || first == last) return std::nullopt;
    const std::string_view group = path.substr(0, first);
    const std::string_view name = path.substr(first + 1, last - first - 1);
    const std::string_view what = path.substr(last + 1);
    if (group == "devices") {
        if (const auto* devices = named(snapshot.devices, name)) return countOf(devices->row, what);
    } else if (group == "hubs") {
        const auto* hub = named(snapshot.hubs, name);
        if (hub && what == "devices") return static_cast<double>(hub->devices);
        if (hub && what == "connectedDevices") return static_cast<double>(hub->connected);
        if (hub && what == "disabledDevices") return static_cast<double>(hub->disabled);
        if (hub) return countOf(hub->row, what);
    } else if (group == "functions") {
        if (const auto* function = named(snapshot.functions, name)) return countOf(function->counts, what);
    } else if (group == "routes") {
        if (const auto* route = named(snapshot.routes, name)) return countOf(route->row, what);
    } else if (group == "dataHistory") {
        if (const auto* history = named(snapshot.histories, name)) return countOf(history->row, what);
    } else if (group == "endpoints") {
        const auto* endpoint = named(snapshot.endpoints, name);
        if (endpoint && what == "received") return static_cast<double>(endpoint->received);
        if (endpoint) {
            for (const auto& [known, number] : endpoint->counts) {
                if (known == what) return static_cast<double>(number);
            }
        }
        if (endpoint) return countOf(endpoint->row, what);
    } else if (group == "downstream") {
        const auto* sink = named(snapshot.downstream, name);
        if (sink && what == "bytes") return static_cast<double>(sink->bytes);
        if (sink && what == "overwritten") return static_cast<double>(sink->overwritten);
        if (sink) return countOf(sink->row, what);
    }
    return std::nullopt;
}

} // namespace twinflow::engine
