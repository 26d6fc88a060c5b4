// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a new project starts from.
#pragma once

#include "deployment/deployment.h"

#include <string_view>

namespace twinflow::deployment {

/// A small deployment that runs and has no findings: thermostats, a hub, a mapping, an Event Hub, a storage, and a
/// scenario. `name` is its title and may be any text; the services' names come from it where they must.
Deployment newProject(std::string_view name);

} // namespace twinflow::deployment
