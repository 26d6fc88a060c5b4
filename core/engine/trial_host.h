// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a function may call while it is tried: the graph as in a run, other services as far as can be said without them.
#pragma once

#include "deployment/deployment.h"
#include "engine/function_node.h"
#include "engine/sandbox.h"

#include <map>
#include <memory>
#include <string>

namespace twinflow::engine {

class TrialHost final : public functions::FunctionHost {
public:
    /// All references outlive it. Error codes: those of FunctionNode::make().
    static Result<std::unique_ptr<TrialHost>> make(const deployment::Deployment& deployment,
                                                   const functions::FunctionSettings& settings, Sandbox& sandbox);

    /// Texts of the twins that were written to, as they were before; empty for those that were not there.
    const std::map<std::string, std::string>& before() const { return m_before; }

    Result<std::string> getDigitalTwin(std::string_view id) override;
    Result<void> upsertDigitalTwin(std::string_view id, std::string_view twinJson,
                                   const functions::WriteGuard& guard) override;
    Result<void> updateDigitalTwin(std::string_view id, std::string_view patchJson,
                                   const functions::WriteGuard& guard) override;
    Result<void> patchProperties(std::string_view id, const std::vector<functions::PropertyWrite>& writes) override;
    Result<void> deleteDigitalTwin(std::string_view id, const functions::WriteGuard& guard) override;
    Result<std::string> getComponent(std::string_view id, std::string_view component) override;
    Result<void> updateComponent(std::string_view id, std::string_view component, std::string_view patchJson,
                                 const functions::WriteGuard& guard) override;
    Result<std::string> getRelationship(std::string_view source, std::string_view id) override;
    Result<std::string> listRelationships(std::string_view id, std::string_view name) override;
    Result<std::string> listIncomingRelationships(std::string_view id) override;
    Result<void> upsertRelationship(std::string_view source, std::string_view id, std::string_view relationshipJson,
                                    const functions::WriteGuard& guard) override;
    Result<void> updateRelationship(std::string_view source, std::string_view id, std::string_view patchJson,
                                    const functions::WriteGuard& guard) override;
    Result<void> deleteRelationship(std::string_view source, std::string_view id,
                                    const functions::WriteGuard& guard) override;
    Result<void> publishTelemetry(std::string_view id, std::string_view component, std::string_view messageId,
                                  std::string_view payloadJson, std::string_view sourceTime) override;
    Result<void> publishMessage(std::string_view id, std::string_view payloadJson) override;
    Result<void> send(std::string_view service, std::string_view payloadJson) override;
    Result<void> sendToDevice(std::string_view device, std::string_view messageJson) override;
    Result<std::string> invokeDeviceMethod(std::string_view device, std::string_view callJson) override;
    Result<std::string> getDeviceTwin(std::string_view device) override;
    Result<void> updateDeviceTwin(std::string_view device, std::string_view patchJson) override;
    Result<void> settleMessage(functions::Settling how, std::string_view lockToken,
                               std::string_view propertiesJson) override;
    Result<std::string> renewMessageLock(std::string_view lockToken) override;
    Result<std::string> receiveDeferredMessages(std::string_view numbersJson) override;
    Result<std::string> sendMessages(std::string_view service, std::string_view messagesJson,
                                     std::string_view scheduledTime) override;
    Result<void> cancelScheduledMessages(std::string_view service, std::string_view numbersJson) override;
    void log(functions::LogLevel level, std::string_view line) override;
    void note(const Error& error) override;

private:
    TrialHost(const deployment::Deployment& deployment, const functions::FunctionSettings& settings, Sandbox& sandbox)
        : m_deployment(deployment)
        , m_settings(settings)
        , m_sandbox(sandbox) {}
    void remember(std::string_view twin);
    bool isCoupledTo(std::string_view service) const;
    void tellSend(std::string_view service, std::string_view subject, std::string_view payload);
    bool isBehindServiceBus() const;
    Error noBus() const;
    Error noDevice(std::string_view device) const;

    const deployment::Deployment& m_deployment;
    const functions::FunctionSettings& m_settings;
    Sandbox& m_sandbox;
    std::unique_ptr<FunctionNode> m_node; // makes the calls of the graph as in a run
    std::map<std::string, std::string> m_before;
};

} // namespace twinflow::engine
