// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario: how long, which traffic, which faults, what must come out.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace twinflow::simulation {

/// How one member of a payload gets its value, tick by tick; every device has its own seeded stream.
struct Constant {
    double value = 0;
    bool operator==(const Constant&) const = default;
};
struct Text {
    std::string value;
    bool operator==(const Text&) const = default;
};
struct Choice {
    std::vector<std::string> of;
    bool operator==(const Choice&) const = default;
};
/// Its phase counts from 1970-01-01T00:00:00Z, so that all devices share day and night. `noise` is the deviation of
/// what is added.
struct Sine {
    double mean = 0;
    double amplitude = 1;
    Duration period = std::chrono::hours(24);
    double noise = 0;
    bool operator==(const Sine&) const = default;
};
/// Moves by up to ±step at every tick and stays within low..high.
struct Walk {
    double start = 0;
    double step = 1;
    double low = 0;
    double high = 100;
    bool operator==(const Walk&) const = default;
};
/// Grows by low..high at every tick.
struct Counter {
    double start = 0;
    double low = 0;
    double high = 1;
    bool operator==(const Counter&) const = default;
};
/// A recorded column, one row a `rowEvery` of virtual time with interpolation between rows; each device starts at its
/// own row.
struct Replay {
    std::string file; ///< CSV with a header, relative to the project folder
    std::string column;
    Duration rowEvery = std::chrono::hours(1);
    double scale = 1, offset = 0, noise = 0;
    bool operator==(const Replay&) const = default;
};

using Generator = std::variant<Constant, Text, Choice, Sine, Walk, Counter, Replay>;

struct PayloadMember {
    std::string name;
    Generator generator;
    std::optional<int> decimals; ///< numbers are rounded to so many
    double probability = 1;      ///< of being in a message
    bool operator==(const PayloadMember&) const = default;
};

/// What one group of devices sends.
struct Traffic {
    std::string devices; ///< name of the group in deployment.json
    Duration every = std::chrono::seconds(10);
    Duration jitter{}; ///< each tick is moved by up to ± this
    std::string contentType = "application/json";
    std::string contentEncoding = "utf-8";
    std::vector<std::pair<std::string, std::string>> properties;
    std::vector<PayloadMember> body;
    double garbage = 0; ///< share of messages that are random bytes instead
    bool operator==(const Traffic&) const = default;
};

enum class FaultKind : std::uint8_t { endpointDown, downstreamDown };

struct Fault {
    FaultKind kind = FaultKind::endpointDown;
    std::string target;
    Duration at{}; ///< after the start
    Duration lasts{};
    bool operator==(const Fault&) const = default;
};

/// One expectation on the report: the number at `count` (a path such as routes.alarms.delivered) or a twin's value lies
/// within [min, max], or the ledger balances.
struct Expectation {
    enum class Kind : std::uint8_t { count, twin, balanced };
    Kind kind = Kind::balanced;
    std::string count;
    std::string twin, path;
    std::optional<double> min, max;
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
    std::vector<Expectation> expect;
    bool operator==(const Scenario&) const = default;
};

} // namespace twinflow::simulation
