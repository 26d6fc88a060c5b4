// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/deployment.h"

#include <tuple>

namespace twinflow::deployment {

bool operator==(const Deployment& a, const Deployment& b) {
    const auto design = [](const Deployment& d) {
        return std::tie(d.name, d.description, d.twins, d.devices, d.hubs, d.functions, d.endpoints, d.routes,
                        d.downstream, d.couplings, d.models, d.graph, d.scripts, d.scenarioFiles, d.scenarios);
    };
    return design(a) == design(b);
}

} // namespace twinflow::deployment
