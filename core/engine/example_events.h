// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Events as a deployment's graph would tell them, made without a run: what filters are tried on before there is one.
#pragma once

#include "deployment/deployment.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace twinflow::engine {

struct ExampleEvent {
    std::string type;       ///< Microsoft.DigitalTwins.Twin.Update
    std::string twin;       ///< $dtId, of a relationship the source's
    std::string body;       ///< JSON
    std::string cloudEvent; ///< the whole event, a flat CloudEvent
};

constexpr std::size_t kMostExamples = 200;

/// Of each model an update with values that suit its properties, telemetry, and a twin's creation and deletion; of the
/// graph's first relationship of each name deletion and creation, and an update where it has properties that suit. The
/// changes are made on a copy of the graph, so that each event is what the service would tell. Twins are those of the
/// graph, else one named after its model. At most kMostExamples; the same deployment and seed give the same events.
std::vector<ExampleEvent> exampleEvents(const deployment::Deployment& deployment, std::uint64_t seed);

} // namespace twinflow::engine
