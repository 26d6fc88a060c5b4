// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A design that changes while its run goes on: what the run takes on between two events, and what waits for the next.
#pragma once

#include "base/result.h"
#include "deployment/deployment.h"
#include "engine/run.h"

namespace twinflow::engine {

/// Makes the run go on by `after` as far as that can be done: routes that come, go, or have another filter or endpoint,
/// and functions with other settings or another script. `before` is what it went by until now. All or nothing of these:
/// what cannot be compiled is refused and the run goes on as before. Names the services that differ in some other way.
/// Error codes: those of Run::compile().
Result<std::vector<std::string>> changeLive(Run::Parts& parts, const deployment::Deployment& before,
                                            const deployment::Deployment& after);

} // namespace twinflow::engine
