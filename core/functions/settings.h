// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A function of the deployment: a script or a declarative mapping.
#pragma once

#include "base/time.h"

#include <string>
#include <vector>

namespace twinflow::functions {

enum class FunctionKind : std::uint8_t { script, mapping };

/// One line of a declarative mapping: a value of the message becomes a property of the twin.
struct MappingRule {
    std::string from; ///< JSON pointer into the message body, for example /temperature
    std::string to;   ///< JSON pointer into the twin, for example /temperature or /motor/current
    double scale = 1; ///< numbers only: value * scale + offset
    double offset = 0;
    bool operator==(const MappingRule&) const = default;
};

struct FunctionSettings {
    std::string name;
    FunctionKind kind = FunctionKind::script;
    std::string file;                                   ///< script: relative to the project folder
    std::string entry = "run";                          ///< script: name of the function to call
    Duration timeout = std::chrono::milliseconds(1000); ///< real time one call may take
    std::vector<MappingRule> mapping;                   ///< mapping: the twin is the one named as the device
    bool operator==(const FunctionSettings&) const = default;
};

} // namespace twinflow::functions
