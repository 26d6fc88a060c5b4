// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/script_bridge.h"

namespace twinflow::functions {

void ScriptBridge::beginCall() {
    m_calls = 0;
    m_logBytes = 0;
    m_exceeded.reset();
}

QString ScriptBridge::getDigitalTwin(const QString& id) {
    return mayCall() ? settle(m_host.getDigitalTwin(id.toStdString())) : QString();
}

bool ScriptBridge::upsertDigitalTwin(const QString& id, const QString& twin) {
    return mayCall() && settle(m_host.upsertDigitalTwin(id.toStdString(), twin.toStdString()));
}

bool ScriptBridge::updateDigitalTwin(const QString& id, const QString& patch) {
    return mayCall() && settle(m_host.updateDigitalTwin(id.toStdString(), patch.toStdString()));
}

bool ScriptBridge::deleteDigitalTwin(const QString& id) {
    return mayCall() && settle(m_host.deleteDigitalTwin(id.toStdString()));
}

QString ScriptBridge::listRelationships(const QString& id, const QString& name) {
    return mayCall() ? settle(m_host.listRelationships(id.toStdString(), name.toStdString())) : QString();
}

QString ScriptBridge::listIncomingRelationships(const QString& id) {
    return mayCall() ? settle(m_host.listIncomingRelationships(id.toStdString())) : QString();
}

bool ScriptBridge::upsertRelationship(const QString& source, const QString& id, const QString& relationship) {
    return mayCall() &&
           settle(m_host.upsertRelationship(source.toStdString(), id.toStdString(), relationship.toStdString()));
}

bool ScriptBridge::deleteRelationship(const QString& source, const QString& id) {
    return mayCall() && settle(m_host.deleteRelationship(source.toStdString(), id.toStdString()));
}

bool ScriptBridge::publishTelemetry(const QString& id, const QString& component, const QString& messageId,
                                    const QString& payload) {
    return mayCall() && settle(m_host.publishTelemetry(id.toStdString(), component.toStdString(),
                                                       messageId.toStdString(), payload.toStdString()));
}

bool ScriptBridge::send(const QString& service, const QString& payload) {
    return mayCall() && settle(m_host.send(service.toStdString(), payload.toStdString()));
}

bool ScriptBridge::sendToDevice(const QString& device, const QString& message) {
    return mayCall() && settle(m_host.sendToDevice(device.toStdString(), message.toStdString()));
}

QString ScriptBridge::invokeDeviceMethod(const QString& device, const QString& call) {
    return mayCall() ? settle(m_host.invokeDeviceMethod(device.toStdString(), call.toStdString())) : QString();
}

QString ScriptBridge::getDeviceTwin(const QString& device) {
    return mayCall() ? settle(m_host.getDeviceTwin(device.toStdString())) : QString();
}

bool ScriptBridge::updateDeviceTwin(const QString& device, const QString& patch) {
    return mayCall() && settle(m_host.updateDeviceTwin(device.toStdString(), patch.toStdString()));
}

bool ScriptBridge::log(const QString& line) {
    const std::string text = line.toStdString();
    m_logBytes += text.size() + 1; // an empty line counts as well
    if (m_logBytes > kMaxLogBytes) {
        return exceed(
            fault("functions-output-limit", "'{0}' logged more than {1} bytes in one call.", m_function, kMaxLogBytes)
                .withHint(say("Log less, or only what changed.")));
    }
    m_host.log(text);
    return true;
}

QString ScriptBridge::refusalCode() const {
    return QString::fromStdString(m_refusal.code);
}
QString ScriptBridge::refusalSentence() const {
    return QString::fromStdString(m_refusal.what.str());
}

bool ScriptBridge::mayCall() {
    if (++m_calls <= kMaxCalls) return true;
    return exceed(fault("functions-output-limit", "'{0}' made more than {1} calls to services in one call.", m_function,
                        kMaxCalls)
                      .withHint(say("Do less in one call: put several changes into one patch, or split the work.")));
}

bool ScriptBridge::exceed(Error error) {
    m_refusal = error;
    if (!m_exceeded) m_exceeded = std::move(error);
    return false;
}

bool ScriptBridge::settle(Result<void> done) {
    if (done) return true;
    m_refusal = std::move(done.error());
    return false;
}

QString ScriptBridge::settle(Result<std::string> text) {
    if (text) return QString::fromStdString(*text);
    m_refusal = std::move(text.error());
    return {};
}

} // namespace twinflow::functions
