// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The members of a payload as they stand in a scenario: reading and writing.
#pragma once

#include "simulation/generators.h"
#include "simulation/member_reader.h"

#include <string>
#include <string_view>
#include <vector>

namespace twinflow::simulation {

/// From the first bit of Schedule::Period::days.
constexpr std::string_view kWeekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/// All members of a body; `every` is the time between two messages. Codes: those of MemberReader,
/// simulation-generator-missing, simulation-generator-ambiguous, simulation-follow-unknown, simulation-follow-cycle.
std::vector<PayloadMember> readBody(MemberReader body, Duration every);

/// One line: { "walk": { "low": 20, "high": 80 }, "decimals": 1 }.
std::string memberText(const PayloadMember& member);

} // namespace twinflow::simulation
