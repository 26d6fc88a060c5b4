// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario changed by other means than its text.
#pragma once

#include "bridge/deployment_controller.h"

#include <functional>
#include <string>

namespace twinflow::ui {

/// Null where the file is gone or its text is no JSON.
const simulation::Scenario* scenarioOfFile(const deployment::Deployment& deployment, const std::string& path);

/// Writes the file anew after the change, as one entry of the history; the same scenario leaves the text as it is.
bool editScenario(DeploymentController& controller, const QString& label, const std::string& path,
                  const std::function<void(simulation::Scenario&)>& change, const QString& mergeKey = {});

} // namespace twinflow::ui
