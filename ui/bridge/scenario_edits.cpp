// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/scenario_edits.h"

#include "bridge/file_edits.h"
#include "deployment/services.h"
#include "simulation/scenario_text.h"

#include <algorithm>

namespace twinflow::ui {

const simulation::Scenario* scenarioOfFile(const deployment::Deployment& deployment, const std::string& path) {
    return deployment::findScenario(deployment, std::filesystem::path(path).stem().string());
}

std::optional<Error> obstacleToEdit(const deployment::Deployment& deployment, const std::string& path) {
    const auto* file = deployment::findFile(deployment.scenarioFiles, path);
    if (!file) return {};
    const auto document = JsonDocument::parse(file->text, file->path);
    if (!document) return document.error();
    const auto read = simulation::readScenario(*document, {});
    const auto lost = std::find_if(read.findings.begin(), read.findings.end(), [](const Error& finding) {
        return finding.severity == Severity::error || finding.code == "simulation-member-unknown";
    });
    if (lost == read.findings.end()) return {};
    // What an edit has written may be half of what is meant, as a bound that is still missing: nothing is lost of it.
    if (simulation::scenarioText(read.scenario) == file->text) return {};
    return *lost;
}

bool editScenario(DeploymentController& controller, const QString& label, const std::string& path,
                  const std::function<void(simulation::Scenario&)>& change, const QString& mergeKey) {
    const auto* before = scenarioOfFile(controller.deployment(), path);
    if (!before || obstacleToEdit(controller.deployment(), path)) return false;
    simulation::Scenario after = *before;
    change(after);
    if (after == *before) return false;
    return controller.edit(
        label,
        [&](deployment::Deployment& deployment) { setFileText(deployment, path, simulation::scenarioText(after)); },
        mergeKey);
}

} // namespace twinflow::ui
