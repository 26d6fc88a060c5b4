// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario changed by other means than its text.
#pragma once

#include "bridge/deployment_controller.h"

#include <functional>
#include <optional>
#include <string>

namespace twinflow::ui {

/// Null where the file is gone or its text is no JSON.
const simulation::Scenario* scenarioOfFile(const deployment::Deployment& deployment, const std::string& path);

/// Why only its text can be changed: what the reader did not understand would be lost when the text is written anew.
std::optional<Error> obstacleToEdit(const deployment::Deployment& deployment, const std::string& path);

/// Writes the file anew after the change, as one entry of the history; the same scenario leaves the text as it is.
/// Nothing happens where there is an obstacle.
bool editScenario(DeploymentController& controller, const QString& label, const std::string& path,
                  const std::function<void(simulation::Scenario&)>& change, const QString& mergeKey = {});

} // namespace twinflow::ui
