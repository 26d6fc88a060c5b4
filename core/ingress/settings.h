// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// An IoT Hub of the deployment.
#pragma once

#include "delivery/policy.h"

#include <cstdint>
#include <string>

namespace twinflow::ingress {

struct HubSettings {
    std::string name;
    /// Delivery of messages to coupled functions goes through Event Grid, so its ladder holds.
    delivery::Policy retry = delivery::Policy::eventGrid();
    bool operator==(const HubSettings&) const = default;
};

} // namespace twinflow::ingress
