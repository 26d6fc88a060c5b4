// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/check.h"

#include "deployment/checks/rules.h"

namespace twinflow::deployment {

std::vector<Finding> check(const Deployment& deployment) {
    Checker checker(deployment);
    for (const auto rule : {checkValues, checkNames, checkModels, checkTwins, checkDevices, checkHubs, checkHubRouting,
                            checkFunctions, checkCouplings, checkForwarding, checkRoutes, checkEndpoints,
                            checkDownstream, checkMaps, checkDataHistories, checkLoops, checkScenarios}) {
        rule(checker);
    }
    return checker.take();
}

} // namespace twinflow::deployment
