// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/traffic_curves.h"

#include "deployment/services.h"
#include "engine/first_devices.h"
#include "engine/sandbox.h"
#include "simulation/traffic_sample.h"

namespace twinflow::ui {

namespace {

constexpr std::size_t kMostMessages = 4000;

std::string pointerTo(const std::string& name) {
    std::string pointer = "/";
    for (const char c : name) pointer += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    return pointer;
}

} // namespace

TrafficCurves trafficCurves(const deployment::Deployment& deployment, const std::string& scenario, std::size_t line,
                            std::uint64_t seed, Duration span) {
    TrafficCurves result;
    const auto* found = deployment::findScenario(deployment, scenario);
    if (!found || line >= found->traffic.size()) return result;
    const auto* group = deployment::findDevices(deployment, found->traffic[line].devices);
    if (!group) return result;
    const engine::Sandbox sandbox(deployment, seed, found->start);
    simulation::Scenario made = *found;
    for (auto& traffic : made.traffic) { // all: their streams are told apart by their members
        const auto* sender = deployment::findDevices(deployment, traffic.devices);
        if (sender) traffic.body = engine::bodyOrModel(*sender, traffic.body, sandbox.models);
    }
    result.body = made.traffic[line].body;
    const auto devices = engine::firstDevices(*group, sandbox.graph, 1);
    if (devices.empty()) return result;
    result.device = devices.front();
    const auto messages = simulation::sampleTraffic(
        made, line, result.device, engine::readableRecordings(deployment, made.traffic), seed, span, kMostMessages);
    result.messages = messages.size();
    for (const auto& member : result.body) {
        auto numbers = simulation::numbersAt(messages, pointerTo(member.name));
        if (!numbers.empty()) result.curves[member.name] = std::move(numbers);
    }
    return result;
}

} // namespace twinflow::ui
