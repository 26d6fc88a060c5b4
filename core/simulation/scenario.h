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
