// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/file_edits.h"

#include "deployment/scenario_files.h"

namespace twinflow::ui {

const deployment::ProjectFile* findProjectFile(const deployment::Deployment& deployment, std::string_view path) {
    for (const auto* list : {&deployment.models, &deployment.graph, &deployment.scripts, &deployment.scenarioFiles}) {
        for (const auto& file : *list) {
            if (file.path == path) return &file;
        }
    }
    return nullptr;
}

void setFileText(deployment::Deployment& deployment, std::string_view path, std::string text) {
    for (auto* list : {&deployment.models, &deployment.graph, &deployment.scripts, &deployment.scenarioFiles}) {
        for (auto& file : *list) {
            if (file.path != path) continue;
            file.text = std::move(text);
            if (list != &deployment.scenarioFiles) return;
            Findings ofCheck; // check() reads the files as well and tells them
            deployment::readScenarios(deployment, ofCheck);
            return;
        }
    }
}

} // namespace twinflow::ui
