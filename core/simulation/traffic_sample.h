// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What one device of a traffic line sends, without a run: for looking at generators while they are chosen.
#pragma once

#include "simulation/recordings.h"
#include "simulation/scenario.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace twinflow::simulation {

struct SampledMessage {
    Duration at{};    ///< after the start
    std::string body; ///< JSON, or bytes where the line sends garbage
};

/// The messages of `device` in the first `span` of the scenario, made as a run with that seed makes them, faults apart;
/// at most `most`. `line` is one of the scenario's traffic; its body says what is sent. Recordings that are absent
/// leave their members out.
std::vector<SampledMessage> sampleTraffic(const Scenario& scenario, std::size_t line, const std::string& device,
                                          const Recordings& recordings, std::uint64_t seed, Duration span,
                                          std::size_t most);

/// The numbers at a JSON pointer in the bodies, each with its time in seconds; what is no number is left out.
std::vector<std::pair<double, double>> numbersAt(const std::vector<SampledMessage>& messages, std::string_view pointer);

} // namespace twinflow::simulation
