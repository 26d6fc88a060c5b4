// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a scenario expects, held against what a run gave.
#pragma once

#include "base/sentence.h"
#include "simulation/scenario.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace twinflow::simulation {

/// Where an expectation looks things up; nothing means that there is no such thing.
struct Outcomes {
    std::function<std::optional<double>(const std::string& path)> number; ///< of the report
    std::function<std::optional<Value>(const std::string& twin, const std::string& path)> twinValue;
    /// Of a route or destination, at a share of 0 .. 1.
    std::function<std::optional<Duration>(const std::string& name, double share)> latency;
    /// `service` may be empty: of all.
    std::function<std::uint64_t(const std::string& code, const std::string& service)> incidents;
    std::function<bool()> balanced; ///< the ledger
};

/// One expectation and what came of it.
struct Verdict {
    Expectation expectation;
    bool met = false;
    Sentence expected;           ///< "'routes.alarms.delivered' is at least 1."
    Sentence found;              ///< "It is 0."
    std::optional<double> value; ///< the number that was found; seconds of a latency
    bool operator==(const Verdict&) const = default;
};

Verdict judge(const Expectation& expectation, const Outcomes& outcomes);

} // namespace twinflow::simulation
