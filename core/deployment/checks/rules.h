// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of a sound deployment, each in the file of its name.
#pragma once

#include "deployment/checks/checker.h"

namespace twinflow::deployment {

/// The Event Hub of a data history: the twins fill it, no route does.
bool isHistoryHub(const Deployment& deployment, std::string_view endpoint);

void checkValues(Checker& checker);
void checkNames(Checker& checker);
void checkModels(Checker& checker);
void checkTwins(Checker& checker);
void checkDevices(Checker& checker);
void checkHubs(Checker& checker);
void checkHubRouting(Checker& checker);
void checkFunctions(Checker& checker);
void checkCouplings(Checker& checker);
void checkForwarding(Checker& checker);
void checkRoutes(Checker& checker);
void checkEndpoints(Checker& checker);
void checkDownstream(Checker& checker);
void checkMaps(Checker& checker);
void checkDataHistories(Checker& checker);
void checkLoops(Checker& checker);
void checkScenarios(Checker& checker);

} // namespace twinflow::deployment
