// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The host as the engine sees it: text in, text out, a refusal kept until the script's side asks for it, and the bounds
// of one call.
#pragma once

#include "functions/function.h"

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtQml/QJSValue>

#include <deque>
#include <vector>

namespace twinflow::functions {

/// Methods that give bool or text are called by the prelude only; false or an empty text means refused.
class ScriptBridge final : public QObject {
    Q_OBJECT
public:
    /// `settings` outlives the bridge.
    ScriptBridge(FunctionHost& host, const FunctionSettings& settings)
        : m_host(host)
        , m_function(settings.name)
        , m_limits(settings.limits) {}

    void beginCall();
    /// The bound that the call went past, if it did: such a call has failed even when the script caught the error.
    const std::optional<Error>& exceeded() const { return m_exceeded; }
    /// Where the script went past it first: an Error's stack.
    const QString& exceededAt() const { return m_exceededAt; }

    /// `ifMatch` is empty where the script gave none.
    Q_INVOKABLE QString getDigitalTwin(const QString& id);
    Q_INVOKABLE bool upsertDigitalTwin(const QString& id, const QString& twin, bool createOnly);
    Q_INVOKABLE bool updateDigitalTwin(const QString& id, const QString& patch, const QString& ifMatch);
    Q_INVOKABLE bool deleteDigitalTwin(const QString& id, const QString& ifMatch);
    Q_INVOKABLE QString getComponent(const QString& id, const QString& component);
    Q_INVOKABLE bool updateComponent(const QString& id, const QString& component, const QString& patch,
                                     const QString& ifMatch);
    Q_INVOKABLE QString getRelationship(const QString& source, const QString& id);
    Q_INVOKABLE QString listRelationships(const QString& id, const QString& name);
    Q_INVOKABLE QString listIncomingRelationships(const QString& id);
    Q_INVOKABLE bool upsertRelationship(const QString& source, const QString& id, const QString& relationship,
                                        bool createOnly);
    Q_INVOKABLE bool updateRelationship(const QString& source, const QString& id, const QString& patch,
                                        const QString& ifMatch);
    Q_INVOKABLE bool deleteRelationship(const QString& source, const QString& id, const QString& ifMatch);
    Q_INVOKABLE bool publishTelemetry(const QString& id, const QString& component, const QString& messageId,
                                      const QString& payload, const QString& sourceTime);
    Q_INVOKABLE bool send(const QString& service, const QString& payload);
    Q_INVOKABLE bool sendToDevice(const QString& device, const QString& message);
    Q_INVOKABLE QString invokeDeviceMethod(const QString& device, const QString& call);
    Q_INVOKABLE QString getDeviceTwin(const QString& device);
    Q_INVOKABLE bool updateDeviceTwin(const QString& device, const QString& patch);
    /// `how` is a Settling.
    Q_INVOKABLE bool settleMessage(int how, const QString& lockToken, const QString& properties);
    Q_INVOKABLE QString renewMessageLock(const QString& lockToken);
    Q_INVOKABLE QString receiveDeferredMessages(const QString& numbers);
    /// `time` is empty for at once.
    Q_INVOKABLE QString sendMessages(const QString& service, const QString& messages, const QString& time);
    Q_INVOKABLE bool cancelScheduledMessages(const QString& service, const QString& numbers);
    /// `level` is a LogLevel.
    Q_INVOKABLE bool log(int level, const QString& line);

    // A patch of plain operations crosses as numbers and scalars: the engine's JSON text costs five times as much.
    /// The number by which later calls name a path, or -1 when there are too many.
    Q_INVOKABLE int registerPath(const QString& path);
    /// The array that the script's side fills before patchProperties().
    Q_INVOKABLE void usePatchArray(const QJSValue& array) { m_patchArray = array; }
    /// `count` operations lie in the array, each as its Op and path in one number, and its value.
    Q_INVOKABLE bool patchProperties(const QString& id, int count);

    Q_INVOKABLE QString refusalCode() const;
    Q_INVOKABLE int refusalStatus() const;
    Q_INVOKABLE QString refusalSentence() const;
    /// Tells where the last refusal was thrown.
    Q_INVOKABLE void refusedAt(const QString& stack);

private:
    /// Counts a call that hands over so many bytes.
    bool mayCall(std::size_t bytes = 0);
    bool exceed(Error error);
    bool settle(Result<void> done);
    QString settle(Result<std::string> text);

    FunctionHost& m_host;
    const std::string& m_function;
    const ScriptLimits& m_limits;
    std::size_t m_calls = 0;
    std::size_t m_outputBytes = 0;
    std::size_t m_logBytes = 0;
    std::optional<Error> m_exceeded;
    QString m_exceededAt;
    Error m_refusal;

    static constexpr std::size_t kMaxPaths = 4096;
    std::deque<std::string> m_paths; // registered; texts that stay where they are
    QJSValue m_patchArray;
    std::vector<PropertyWrite> m_writes; // reused
};

} // namespace twinflow::functions
