// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/fault_rules.h"

#include <algorithm>

namespace twinflow::simulation {

namespace {

constexpr FaultRule kRules[] = {
    {FaultKind::endpointDown, "endpointDown", FaultTarget::endpoint, {}, {}},
    {FaultKind::endpointSlow, "endpointSlow", FaultTarget::endpoint, FaultMember::latency, {}},
    {FaultKind::endpointThrottled, "endpointThrottled", FaultTarget::endpoint, FaultMember::share, {}},
    {FaultKind::endpointRefusing, "endpointRefusing", FaultTarget::endpoint, FaultMember::share, FaultMember::status},
    {FaultKind::downstreamDown, "downstreamDown", FaultTarget::downstream, {}, {}},
    {FaultKind::graphThrottled, "graphThrottled", FaultTarget::twins, FaultMember::share, {}},
    {FaultKind::graphLagging, "graphLagging", FaultTarget::twins, FaultMember::latency, {}},
    {FaultKind::networkCut, "networkCut", FaultTarget::network, FaultMember::lost, {}},
    {FaultKind::deviceSilent, "deviceSilent", FaultTarget::devices, {}, {}},
    {FaultKind::deviceBursting, "deviceBursting", FaultTarget::devices, FaultMember::times, {}},
    {FaultKind::deviceGarbage, "deviceGarbage", FaultTarget::devices, FaultMember::share, {}},
    {FaultKind::deviceDuplicating, "deviceDuplicating", FaultTarget::devices, FaultMember::share, {}},
    {FaultKind::deviceReordering, "deviceReordering", FaultTarget::devices, FaultMember::share, {}},
    {FaultKind::deviceClockDrift, "deviceClockDrift", FaultTarget::devices, FaultMember::drift, {}},
};

} // namespace

std::span<const FaultRule> faultRules() {
    return kRules;
}

const FaultRule& faultRule(FaultKind kind) {
    return kRules[static_cast<std::size_t>(kind)];
}

const FaultRule* findFaultRule(std::string_view name) {
    const auto found =
        std::find_if(std::begin(kRules), std::end(kRules), [&](const FaultRule& rule) { return rule.name == name; });
    return found == std::end(kRules) ? nullptr : &*found;
}

DeviceTarget deviceTarget(std::string_view target) {
    const std::size_t slash = target.find('/');
    if (slash == std::string_view::npos) return {target, {}};
    return {target.substr(0, slash), target.substr(slash + 1)};
}

} // namespace twinflow::simulation
