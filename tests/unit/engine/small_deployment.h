// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A deployment whose counts can be worked out by hand: four devices, one message each every ten seconds for ten
// minutes.
#pragma once

#include "deployment/deployment.h"

namespace twinflow::test {

/// hub -> ingest (mapping) -> twins -> route to-hub -> log (Event Hub) -> archive (storage)
///                                  -> route to-grid -> push (Event Grid, 2 attempts 10 s apart) -> history (time
///                                  series)
///                                  -> route to-bus -> bus (Service Bus, 3 deliveries) -> desk (webhook)
/// Dead letters go to `dead`. 240 messages, 240 twin updates, each wanted by all three routes.
deployment::Deployment smallDeployment();

/// Adds past-hub (Event Hub) -> past (data history), which every change of the graph feeds.
void addDataHistory(deployment::Deployment& deployment);

/// Replaces the mapping by a script.
void useScript(deployment::Deployment& deployment, std::string source);

} // namespace twinflow::test
