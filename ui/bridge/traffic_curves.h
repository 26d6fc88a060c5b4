// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the first device of a traffic line would send, as curves.
#pragma once

#include "deployment/deployment.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace twinflow::ui {

struct TrafficCurves {
    std::string device;       ///< empty: the group has none
    std::size_t messages = 0; ///< in the time that was asked for
    /// By the outermost member's name: seconds after the start and the number; of members that are numbers.
    std::map<std::string, std::vector<std::pair<double, double>>> curves;
    std::vector<simulation::PayloadMember> body; ///< what is sent: the line's own, or what the model gives
};

/// By the engine's own generators, with the seed of a run; loads the graph: for jobs.
TrafficCurves trafficCurves(const deployment::Deployment& deployment, const std::string& scenario, std::size_t line,
                            std::uint64_t seed, Duration span);

} // namespace twinflow::ui
