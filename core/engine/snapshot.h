// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a run has done so far, as a value: for the report, the terminal and the windows.
#pragma once

#include "base/time.h"
#include "engine/function_node.h"
#include "metrics/histogram.h"
#include "metrics/incidents.h"
#include "metrics/ledger.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace twinflow::engine {

enum class Phase : std::uint8_t { sending, settling, finished, failed };

/// A service's row, with a row for each of its takers where it has several.
struct LedgerEntry {
    std::string name;
    std::string kind;
    metrics::LedgerRow row;
    std::vector<std::pair<std::string, metrics::LedgerRow>> takers;
};

struct HubEntry : LedgerEntry {
    std::size_t devices = 0;
    std::size_t disabled = 0;
    std::size_t connected = 0;
    std::map<std::string, std::uint64_t> refusals; ///< messages refused, by the reason's code
    std::vector<ingress::RouteTally> routes;       ///< with the fallback route
    metrics::LedgerRow events;                     ///< that the hub made itself
    metrics::LedgerRow cloudToDevice;
    std::map<std::string, std::uint64_t> outcomes; ///< what became of messages to devices, by the service's status code
    std::uint64_t feedback = 0;                    ///< records that back ends asked for
    ingress::MethodCounts methods;
    std::uint64_t twinWrites = 0;
};

struct FunctionEntry {
    std::string name;
    FunctionCounts counts;
    std::vector<std::pair<functions::MappingRule, functions::RuleCounts>> rules; ///< of a mapping
};

struct EndpointEntry : LedgerEntry {
    std::uint64_t received = 0; ///< events handed over by routes; the row counts copies, one a subscriber
    std::vector<std::pair<std::string_view, std::uint64_t>> counts; ///< of its kind: duplicates, throttled, …
    std::uint64_t forwarded = 0; ///< Service Bus: messages that came from others which forward to it
    std::uint64_t fed = 0;       ///< what those say that they forwarded
};

struct DownstreamEntry : LedgerEntry {
    /// What endpoints say that they delivered to it; none where functions or dead letters feed it as well.
    std::optional<std::uint64_t> fed;
    std::uint64_t bytes = 0;
    std::uint64_t overwritten = 0; ///< blobs that took the place of another
    metrics::Histogram latency;
};

struct RouteEntry : LedgerEntry {
    std::string endpoint;
    std::uint64_t missed = 0;   ///< events before it was there or after it was gone, by changes of a run
    metrics::Histogram latency; ///< from the device message to the endpoint, in virtual time
};

struct RunSnapshot {
    Phase phase = Phase::sending;
    Instant start{};
    Instant now{};
    Instant sendingEnded{}; ///< zero while it sends
    std::uint64_t messages = 0;
    std::uint64_t received = 0; ///< of these, from devices that no scenario speaks for
    std::uint64_t events = 0;
    std::uint64_t unmatched = 0;
    std::size_t twins = 0;
    std::size_t relationships = 0;
    twins::ExcessRequests excess; ///< calls of functions beyond the service's rates
    std::uint64_t late = 0;       ///< events of a graph that lags, not yet seen by routes
    /// By group; waiting = kept by devices that cannot send, dropped = lost on the way to the hub.
    std::vector<LedgerEntry> devices;
    std::vector<HubEntry> hubs;
    std::vector<FunctionEntry> functions;
    std::vector<RouteEntry> routes;
    std::vector<RouteEntry> histories; ///< data history connections: from the graph to their Event Hubs
    std::vector<EndpointEntry> endpoints;
    std::vector<DownstreamEntry> downstream;
    metrics::Incidents incidents;
    std::vector<Error> imbalances; ///< empty when the ledger balances
};

/// The ledger's rules, within each row and from stage to stage; a sentence for each that does not hold.
std::vector<Error> findImbalances(const RunSnapshot& snapshot);

/// A count by its path in the ledger: devices.sent, devices.GROUP.waiting, events.unmatched, deadLetters.total,
/// routes.NAME.delivered, downstream.NAME.bytes …; none when there is no such count.
std::optional<double> count(const RunSnapshot& snapshot, std::string_view path);
/// Of the route or destination of that name, or null.
const metrics::Histogram* latencyOf(const RunSnapshot& snapshot, std::string_view name);

} // namespace twinflow::engine
