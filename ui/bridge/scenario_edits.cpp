// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/scenario_edits.h"

#include "bridge/file_edits.h"
#include "deployment/services.h"
#include "simulation/scenario_text.h"

namespace twinflow::ui {

const simulation::Scenario* scenarioOfFile(const deployment::Deployment& deployment, const std::string& path) {
    return deployment::findScenario(deployment, std::filesystem::path(path).stem().string());
}

bool editScenario(DeploymentController& controller, const QString& label, const std::string& path,
                  const std::function<void(simulation::Scenario&)>& change, const QString& mergeKey) {
    const auto* before = scenarioOfFile(controller.deployment(), path);
    if (!before) return false;
    simulation::Scenario after = *before;
    change(after);
    if (after == *before) return false;
    return controller.edit(
        label,
        [&](deployment::Deployment& deployment) { setFileText(deployment, path, simulation::scenarioText(after)); },
        mergeKey);
}

} // namespace twinflow::ui
