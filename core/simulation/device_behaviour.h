// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What simulated devices do when the cloud talks to them.
#pragma once

#include "ingress/device_client.h"

#include <cstdint>
#include <string>
#include <vector>

namespace twinflow::simulation {

/// A direct method that devices have, and their answer.
struct DeviceMethod {
    std::string name;
    std::uint32_t status = 200;
    std::string payload = "null"; ///< JSON
    Duration after{};             ///< how long the device takes
    bool operator==(const DeviceMethod&) const = default;
};

/// What the hub's twins of the devices begin with, as JSON objects.
struct InitialTwin {
    std::string tags = "{}";
    std::string desired = "{}";
    std::string reported = "{}"; ///< what a device reports when it connects
    bool operator==(const InitialTwin&) const = default;
};

enum class ConnectsWhen : std::uint8_t { sending, started };

struct DeviceBehaviour {
    ConnectsWhen connects = ConnectsWhen::sending;
    ingress::MessageAnswer cloudToDevice = ingress::MessageAnswer::complete; ///< what becomes of each message
    bool appliesDesired = false; ///< reports each desired property with the value that was wished
    InitialTwin twin = {};
    std::vector<DeviceMethod> methods = {};
    bool operator==(const DeviceBehaviour&) const = default;
};

} // namespace twinflow::simulation
