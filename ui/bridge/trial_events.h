// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Events that a filter can be tried on: the last ones of a run, or examples where there was none.
#pragma once

#include "bridge/chain_sampler.h"
#include "deployment/deployment.h"

#include <cstddef>
#include <string>
#include <vector>

namespace twinflow::ui {

struct TrialEvent {
    std::string type; ///< Microsoft.DigitalTwins.Twin.Update
    std::string twin;
    std::string body;       ///< JSON
    std::string cloudEvent; ///< the whole event
    bool operator==(const TrialEvent&) const = default;
};

constexpr std::size_t kMostTrialEvents = 200;

/// The newest first, at most kMostTrialEvents.
std::vector<TrialEvent> trialEvents(const Chains& chains);
/// As engine::exampleEvents() makes them; loads the graph: for jobs.
std::vector<TrialEvent> exampleTrialEvents(const deployment::Deployment& deployment);

} // namespace twinflow::ui
