// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A function of the deployment: a script or a declarative mapping.
#pragma once

#include "base/time.h"
#include "functions/retry.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace twinflow::functions {

enum class FunctionKind : std::uint8_t { script, mapping };

/// One line of a declarative mapping: a value of the message becomes a property of the twin.
struct MappingRule {
    std::string from; ///< JSON pointer into the message body, for example /temperature
    std::string to;   ///< JSON pointer into the twin, for example /temperature or /motor/current
    double scale = 1; ///< numbers only: value * scale + offset
    double offset = 0;
    std::string fromUnit = {}; ///< numbers only, after scale and offset: a unit of DTDL, with toUnit
    std::string toUnit = {};
    bool operator==(const MappingRule&) const = default;
};

/// What a script may use; a mapping needs none of it.
struct ScriptLimits {
    std::uint32_t memoryMb = 256;  ///< that its engine may hold, and that one call may add to the process
    std::uint32_t outputKb = 4096; ///< that one call may hand to services
    std::uint32_t logKb = 64;      ///< that one call may log
    std::uint32_t calls = 1000;    ///< to services, in one call
    bool operator==(const ScriptLimits&) const = default;
};

struct FunctionSettings {
    std::string name;
    FunctionKind kind = FunctionKind::script;
    std::string file;                                             ///< script: relative to the project folder
    std::string entry = "run";                                    ///< script: name of the function to call
    Duration timeout = std::chrono::milliseconds(1000);           ///< real time one call may take
    ScriptLimits limits;                                          ///< script
    std::vector<std::pair<std::string, std::string>> environment; ///< script: what it reads as process.env
    RetrySettings retry;                                          ///< behind an Event Hub
    std::vector<MappingRule> mapping;                             ///< mapping: the twin is the one named as the device
    bool publishTelemetry = false; ///< mapping: each message also goes out as telemetry of the twin
    bool operator==(const FunctionSettings&) const = default;
};

} // namespace twinflow::functions
