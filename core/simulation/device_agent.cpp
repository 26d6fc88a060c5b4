// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/device_agent.h"

#include <algorithm>

namespace twinflow::simulation {

void DeviceAgent::online(std::string_view device, std::string_view desired) {
    report(device, m_behaviour.twin.reported);
    if (m_behaviour.appliesDesired) report(device, desired);
}

void DeviceAgent::desiredChanged(std::string_view device, std::string_view patch) {
    if (m_behaviour.appliesDesired) report(device, patch);
}

std::optional<ingress::MethodAnswer> DeviceAgent::invoke(std::string_view, std::string_view method, std::string_view) {
    const auto found = std::find_if(m_behaviour.methods.begin(), m_behaviour.methods.end(),
                                    [&](const DeviceMethod& each) { return each.name == method; });
    if (found == m_behaviour.methods.end()) return ingress::MethodAnswer{501, "null", {}}; // as the device SDKs do
    return ingress::MethodAnswer{static_cast<int>(found->status), found->payload, found->after};
}

void DeviceAgent::report(std::string_view device, std::string_view json) {
    const auto document = JsonDocument::parse(std::string(json), {});
    if (!document || !document->root().isObject()) return; // checked when the run was compiled
    JsonNode properties = document->root();
    std::erase_if(properties.members, [](const JsonNode::Member& member) { return member.name.starts_with('$'); });
    if (properties.members.empty()) return;
    if (auto done = m_hub.report(device, properties); !done) m_refused(done.error());
}

} // namespace twinflow::simulation
