// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The scenarios of a deployment from the texts of their files.
#pragma once

#include "deployment/deployment.h"

namespace twinflow::deployment {

/// Makes `scenarios` anew from `scenarioFiles`, sorted by name. A file that is no JSON gives no scenario; everything
/// else wrong is a finding and keeps its default. Codes: json-syntax, simulation-<what>.
void readScenarios(Deployment& deployment, Findings& findings);

} // namespace twinflow::deployment
