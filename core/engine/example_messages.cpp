// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a function can be tried with before there is a run.
#include "base/file.h"
#include "deployment/services.h"
#include "engine/example_events.h"
#include "engine/function_trial.h"
#include "engine/sandbox.h"
#include "simulation/model_payload.h"
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
            const auto body = bodyOf(group);
            simulation::PayloadMaker maker(body, recordingsOf(body), std::chrono::seconds(10));
            for (const std::string& device : devicesOf(group)) {
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
    std::vector<simulation::PayloadMember> bodyOf(const deployment::DeviceGroup& group) const {
        if (m_scenario) {
            for (const auto& traffic : m_scenario->traffic) {
                if (traffic.devices == group.name && !traffic.body.empty()) return traffic.body;
            }
        }
        const auto model = m_sandbox.models.find(group.twinsOf);
        return model ? simulation::modelPayload(m_sandbox.models, *model) : std::vector<simulation::PayloadMember>();
    }

    /// From the folder that the project was loaded from; what cannot be read is left out of the message.
    const simulation::Recordings& recordingsOf(const std::vector<simulation::PayloadMember>& body) {
        Findings ofCheck;
        const auto read = [&](const std::string& file) -> Result<std::string> {
            return m_deployment.onDisk ? readFile(m_deployment.onDisk->folder / file) : refuse(Error());
        };
        simulation::Traffic traffic;
        traffic.body = body;
        m_recordings = simulation::readRecordings({traffic}, read, ofCheck);
        return m_recordings;
    }

    std::vector<std::string> devicesOf(const deployment::DeviceGroup& group) const {
        std::vector<std::string> ids;
        if (group.twinsOf.empty()) {
            for (std::uint32_t i = 1; i <= group.count && ids.size() < kMessagesPerGroup; ++i)
                ids.push_back(group.idPrefix + std::to_string(i));
            return ids;
        }
        const auto model = m_sandbox.models.find(group.twinsOf);
        for (const TwinIndex index : m_sandbox.graph.twins()) {
            const twins::Twin& twin = m_sandbox.graph.twin(index);
            if (!model || twin.model != *model || ids.size() == kMessagesPerGroup) continue;
            ids.emplace_back(m_sandbox.graph.text(twin.id));
        }
        return ids;
    }

    const deployment::Deployment& m_deployment;
    const simulation::Scenario* m_scenario;
    Sandbox m_sandbox;
    Random m_random;
    simulation::Recordings m_recordings; // of the group whose messages are made
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
