// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The first devices of a group, and what they send when nobody says: for trials.
#pragma once

#include "deployment/deployment.h"
#include "simulation/recordings.h"
#include "twins/graph.h"

#include <cstddef>
#include <string>
#include <vector>

namespace twinflow::engine {

/// Their ids, in the order of a run; at most `most`.
std::vector<std::string> firstDevices(const deployment::DeviceGroup& group, const twins::Graph& graph,
                                      std::size_t most);

/// `body` itself, or what the group's model measures where it is empty.
std::vector<simulation::PayloadMember> bodyOrModel(const deployment::DeviceGroup& group,
                                                   const std::vector<simulation::PayloadMember>& body,
                                                   const models::ModelSet& models);

/// What the traffic replays, from the folder that the project was loaded from; what cannot be read is absent.
simulation::Recordings readableRecordings(const deployment::Deployment& deployment,
                                          const std::vector<simulation::Traffic>& traffic);

} // namespace twinflow::engine
