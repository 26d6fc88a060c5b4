// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/report.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace twinflow::engine {

namespace {

using Json = nlohmann::ordered_json;

double milliseconds(Duration duration) {
    return std::round(toSeconds(duration) * 1e6) / 1e3;
}
double rounded(double number) {
    return std::round(number * 1e3) / 1e3;
}

template <typename Counts>
Json countsJson(const Counts& counts) {
    Json json = Json::object();
    forEachCount(counts, [&](const char* name, std::uint64_t number) { json[name] = number; });
    return json;
}

Json takersJson(const std::vector<std::pair<std::string, metrics::LedgerRow>>& takers) {
    Json json = Json::object();
    for (const auto& [name, row] : takers) json[name] = countsJson(row);
    return json;
}

Json errorJson(const Error& error) {
    Json json{{"code", error.code}, {"message", error.what.str()}};
    if (!error.hint.empty()) json["hint"] = error.hint.str();
    if (const std::string place = error.place.str(); !place.empty()) json["place"] = place;
    return json;
}

Json ledgerJson(const RunSnapshot& snapshot) {
    Json ledger;
    ledger["balanced"] = snapshot.imbalances.empty();
    Json imbalances = Json::array();
    for (const Error& imbalance : snapshot.imbalances) imbalances.push_back(imbalance.what.str());
    if (!imbalances.empty()) ledger["imbalances"] = imbalances;
    ledger["devices"] = {{"sent", snapshot.messages}, {"groups", Json::object()}};
    for (const LedgerEntry& group : snapshot.devices) ledger["devices"]["groups"][group.name] = countsJson(group.row);
    Json& hubs = ledger["hubs"] = Json::object();
    for (const HubEntry& hub : snapshot.hubs) {
        hubs[hub.name] = countsJson(hub.row);
        hubs[hub.name]["devices"] = hub.devices;
        hubs[hub.name]["disabledDevices"] = hub.disabled;
        Json& refused = hubs[hub.name]["refused"] = Json::object();
        for (const auto& [code, number] : hub.refusals) refused[code] = number;
        hubs[hub.name]["connectedDevices"] = hub.connected;
        Json& hubRoutes = hubs[hub.name]["routes"] = Json::object();
        for (const ingress::RouteTally& route : hub.routes) {
            hubRoutes[route.name] = countsJson(route.row);
            hubRoutes[route.name]["undefined"] = route.undefined;
            hubRoutes[route.name]["endpoint"] = route.endpoint;
        }
        hubs[hub.name]["events"] = countsJson(hub.events);
        Json& messages = hubs[hub.name]["cloudToDevice"] = countsJson(hub.cloudToDevice);
        messages["outcomes"] = Json::object();
        for (const auto& [status, number] : hub.outcomes) messages["outcomes"][status] = number;
        messages["feedback"] = hub.feedback;
        hubs[hub.name]["methods"] = {{"calls", hub.methods.calls},
                                     {"answered", hub.methods.answered},
                                     {"timedOut", hub.methods.timedOut},
                                     {"offline", hub.methods.offline},
                                     {"refused", hub.methods.refused}};
        hubs[hub.name]["twinWrites"] = hub.twinWrites;
        hubs[hub.name]["functions"] = takersJson(hub.takers);
    }
    Json& functions = ledger["functions"] = Json::object();
    for (const auto& [name, counts, rules] : snapshot.functions) {
        Json& json = functions[name];
        json = countsJson(counts);
        for (const auto& [rule, seen] : rules) {
            json["mapping"].push_back({{"from", rule.from},
                                       {"to", rule.to},
                                       {"found", seen.found},
                                       {"missing", seen.missing},
                                       {"wrongType", seen.wrongType}});
        }
    }
    ledger["twins"] = {{"count", snapshot.twins},
                       {"relationships", snapshot.relationships},
                       {"excess",
                        {{"oneTwin", snapshot.excess.oneTwin},
                         {"reads", snapshot.excess.of(twins::RequestKind::read)},
                         {"patches", snapshot.excess.of(twins::RequestKind::patch)},
                         {"creationsAndDeletions", snapshot.excess.of(twins::RequestKind::createOrDelete)}}}};
    ledger["events"] = {{"emitted", snapshot.events}, {"unmatched", snapshot.unmatched}, {"late", snapshot.late}};
    Json& routes = ledger["routes"] = Json::object();
    for (const RouteEntry& route : snapshot.routes) {
        routes[route.name] = countsJson(route.row);
        routes[route.name]["endpoint"] = route.endpoint;
    }
    Json& histories = ledger["dataHistory"] = Json::object();
    for (const RouteEntry& history : snapshot.histories) {
        histories[history.name] = countsJson(history.row);
        histories[history.name]["endpoint"] = history.endpoint;
    }
    Json& endpoints = ledger["endpoints"] = Json::object();
    for (const EndpointEntry& endpoint : snapshot.endpoints) {
        Json& json = endpoints[endpoint.name] = countsJson(endpoint.row);
        json["kind"] = endpoint.kind;
        json["received"] = endpoint.received;
        for (const auto& [name, number] : endpoint.counts) json[std::string(name)] = number;
        json["subscriptions"] = takersJson(endpoint.takers);
    }
    Json& downstream = ledger["downstream"] = Json::object();
    for (const DownstreamEntry& sink : snapshot.downstream) {
        Json& json = downstream[sink.name] = countsJson(sink.row);
        json["kind"] = sink.kind;
        json["bytes"] = sink.bytes;
        json["overwritten"] = sink.overwritten;
    }
    return ledger;
}

/// What came of the sending, a second of it in virtual time.
Json ratesJson(const RunSnapshot& snapshot) {
    const double seconds = toSeconds(snapshot.sendingEnded - snapshot.start);
    const auto rate = [&](std::uint64_t number) {
        return seconds > 0 ? rounded(static_cast<double>(number) / seconds) : 0.0;
    };
    Json rates;
    rates["unit"] = "all that came of the sending, per second of virtual time that it lasted";
    rates["devices"] = rate(snapshot.messages);
    rates["events"] = rate(snapshot.events);
    for (const char* group : {"routes", "endpoints", "downstream"}) rates[group] = Json::object();
    for (const RouteEntry& route : snapshot.routes) rates["routes"][route.name] = rate(route.row.accepted);
    for (const EndpointEntry& endpoint : snapshot.endpoints)
        rates["endpoints"][endpoint.name] = rate(endpoint.received);
    for (const DownstreamEntry& sink : snapshot.downstream) rates["downstream"][sink.name] = rate(sink.row.delivered);
    return rates;
}

Json histogramJson(const metrics::Histogram& histogram) {
    return {{"count", histogram.count()},
            {"p50", milliseconds(histogram.quantile(0.5))},
            {"p95", milliseconds(histogram.quantile(0.95))},
            {"p99", milliseconds(histogram.quantile(0.99))},
            {"max", milliseconds(histogram.max())}};
}

Json latencyJson(const RunSnapshot& snapshot) {
    Json latency;
    latency["unit"] = "milliseconds of virtual time from the device message to the endpoint or the write";
    latency["routes"] = Json::object();
    for (const RouteEntry& route : snapshot.routes) latency["routes"][route.name] = histogramJson(route.latency);
    latency["dataHistory"] = Json::object();
    for (const RouteEntry& history : snapshot.histories)
        latency["dataHistory"][history.name] = histogramJson(history.latency);
    latency["downstream"] = Json::object();
    for (const DownstreamEntry& sink : snapshot.downstream)
        latency["downstream"][sink.name] = histogramJson(sink.latency);
    return latency;
}

Json incidentsJson(const metrics::Incidents& incidents) {
    Json json = Json::array();
    for (const auto& [key, entry] : incidents.entries()) {
        json.push_back({{"service", key.first},
                        {"code", key.second},
                        {"count", entry.count},
                        {"firstAt", entry.firstAt},
                        {"lastAt", entry.lastAt},
                        {"first", errorJson(entry.first)}});
    }
    return json;
}

} // namespace

std::string reportText(const Run& run, const ReportContext& context) {
    const RunSnapshot snapshot = run.snapshot();
    Json report;
    report["twinflow"] = context.version;
    report["project"] = context.project;
    report["scenario"] = run.scenario().name;
    report["seed"] = context.options.seed;
    report["threads"] = context.options.threads;
    report["outcome"] =
        snapshot.phase == Phase::finished ? (context.interrupted ? "interrupted" : "finished") : "failed";
    if (const auto failure = run.failure()) report["failure"] = errorJson(*failure);
    report["virtual"] = {{"start", formatInstant(snapshot.start)},
                         {"sendingEnded", formatInstant(snapshot.sendingEnded)},
                         {"end", formatInstant(snapshot.now)},
                         {"seconds", rounded(toSeconds(snapshot.now - snapshot.start))}};
    report["wallSeconds"] = rounded(context.wallSeconds);
    report["messages"] = snapshot.messages;
    report["messagesPerSecond"] =
        context.wallSeconds > 0 ? std::round(static_cast<double>(snapshot.messages) / context.wallSeconds) : 0.0;
    report["outputDigest"] = run.outputDigest();
    report["ledger"] = ledgerJson(snapshot);
    report["rates"] = ratesJson(snapshot);
    report["latency"] = latencyJson(snapshot);
    report["incidents"] = incidentsJson(snapshot.incidents);
    report["expectations"] = Json::array();
    for (const simulation::Verdict& verdict : run.expectations()) {
        report["expectations"].push_back(
            {{"met", verdict.met}, {"expected", verdict.expected.str()}, {"found", verdict.found.str()}});
    }
    return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace twinflow::engine
