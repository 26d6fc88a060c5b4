// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/deployment_text.h"

#include "deployment/deployment_members.h"
#include "deployment/json_layout.h"
#include "deployment/json_merge.h"

namespace twinflow::deployment {

Deployment readDeployment(std::shared_ptr<const JsonDocument> document, Findings& findings) {
    Reading reading(*document, findings);
    Deployment deployment = deploymentMembers().read(document->root(), reading);
    deployment.source = std::move(document);
    return deployment;
}

std::string deploymentText(const Deployment& deployment) {
    const Json now = deploymentMembers().write(deployment);
    if (!deployment.source) {
        std::string text;
        appendJson(text, now, "", Lines::many);
        return text + "\n";
    }
    Findings saidByLoad;
    const Deployment asRead = readDeployment(deployment.source, saidByLoad);
    return mergedText(*deployment.source, deploymentMembers().write(asRead), now);
}

std::string deploymentSchema() {
    Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                   {"$id", kSchemaId},
                   {"title", "Twinflow deployment"},
                   {"description",
                    "deployment.json: the services of a digital-twin deployment and how they are joined. Members "
                    "that equal their default may be left out; unknown members are kept."}};
    schema.update(deploymentMembers().schema());
    schema["$defs"] = {{"duration",
                        {{"type", "string"},
                         {"pattern", "^([0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h|d))+$"},
                         {"description", "Numbers with units: 250ms, 30s, 1.5m, 2h, 7d."}}}};
    std::string text;
    appendJson(text, schema, "", Lines::many);
    return text + "\n";
}

} // namespace twinflow::deployment
