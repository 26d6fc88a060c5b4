// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario: how long, which traffic, which faults, what must come out.
#pragma once

#include "simulation/generators.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace twinflow::simulation {

/// What one group of devices sends.
struct Traffic {
    std::string devices; ///< name of the group in deployment.json
    Duration every = std::chrono::seconds(10);
    Duration jitter{}; ///< each tick is moved by up to ± this
    std::string contentType = "application/json";
    std::string contentEncoding = "utf-8";
    std::vector<std::pair<std::string, std::string>> properties;
    /// Empty: made from the model of the group's twins (model_payload.h), or {} where there is none.
    std::vector<PayloadMember> body;
    double garbage = 0; ///< share of messages that are random bytes instead
    bool operator==(const Traffic&) const = default;
};

enum class FaultKind : std::uint8_t {
    endpointDown,
    endpointSlow,
    endpointThrottled,
    endpointRefusing,
    downstreamDown,
    graphThrottled,
    graphLagging,
    networkCut,
    deviceSilent,
    deviceBursting,
    deviceGarbage,
    deviceDuplicating,
    deviceReordering,
    deviceClockDrift
};

/// What happens to whom, when. Which of the members below `lasts` count is the kind's business (fault_rules.h).
struct Fault {
    FaultKind kind = FaultKind::endpointDown;
    std::string target; ///< a service; a group of devices, or GROUP/DEVICE
    Duration at{};      ///< after the start
    Duration lasts{};
    double share = 1;   ///< of events, calls or messages
    Duration latency{}; ///< how much later
    int status = 500;   ///< what the refusing endpoint answers
    int times = 10;     ///< messages at each tick
    Duration drift{};   ///< how wrong the clock is in the end; behind when negative
    bool lost = false;  ///< the network: what is sent is lost, not kept
    bool operator==(const Fault&) const = default;
};

/// Somebody sends the dead letters of a Service Bus queue or subscription again.
struct Resubmission {
    std::string from;         ///< the topic or queue
    std::string subscription; ///< empty: all of the topic's
    Duration at{};            ///< after the start
    bool operator==(const Resubmission&) const = default;
};

/// One expectation: a number of the report, a twin's value, a latency, a count of incidents, or that the ledger
/// balances.
struct Expectation {
    enum class Kind : std::uint8_t { balanced, count, twin, latency, incidents };
    Kind kind = Kind::balanced;
    std::string count;              ///< path in the report: routes.alarms.delivered
    std::string twin, path;         ///< JSON pointer to a property
    std::string latency;            ///< name of a route or destination
    double percentile = 99;         ///< of the latency
    std::string incidents;          ///< code
    std::string service;            ///< whose incidents; empty: everybody's
    std::optional<double> min, max; ///< of a number
    std::optional<Duration> minLatency, maxLatency;
    std::optional<Value> equals;
    std::optional<Duration> at; ///< after the start; none: at the end
    bool operator==(const Expectation&) const = default;
};

struct Scenario {
    std::string name;   ///< file name without .json
    std::string schema; ///< the "$schema" that the file names for editors, or empty
    std::string title;
    std::string description;
    Instant start{};
    Duration duration = std::chrono::hours(1);
    std::vector<Traffic> traffic;
    std::vector<Fault> faults;
    std::vector<Resubmission> resubmit;
    std::vector<Expectation> expect;
    bool operator==(const Scenario&) const = default;
};

} // namespace twinflow::simulation
