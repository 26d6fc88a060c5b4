// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a function can be tried with before there is a run.
#include "deployment/services.h"
#include "engine/example_events.h"
#include "engine/first_devices.h"
#include "engine/function_trial.h"
#include "engine/sandbox.h"
#include "simulation/payload.h"

#include <algorithm>

namespace twinflow::engine {

namespace {

constexpr std::size_t kMessagesPerGroup = 3;
constexpr std::size_t kMostEvents = 60;

class Maker {
public:
    Maker(const deployment::Deployment& deployment, std::uint64_t seed)
        : m_deployment(deployment)
        , m_scenario(deployment::defaultScenario(deployment))
        , m_sandbox(deployment, seed, m_scenario ? m_scenario->start : Instant{})
        , m_random(seed) {}

    void addOfHub(const std::string& hub, std::vector<TrialMessage>& out) {
        for (const auto& group : m_deployment.devices) {
            if (group.hub != hub) continue;
            const auto traffic = trafficOf(group);
            const auto recordings = readableRecordings(m_deployment, {traffic});
            simulation::PayloadMaker maker(traffic.body, recordings, traffic.every);
            for (const std::string& device : firstDevices(group, m_sandbox.graph, kMessagesPerGroup)) {
                std::vector<double> state(maker.stateSize());
                Random random = m_random.fork(group.name + "/" + device);
                maker.begin(state, random);
                TrialMessage message{hub, device, {}, {}, m_sandbox.timeline.now()};
                maker.append(message.body, state, random, {message.at, {}, message.at});
                out.push_back(std::move(message));
            }
        }
    }

private:
    simulation::Traffic trafficOf(const deployment::DeviceGroup& group) const {
        simulation::Traffic found;
        if (m_scenario) {
            for (const auto& traffic : m_scenario->traffic) {
                if (traffic.devices != group.name) continue;
                found = traffic;
                break;
            }
        }
        found.body = bodyOrModel(group, found.body, m_sandbox.models);
        return found;
    }

    const deployment::Deployment& m_deployment;
    const simulation::Scenario* m_scenario;
    Sandbox m_sandbox;
    Random m_random;
};

} // namespace

std::vector<TrialMessage> exampleMessages(const deployment::Deployment& deployment, const std::string& function,
                                          std::uint64_t seed) {
    std::vector<std::string> hubs;
    std::vector<std::string> endpoints;
    for (const auto& coupling : deployment.couplings) {
        if (coupling.to != function) continue;
        if (deployment::findHub(deployment, coupling.from)) hubs.push_back(coupling.from);
        if (deployment::findEndpoint(deployment, coupling.from)) endpoints.push_back(coupling.from);
    }
    for (const auto& hub : deployment.hubs) {
        const bool leadsThere = std::any_of(hub.routes.begin(), hub.routes.end(),
                                            [&](const auto& route) { return route.endpoint == function; });
        if (leadsThere && std::find(hubs.begin(), hubs.end(), hub.name) == hubs.end()) hubs.push_back(hub.name);
    }
    std::vector<TrialMessage> messages;
    if (!hubs.empty()) {
        Maker maker(deployment, seed);
        for (const std::string& hub : hubs) maker.addOfHub(hub, messages);
    }
    if (endpoints.empty()) return messages;
    const auto* scenario = deployment::defaultScenario(deployment);
    for (auto& example : exampleEvents(deployment, seed)) {
        if (messages.size() >= kMostEvents) break;
        messages.push_back(
            {endpoints.front(), {}, {}, std::move(example.cloudEvent), scenario ? scenario->start : Instant{}});
    }
    return messages;
}

} // namespace twinflow::engine
