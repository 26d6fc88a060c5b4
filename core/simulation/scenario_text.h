// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// scenarios/NAME.json: read strictly, written in the order of its schema (core/deployment/README.md).
#pragma once

#include "base/json_document.h"
#include "simulation/scenario.h"

#include <string>

namespace twinflow::simulation {

/// A scenario with what was wrong in its text; what is wrong keeps its default, so the value may be shown but not run.
struct ReadScenario {
    Scenario scenario;
    Findings findings;
};

/// Never fails as a whole. Codes: those of MemberReader, simulation-generator-missing, simulation-generator-ambiguous,
/// simulation-fault-late and simulation-resubmit-late (warnings).
ReadScenario readScenario(const JsonDocument& document, std::string name);

/// The text of a scenario, defaults left out: reading it gives the same value again.
std::string scenarioText(const Scenario& scenario);

/// endpointDown, downstreamDown: as written in a scenario.
std::string_view faultKindName(FaultKind kind);

} // namespace twinflow::simulation
