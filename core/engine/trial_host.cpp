// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/trial_host.h"

#include "deployment/services.h"

#include <algorithm>

namespace twinflow::engine {

Result<std::unique_ptr<TrialHost>> TrialHost::make(const deployment::Deployment& deployment,
                                                   const functions::FunctionSettings& settings, Sandbox& sandbox) {
    std::unique_ptr<TrialHost> host(new TrialHost(deployment, settings, sandbox));
    functions::FunctionSettings quiet; // its name stands in what is told; it is never called itself
    quiet.name = settings.name;
    quiet.kind = functions::FunctionKind::mapping;
    const FunctionSurroundings surroundings{.timeline = sandbox.timeline,
                                            .graph = sandbox.graph,
                                            .notifier = sandbox.notifier,
                                            .dress = sandbox.dress,
                                            .incidents = sandbox.incidents,
                                            .door = sandbox.door,
                                            .messages = sandbox.messages,
                                            .twins = deployment.twins.name,
                                            .tracing = &sandbox.tracing};
    auto node = FunctionNode::make(quiet, {}, 1, surroundings);
    if (!node) return refuse(node.error());
    host->m_node = std::move(*node);
    if (host->isCoupledTo(deployment.twins.name)) host->m_node->coupleTwins();
    return host;
}

bool TrialHost::isCoupledTo(std::string_view service) const {
    return std::any_of(m_deployment.couplings.begin(), m_deployment.couplings.end(), [&](const auto& coupling) {
        return coupling.from == m_settings.name && coupling.to == service;
    });
}

void TrialHost::remember(std::string_view twin) {
    const auto [place, isNew] = m_before.try_emplace(std::string(twin));
    if (!isNew) return;
    if (const auto index = m_sandbox.graph.find(twin)) m_sandbox.graph.appendTwin(place->second, *index);
}

Result<std::string> TrialHost::getDigitalTwin(std::string_view id) {
    return m_node->getDigitalTwin(id);
}

Result<void> TrialHost::upsertDigitalTwin(std::string_view id, std::string_view twinJson,
                                          const functions::WriteGuard& guard) {
    remember(id);
    return m_node->upsertDigitalTwin(id, twinJson, guard);
}

Result<void> TrialHost::updateDigitalTwin(std::string_view id, std::string_view patchJson,
                                          const functions::WriteGuard& guard) {
    remember(id);
    return m_node->updateDigitalTwin(id, patchJson, guard);
}

Result<void> TrialHost::patchProperties(std::string_view id, const std::vector<functions::PropertyWrite>& writes) {
    remember(id);
    return m_node->patchProperties(id, writes);
}

Result<void> TrialHost::deleteDigitalTwin(std::string_view id, const functions::WriteGuard& guard) {
    remember(id);
    return m_node->deleteDigitalTwin(id, guard);
}

Result<std::string> TrialHost::getComponent(std::string_view id, std::string_view component) {
    return m_node->getComponent(id, component);
}

Result<void> TrialHost::updateComponent(std::string_view id, std::string_view component, std::string_view patchJson,
                                        const functions::WriteGuard& guard) {
    remember(id);
    return m_node->updateComponent(id, component, patchJson, guard);
}

Result<std::string> TrialHost::getRelationship(std::string_view source, std::string_view id) {
    return m_node->getRelationship(source, id);
}

Result<std::string> TrialHost::listRelationships(std::string_view id, std::string_view name) {
    return m_node->listRelationships(id, name);
}

Result<std::string> TrialHost::listIncomingRelationships(std::string_view id) {
    return m_node->listIncomingRelationships(id);
}

Result<void> TrialHost::upsertRelationship(std::string_view source, std::string_view id,
                                           std::string_view relationshipJson, const functions::WriteGuard& guard) {
    return m_node->upsertRelationship(source, id, relationshipJson, guard);
}

Result<void> TrialHost::updateRelationship(std::string_view source, std::string_view id, std::string_view patchJson,
                                           const functions::WriteGuard& guard) {
    return m_node->updateRelationship(source, id, patchJson, guard);
}

Result<void> TrialHost::deleteRelationship(std::string_view source, std::string_view id,
                                           const functions::WriteGuard& guard) {
    return m_node->deleteRelationship(source, id, guard);
}

Result<void> TrialHost::publishTelemetry(std::string_view id, std::string_view component, std::string_view messageId,
                                         std::string_view payloadJson, std::string_view sourceTime) {
    return m_node->publishTelemetry(id, component, messageId, payloadJson, sourceTime);
}

Result<void> TrialHost::publishMessage(std::string_view id, std::string_view payloadJson) {
    return m_node->publishMessage(id, payloadJson);
}

void TrialHost::tellSend(std::string_view service, std::string_view subject, std::string_view payload) {
    record::Hop hop;
    hop.kind = record::HopKind::send;
    hop.service = m_settings.name;
    hop.taker = service;
    hop.subject = subject;
    hop.payload = payload;
    m_sandbox.tracing.tell(std::move(hop));
}

Result<void> TrialHost::send(std::string_view service, std::string_view payloadJson) {
    const bool isThere = deployment::findDownstream(m_deployment, service) != nullptr;
    if (!isThere || !isCoupledTo(service)) return m_node->send(service, payloadJson); // which says why not
    tellSend(service, {}, payloadJson);
    return {};
}

Result<void> TrialHost::sendToDevice(std::string_view device, std::string_view messageJson) {
    for (const auto& hub : m_deployment.hubs) {
        if (!isCoupledTo(hub.name)) continue;
        tellSend(hub.name, device, messageJson);
        return {};
    }
    return m_node->sendToDevice(device, messageJson);
}

Error TrialHost::noDevice(std::string_view device) const {
    return fault("engine-trial-device", "A trial asks no device, so '{0}' has no answer.", device)
        .withHint(say("Run the scenario to see what the device says."));
}

Result<std::string> TrialHost::invokeDeviceMethod(std::string_view device, std::string_view) {
    return refuse(noDevice(device));
}

Result<std::string> TrialHost::getDeviceTwin(std::string_view device) {
    return refuse(noDevice(device));
}

Result<void> TrialHost::updateDeviceTwin(std::string_view device, std::string_view) {
    return refuse(noDevice(device));
}

bool TrialHost::isBehindServiceBus() const {
    return std::any_of(m_deployment.couplings.begin(), m_deployment.couplings.end(), [&](const auto& coupling) {
        const auto* endpoint = deployment::findEndpoint(m_deployment, coupling.from);
        return coupling.to == m_settings.name && endpoint && endpoint->kind == endpoints::EndpointKind::serviceBus;
    });
}

Error TrialHost::noBus() const {
    return fault("engine-trial-bus", "A trial keeps no messages of a Service Bus, so there is none to ask for.")
        .withHint(say("Run the scenario to see what becomes of them."));
}

Result<void> TrialHost::settleMessage(functions::Settling how, std::string_view lockToken,
                                      std::string_view propertiesJson) {
    if (isBehindServiceBus()) return {}; // whatever it wants: there is no queue that would take it back
    return m_node->settleMessage(how, lockToken, propertiesJson);
}

Result<std::string> TrialHost::renewMessageLock(std::string_view lockToken) {
    if (isBehindServiceBus()) return refuse(noBus());
    return m_node->renewMessageLock(lockToken);
}

Result<std::string> TrialHost::receiveDeferredMessages(std::string_view numbersJson) {
    if (isBehindServiceBus()) return refuse(noBus());
    return m_node->receiveDeferredMessages(numbersJson);
}

Result<std::string> TrialHost::sendMessages(std::string_view service, std::string_view messagesJson,
                                            std::string_view scheduledTime) {
    const bool isThere = deployment::findEndpoint(m_deployment, service) != nullptr;
    if (!isThere || !isCoupledTo(service)) return m_node->sendMessages(service, messagesJson, scheduledTime);
    tellSend(service, {}, messagesJson);
    return std::string("[]");
}

Result<void> TrialHost::cancelScheduledMessages(std::string_view service, std::string_view numbersJson) {
    if (isCoupledTo(service)) return refuse(noBus());
    return m_node->cancelScheduledMessages(service, numbersJson);
}

void TrialHost::log(functions::LogLevel level, std::string_view line) {
    m_node->log(level, line);
}

void TrialHost::note(const Error& error) {
    m_node->note(error);
}

} // namespace twinflow::engine
