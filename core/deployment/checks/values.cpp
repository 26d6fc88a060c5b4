// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Values out of range in a deployment that was made or changed in memory; load() has said it for one as read.
#include "deployment/checks/rules.h"

#include "deployment/deployment_text.h"

namespace twinflow::deployment {

void checkValues(Checker& checker) {
    const Deployment& deployment = checker.deployment();
    std::string text = deploymentText(deployment);
    if (deployment.source && deployment.source->text() == text) return;
    Result<JsonDocument> document = JsonDocument::parse(std::move(text), "deployment.json");
    Findings findings;
    if (document)
        readDeployment(std::make_shared<const JsonDocument>(std::move(*document)), findings);
    else
        findings.push_back(std::move(document.error()));
    std::erase_if(findings, [](const Error& finding) { return finding.severity != Severity::error; });
    checker.report(findings);
}

} // namespace twinflow::deployment
