// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The kinds of faults: how they are written, whom they hit, and what there is to say about each.
#pragma once

#include "simulation/member_reader.h"
#include "simulation/scenario.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace twinflow::simulation {

enum class FaultTarget : std::uint8_t { endpoint, downstream, twins, devices, network };

/// What a fault may say beside kind, target, at and for.
enum class FaultMember : std::uint8_t { share, latency, status, times, drift, lost };

/// What the members may be; of drift anything.
constexpr Range kFaultShare{0, 1}, kFaultStatus{400, 599}, kFaultTimes{2, 1000};
/// Of for and latency; at begins with 0.
constexpr Duration kShortestFault = std::chrono::nanoseconds(1);

struct FaultRule {
    FaultKind kind;
    std::string_view name; ///< as written in a scenario
    FaultTarget target;
    std::optional<FaultMember> first = {}, second = {};

    bool has(FaultMember member) const { return first == member || second == member; }
};

/// In the order of FaultKind.
std::span<const FaultRule> faultRules();
const FaultRule& faultRule(FaultKind kind);
const FaultRule* findFaultRule(std::string_view name);

/// "group/device" in its parts; `device` is empty for a whole group.
struct DeviceTarget {
    std::string_view group;
    std::string_view device;
};
DeviceTarget deviceTarget(std::string_view target);

} // namespace twinflow::simulation
