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

/// Where an expectation looks things up; nothing means that there is no such number.
struct Outcomes {
    std::function<std::optional<double>(const std::string& path)> number; ///< of the report
    std::function<std::optional<double>(const std::string& twin, const std::string& path)> twinValue;
    std::function<bool()> balanced; ///< the ledger
};

/// One expectation and what came of it.
struct Verdict {
    Expectation expectation;
    bool met = false;
    Sentence expected;           ///< "'routes.alarms.delivered' is at least 1."
    Sentence found;              ///< "It is 0."
    std::optional<double> value; ///< the number that was found
    bool operator==(const Verdict&) const = default;
};

Verdict judge(const Expectation& expectation, const Outcomes& outcomes);
/// In the scenario's order.
std::vector<Verdict> judge(const std::vector<Expectation>& expectations, const Outcomes& outcomes);

} // namespace twinflow::simulation
