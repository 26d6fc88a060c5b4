// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Code between services: takes a message, reads and patches the graph, sends to coupled services.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "base/value.h"
#include "functions/settings.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::functions {

/// An operation of a patch, without the text around it.
struct PropertyWrite {
    enum class Op : std::uint8_t { add, replace, remove };
    Op op = Op::add;
    std::string_view path; ///< JSON pointer into the twin
    Value value;           ///< null for remove
};

/// The precondition of a write: empty means none.
struct WriteGuard {
    std::string ifMatch;     ///< an etag, or * for whatever there is
    bool createOnly = false; ///< If-None-Match: *
};

/// How a function settles a Service Bus message.
enum class Settling : std::uint8_t { complete, abandon, defer, deadLetter };

enum class LogLevel : std::uint8_t { trace, debug, information, warning, error };

/// What a function may call. The engine implements it; names and refusals are those of the twin service's SDK, the
/// errors' codes the service's. JSON goes both ways as text; patchProperties() needs none.
class FunctionHost {
public:
    virtual ~FunctionHost() = default;
    virtual Result<std::string> getDigitalTwin(std::string_view id) = 0;
    virtual Result<void> upsertDigitalTwin(std::string_view id, std::string_view twinJson, const WriteGuard& guard) = 0;
    virtual Result<void> updateDigitalTwin(std::string_view id, std::string_view patchJson,
                                           const WriteGuard& guard) = 0;
    /// What updateDigitalTwin() does with the same operations.
    virtual Result<void> patchProperties(std::string_view id, const std::vector<PropertyWrite>& writes) = 0;
    virtual Result<void> deleteDigitalTwin(std::string_view id, const WriteGuard& guard) = 0;
    virtual Result<std::string> getComponent(std::string_view id, std::string_view component) = 0;
    virtual Result<void> updateComponent(std::string_view id, std::string_view component, std::string_view patchJson,
                                         const WriteGuard& guard) = 0;
    virtual Result<std::string> getRelationship(std::string_view source, std::string_view id) = 0;
    /// JSON arrays, as the items of the service's lists.
    virtual Result<std::string> listRelationships(std::string_view id, std::string_view name) = 0;
    virtual Result<std::string> listIncomingRelationships(std::string_view id) = 0;
    virtual Result<void> upsertRelationship(std::string_view source, std::string_view id,
                                            std::string_view relationshipJson, const WriteGuard& guard) = 0;
    virtual Result<void> updateRelationship(std::string_view source, std::string_view id, std::string_view patchJson,
                                            const WriteGuard& guard) = 0;
    virtual Result<void> deleteRelationship(std::string_view source, std::string_view id, const WriteGuard& guard) = 0;
    /// `sourceTime` is RFC 3339, or empty.
    virtual Result<void> publishTelemetry(std::string_view id, std::string_view component, std::string_view messageId,
                                          std::string_view payloadJson, std::string_view sourceTime) = 0;
    /// A device's message as telemetry of the twin itself: `payloadJson` is known to be JSON, and the id is drawn.
    virtual Result<void> publishMessage(std::string_view id, std::string_view payloadJson) = 0;
    /// Sends to a service that the function is coupled to. Error codes: functions-not-coupled, and the service's.
    virtual Result<void> send(std::string_view service, std::string_view payloadJson) = 0;
    virtual void log(LogLevel level, std::string_view line) = 0;
    /// Something went wrong that does not end the call.
    virtual void note(const Error& error) = 0;

    // Through a hub to its devices. Error codes: functions-not-coupled where there is none, and the hub's.
    /// A message as ingress::readCloudMessage() takes it.
    virtual Result<void> sendToDevice(std::string_view device, std::string_view messageJson) = 0;
    /// A call as ingress::readMethodCall() takes it; gives {"status", "payload"}.
    virtual Result<std::string> invokeDeviceMethod(std::string_view device, std::string_view callJson) = 0;
    virtual Result<std::string> getDeviceTwin(std::string_view device) = 0;
    virtual Result<void> updateDeviceTwin(std::string_view device, std::string_view patchJson) = 0;

    // Of the Service Bus queue or subscription that triggered the call. Error codes: functions-no-message where there
    // is none; InvalidArgument; those of endpoints::MessageActions.
    /// `propertiesJson` is an object of application properties; of dead letters it may also have "deadLetterReason" and
    /// "deadLetterErrorDescription".
    virtual Result<void> settleMessage(Settling how, std::string_view lockToken, std::string_view propertiesJson) = 0;
    /// Gives the lock's new end as a JSON text.
    virtual Result<std::string> renewMessageLock(std::string_view lockToken) = 0;
    /// Numbers as a JSON array; gives the messages as one.
    virtual Result<std::string> receiveDeferredMessages(std::string_view numbersJson) = 0;

    // To a Service Bus queue or topic that the function is coupled to. Error codes: functions-not-coupled,
    // InvalidArgument; MessageSizeExceeded and ServiceCommunicationProblem of sending; MessageNotFound of cancelling.
    /// Messages as a JSON array of what endpoints::readOutgoing() takes. With a time, in RFC 3339, they come in then.
    /// All or none. Gives a number for each as a JSON array.
    virtual Result<std::string> sendMessages(std::string_view service, std::string_view messagesJson,
                                             std::string_view scheduledTime) = 0;
    /// Numbers as a JSON array; stops at the first that cannot be cancelled.
    virtual Result<void> cancelScheduledMessages(std::string_view service, std::string_view numbersJson) = 0;
};

/// What came of one call.
struct Invocation {
    /// `exceeded`: it went past a bound other than time.
    enum class Result : std::uint8_t { succeeded, threw, timedOut, exceeded, suspended };
    Result result = Result::succeeded;
    /// When not succeeded; place is the script's line where it is known. Codes: functions-threw,
    /// functions-input-invalid and functions-body-unreadable (threw), functions-timed-out, functions-output-limit and
    /// functions-memory-limit (exceeded), functions-suspended.
    Error error;
};

/// Of one rule of a mapping, by messages.
struct RuleCounts {
    std::uint64_t found = 0;
    std::uint64_t missing = 0;   ///< nothing at its path, or null
    std::uint64_t wrongType = 0; ///< no number where the rule computes
};

/// One function of a run. It is made, called and destroyed in one thread, and not called from within its own call: a
/// host puts what a call causes into a queue.
class Function {
public:
    virtual ~Function() = default;
    /// `input` is what the trigger hands over, as JSON text: an Event Grid event, an Event Hub or Service Bus message.
    virtual Invocation invoke(std::string_view input, Instant now) = 0;
    /// The short way for a device message that declares a JSON body: what invoke() does with the message's Event Grid
    /// event, without that event's text. Nothing when invoke() is to be used: scripts have no such way, and mappings
    /// leave bodies to it that they cannot read.
    virtual std::optional<Invocation> invokeDirect(std::string_view device, std::string_view body, Instant now);
    virtual const FunctionSettings& settings() const = 0;
    /// In order of the mapping's rules; empty for scripts.
    virtual std::vector<RuleCounts> ruleCounts() const { return {}; }
};

/// Compiles a function. `source` is the script's text; `seed` feeds its Math.random, mixed with the function's name.
/// `host` outlives the function. A QCoreApplication must exist for scripts. Error codes: functions-syntax,
/// functions-entry-missing; functions-threw, functions-timed-out, functions-output-limit and functions-memory-limit
/// (the script's top level); functions-mapping-invalid, functions-unit.
Result<std::unique_ptr<Function>> makeFunction(const FunctionSettings& settings, std::string_view source,
                                               FunctionHost& host, std::uint64_t seed);

} // namespace twinflow::functions
