// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Random courses of commands for the tests that compare an endpoint with a simple model of it.
#pragma once

#include <rapidcheck.h>

#include <string>
#include <tuple>
#include <vector>

namespace twinflow::test {

/// A command and two numbers for its details; command 0 does nothing, so that courses shrink to the few that matter.
using ModelStep = std::tuple<unsigned, unsigned, unsigned>;

/// Of one course. RapidCheck makes 100 courses by default; RC_PARAMS="max_success=5000" makes a million steps.
constexpr std::size_t kModelSteps = 200;

inline std::vector<ModelStep> drawModelSteps(unsigned commands) {
    const auto step = rc::gen::tuple(rc::gen::resize(100, rc::gen::inRange(0U, commands)),
                                     rc::gen::resize(100, rc::gen::inRange(0U, 60U)),
                                     rc::gen::resize(100, rc::gen::inRange(0U, 60U)));
    return *rc::gen::container<std::vector<ModelStep>>(kModelSteps, step);
}

} // namespace twinflow::test
