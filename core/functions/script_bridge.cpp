// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/script_bridge.h"

#include "functions/number_value.h"
#include "functions/service_status.h"

#include <cassert>

namespace twinflow::functions {

namespace {

WriteGuard matching(const QString& etag) {
    return {etag.toStdString(), false};
}

Value valueOf(const QJSValue& value) {
    if (value.isNumber()) return numberValue(value.toNumber());
    if (value.isBool()) return Value(value.toBool());
    return Value(std::string_view(value.toString().toStdString()));
}

} // namespace

void ScriptBridge::beginCall() {
    m_calls = 0;
    m_outputBytes = 0;
    m_logBytes = 0;
    m_exceeded.reset();
    m_exceededAt.clear();
}

QString ScriptBridge::getDigitalTwin(const QString& id) {
    return mayCall() ? settle(m_host.getDigitalTwin(id.toStdString())) : QString();
}

bool ScriptBridge::upsertDigitalTwin(const QString& id, const QString& twin, bool createOnly) {
    const std::string text = twin.toStdString();
    return mayCall(text.size()) && settle(m_host.upsertDigitalTwin(id.toStdString(), text, {{}, createOnly}));
}

bool ScriptBridge::updateDigitalTwin(const QString& id, const QString& patch, const QString& ifMatch) {
    const std::string text = patch.toStdString();
    return mayCall(text.size()) && settle(m_host.updateDigitalTwin(id.toStdString(), text, matching(ifMatch)));
}

bool ScriptBridge::deleteDigitalTwin(const QString& id, const QString& ifMatch) {
    return mayCall() && settle(m_host.deleteDigitalTwin(id.toStdString(), matching(ifMatch)));
}

QString ScriptBridge::getComponent(const QString& id, const QString& component) {
    return mayCall() ? settle(m_host.getComponent(id.toStdString(), component.toStdString())) : QString();
}

bool ScriptBridge::updateComponent(const QString& id, const QString& component, const QString& patch,
                                   const QString& ifMatch) {
    const std::string text = patch.toStdString();
    return mayCall(text.size()) &&
           settle(m_host.updateComponent(id.toStdString(), component.toStdString(), text, matching(ifMatch)));
}

QString ScriptBridge::getRelationship(const QString& source, const QString& id) {
    return mayCall() ? settle(m_host.getRelationship(source.toStdString(), id.toStdString())) : QString();
}

QString ScriptBridge::listRelationships(const QString& id, const QString& name) {
    return mayCall() ? settle(m_host.listRelationships(id.toStdString(), name.toStdString())) : QString();
}

QString ScriptBridge::listIncomingRelationships(const QString& id) {
    return mayCall() ? settle(m_host.listIncomingRelationships(id.toStdString())) : QString();
}

bool ScriptBridge::upsertRelationship(const QString& source, const QString& id, const QString& relationship,
                                      bool createOnly) {
    const std::string text = relationship.toStdString();
    return mayCall(text.size()) &&
           settle(m_host.upsertRelationship(source.toStdString(), id.toStdString(), text, {{}, createOnly}));
}

bool ScriptBridge::updateRelationship(const QString& source, const QString& id, const QString& patch,
                                      const QString& ifMatch) {
    const std::string text = patch.toStdString();
    return mayCall(text.size()) &&
           settle(m_host.updateRelationship(source.toStdString(), id.toStdString(), text, matching(ifMatch)));
}

bool ScriptBridge::deleteRelationship(const QString& source, const QString& id, const QString& ifMatch) {
    return mayCall() && settle(m_host.deleteRelationship(source.toStdString(), id.toStdString(), matching(ifMatch)));
}

bool ScriptBridge::publishTelemetry(const QString& id, const QString& component, const QString& messageId,
                                    const QString& payload, const QString& sourceTime) {
    const std::string text = payload.toStdString();
    return mayCall(text.size()) &&
           settle(m_host.publishTelemetry(id.toStdString(), component.toStdString(), messageId.toStdString(), text,
                                          sourceTime.toStdString()));
}

bool ScriptBridge::send(const QString& service, const QString& payload) {
    const std::string text = payload.toStdString();
    return mayCall(text.size()) && settle(m_host.send(service.toStdString(), text));
}

bool ScriptBridge::sendToDevice(const QString& device, const QString& message) {
    const std::string text = message.toStdString();
    return mayCall(text.size()) && settle(m_host.sendToDevice(device.toStdString(), text));
}

QString ScriptBridge::invokeDeviceMethod(const QString& device, const QString& call) {
    const std::string text = call.toStdString();
    return mayCall(text.size()) ? settle(m_host.invokeDeviceMethod(device.toStdString(), text)) : QString();
}

QString ScriptBridge::getDeviceTwin(const QString& device) {
    return mayCall() ? settle(m_host.getDeviceTwin(device.toStdString())) : QString();
}

bool ScriptBridge::updateDeviceTwin(const QString& device, const QString& patch) {
    const std::string text = patch.toStdString();
    return mayCall(text.size()) && settle(m_host.updateDeviceTwin(device.toStdString(), text));
}

bool ScriptBridge::settleMessage(int how, const QString& lockToken, const QString& properties) {
    const std::string text = properties.toStdString();
    return mayCall(text.size()) &&
           settle(m_host.settleMessage(static_cast<Settling>(how), lockToken.toStdString(), text));
}

QString ScriptBridge::renewMessageLock(const QString& lockToken) {
    return mayCall() ? settle(m_host.renewMessageLock(lockToken.toStdString())) : QString();
}

QString ScriptBridge::receiveDeferredMessages(const QString& numbers) {
    const std::string text = numbers.toStdString();
    return mayCall(text.size()) ? settle(m_host.receiveDeferredMessages(text)) : QString();
}

QString ScriptBridge::sendMessages(const QString& service, const QString& messages, const QString& time) {
    const std::string text = messages.toStdString();
    return mayCall(text.size()) ? settle(m_host.sendMessages(service.toStdString(), text, time.toStdString()))
                                : QString();
}

bool ScriptBridge::cancelScheduledMessages(const QString& service, const QString& numbers) {
    const std::string text = numbers.toStdString();
    return mayCall(text.size()) && settle(m_host.cancelScheduledMessages(service.toStdString(), text));
}

int ScriptBridge::registerPath(const QString& path) {
    if (m_paths.size() == kMaxPaths) return -1;
    m_paths.push_back(path.toStdString());
    return static_cast<int>(m_paths.size() - 1);
}

bool ScriptBridge::patchProperties(const QString& id, int count) {
    m_writes.clear();
    std::size_t bytes = 0;
    for (int i = 0; i < count; ++i) {
        const auto place = static_cast<quint32>(2 * i);
        const auto operation = static_cast<std::size_t>(m_patchArray.property(place).toInt());
        assert(operation < 3 * kMaxPaths && operation % kMaxPaths < m_paths.size());
        PropertyWrite& write = m_writes.emplace_back();
        write.op = static_cast<PropertyWrite::Op>(operation / kMaxPaths);
        write.path = m_paths[operation % kMaxPaths];
        if (write.op != PropertyWrite::Op::remove) write.value = valueOf(m_patchArray.property(place + 1));
        bytes += write.path.size() + (write.value.isText() ? write.value.text().size() : sizeof(double));
    }
    return mayCall(bytes) && settle(m_host.patchProperties(id.toStdString(), m_writes));
}

bool ScriptBridge::log(int level, const QString& line) {
    const std::string text = line.toStdString();
    m_logBytes += text.size() + 1; // an empty line counts as well
    if (m_logBytes > std::size_t{m_limits.logKb} * 1024) {
        return exceed(
            fault("functions-output-limit", "'{0}' logged more than {1} KB in one call.", m_function, m_limits.logKb)
                .withHint(say("Log less, or only what changed.")));
    }
    m_host.log(static_cast<LogLevel>(level), text);
    return true;
}

QString ScriptBridge::refusalCode() const {
    return QString::fromStdString(m_refusal.code);
}
int ScriptBridge::refusalStatus() const {
    return statusOf(m_refusal.code);
}
QString ScriptBridge::refusalSentence() const {
    return QString::fromStdString(m_refusal.what.str());
}

void ScriptBridge::refusedAt(const QString& stack) {
    if (m_exceeded && m_exceededAt.isEmpty()) m_exceededAt = stack;
}

bool ScriptBridge::mayCall(std::size_t bytes) {
    if (++m_calls > m_limits.calls) {
        return exceed(
            fault("functions-output-limit", "'{0}' made more than {1} calls to services in one call.", m_function,
                  m_limits.calls)
                .withHint(say("Do less in one call: put several changes into one patch, or split the work.")));
    }
    m_outputBytes += bytes;
    if (m_outputBytes <= std::size_t{m_limits.outputKb} * 1024) return true;
    return exceed(fault("functions-output-limit", "'{0}' handed more than {1} KB to services in one call.", m_function,
                        m_limits.outputKb)
                      .withHint(say("Send less in one call, or allow it more with limits.outputKb.")));
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
