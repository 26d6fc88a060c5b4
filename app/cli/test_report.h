// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a test of a project's scenarios gave, for people, programs and continuous integration.
#pragma once

#include "simulation/expectations.h"
#include "terminal.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace twinflow::cli {

/// One scenario, run at its own length.
struct Tested {
    std::string scenario;
    std::string title;
    double seconds = 0; ///< on the wall
    std::uint64_t messages = 0;
    std::string digest;
    std::vector<simulation::Verdict> verdicts;
    std::vector<Error> errors; ///< it could not be run or ended, or the ledger does not balance

    std::size_t met() const;
    bool passed() const { return errors.empty() && met() == verdicts.size(); }
};

/// A line, and one for each thing that is wrong.
std::string testedText(const Tested& tested, const Terminal& terminal);
std::string testedJson(const std::string& project, const std::vector<Tested>& all);
/// As JUnit writes it and common tools read it: a suite for the project, a case for each scenario.
std::string junitText(const std::string& project, const std::vector<Tested>& all);

} // namespace twinflow::cli
