// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The deployment behind the workloads: devices, a hub, a mapping, twins of a thousand models.
#pragma once

#include "deployment/deployment.h"

#include <string>
#include <string_view>
#include <vector>

namespace twinflow::bench {

inline constexpr std::string_view kHub = "hub";
inline constexpr std::string_view kHost = "bench.api.weu.digitaltwins.azure.net";

/// So many twins, each with temperature, humidity and status that the device of its name writes and that go out as its
/// telemetry; without devices nobody can send.
deployment::Deployment sensors(unsigned count, bool withDevices);
/// Adds a route for each filter, to eight Event Hubs in turn.
void addRoutes(deployment::Deployment& deployment, const std::vector<std::string>& filters);

} // namespace twinflow::bench
