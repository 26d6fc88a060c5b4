// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/scenario_files.h"

#include "simulation/scenario_text.h"

#include <algorithm>
#include <filesystem>

namespace twinflow::deployment {

void readScenarios(Deployment& deployment, Findings& findings) {
    deployment.scenarios.clear();
    for (const ProjectFile& file : deployment.scenarioFiles) {
        Result<JsonDocument> document = JsonDocument::parse(file.text, file.path);
        if (!document) {
            findings.push_back(std::move(document.error()));
            continue;
        }
        auto read = simulation::readScenario(*document, std::filesystem::path(file.path).stem().string());
        deployment.scenarios.push_back(std::move(read.scenario));
        findings.insert(findings.end(), read.findings.begin(), read.findings.end());
    }
    std::sort(deployment.scenarios.begin(), deployment.scenarios.end(),
              [](const simulation::Scenario& a, const simulation::Scenario& b) { return a.name < b.name; });
}

} // namespace twinflow::deployment
