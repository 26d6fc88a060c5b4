// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The host as the engine sees it: text in, text out, a refusal kept until the script's side asks for it, and the bounds
// of one call.
#pragma once

#include "functions/function.h"

#include <QtCore/QObject>
#include <QtCore/QString>

namespace twinflow::functions {

/// Methods that give bool or text are called by the prelude only; false or an empty text means refused.
class ScriptBridge final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kMaxCalls = 1000;
    static constexpr std::size_t kMaxLogBytes = 64 * 1024;

    ScriptBridge(FunctionHost& host, const std::string& function)
        : m_host(host)
        , m_function(function) {}

    void beginCall();
    /// The bound that the call went past, if it did: such a call has failed even when the script caught the error.
    const std::optional<Error>& exceeded() const { return m_exceeded; }

    Q_INVOKABLE QString getDigitalTwin(const QString& id);
    Q_INVOKABLE bool upsertDigitalTwin(const QString& id, const QString& twin);
    Q_INVOKABLE bool updateDigitalTwin(const QString& id, const QString& patch);
    Q_INVOKABLE bool deleteDigitalTwin(const QString& id);
    Q_INVOKABLE QString listRelationships(const QString& id, const QString& name);
    Q_INVOKABLE QString listIncomingRelationships(const QString& id);
    Q_INVOKABLE bool upsertRelationship(const QString& source, const QString& id, const QString& relationship);
    Q_INVOKABLE bool deleteRelationship(const QString& source, const QString& id);
    Q_INVOKABLE bool publishTelemetry(const QString& id, const QString& component, const QString& messageId,
                                      const QString& payload);
    Q_INVOKABLE bool send(const QString& service, const QString& payload);
    Q_INVOKABLE bool sendToDevice(const QString& device, const QString& message);
    Q_INVOKABLE QString invokeDeviceMethod(const QString& device, const QString& call);
    Q_INVOKABLE QString getDeviceTwin(const QString& device);
    Q_INVOKABLE bool updateDeviceTwin(const QString& device, const QString& patch);
    Q_INVOKABLE bool log(const QString& line);
    Q_INVOKABLE QString refusalCode() const;
    Q_INVOKABLE QString refusalSentence() const;

private:
    bool mayCall();
    bool exceed(Error error);
    bool settle(Result<void> done);
    QString settle(Result<std::string> text);

    FunctionHost& m_host;
    const std::string& m_function;
    std::size_t m_calls = 0;
    std::size_t m_logBytes = 0;
    std::optional<Error> m_exceeded;
    Error m_refusal;
};

} // namespace twinflow::functions
