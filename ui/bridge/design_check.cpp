// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/design_check.h"

#include "bridge/finding_place.h"
#include "deployment/deployment_text.h"
#include "deployment/scenario_files.h"

namespace twinflow::ui {

std::vector<deployment::Finding> findAll(deployment::Deployment deployment,
                                         const std::shared_ptr<const JsonDocument>& base, const Findings& ofFiles) {
    if (base) deployment.source = base;
    std::vector<deployment::Finding> all;
    for (const Error& error : ofFiles) {
        if (!error.place.file.starts_with("scenarios/")) all.push_back({error, {}, {}});
    }
    Findings ofScenarios;
    deployment::readScenarios(deployment, ofScenarios);
    for (Error& error : ofScenarios) all.push_back({std::move(error), {}, {}});
    nameServices(deployment, all);
    if (auto source = JsonDocument::parse(deployment::deploymentText(deployment), "deployment.json"))
        deployment.source = std::make_shared<const JsonDocument>(std::move(*source));
    std::vector<deployment::Finding> found = deployment::check(deployment);
    nameServices(deployment, found);
    all.insert(all.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    return all;
}

} // namespace twinflow::ui
