// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Code between services: takes a message, reads and patches the graph, sends to coupled services.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "functions/settings.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace twinflow::functions {

/// What a function may call. The engine implements it; names and refusals are those of the twin service's SDK, the
/// errors' codes the service's. JSON goes both ways as text; a run's hot path uses the declarative mapping, which needs
/// none.
class FunctionHost {
public:
    virtual ~FunctionHost() = default;
    virtual Result<std::string> getDigitalTwin(std::string_view id) = 0;
    virtual Result<void> upsertDigitalTwin(std::string_view id, std::string_view twinJson) = 0;
    virtual Result<void> updateDigitalTwin(std::string_view id, std::string_view patchJson) = 0;
    virtual Result<void> deleteDigitalTwin(std::string_view id) = 0;
    /// JSON arrays, as the items of the service's lists.
    virtual Result<std::string> listRelationships(std::string_view id, std::string_view name) = 0;
    virtual Result<std::string> listIncomingRelationships(std::string_view id) = 0;
    virtual Result<void> upsertRelationship(std::string_view source, std::string_view id,
                                            std::string_view relationshipJson) = 0;
    virtual Result<void> deleteRelationship(std::string_view source, std::string_view id) = 0;
    virtual Result<void> publishTelemetry(std::string_view id, std::string_view component, std::string_view messageId,
                                          std::string_view payloadJson) = 0;
    /// Sends to a service that the function is coupled to. Error code: functions-not-coupled.
    virtual Result<void> send(std::string_view service, std::string_view payloadJson) = 0;
    virtual void log(std::string_view line) = 0;

    // Through a hub to its devices; a host without one refuses. Error codes: functions-not-coupled, and the hub's.
    /// A message as ingress::readCloudMessage() takes it.
    virtual Result<void> sendToDevice(std::string_view device, std::string_view messageJson);
    /// A call as ingress::readMethodCall() takes it; gives {"status", "payload"}.
    virtual Result<std::string> invokeDeviceMethod(std::string_view device, std::string_view callJson);
    virtual Result<std::string> getDeviceTwin(std::string_view device);
    virtual Result<void> updateDeviceTwin(std::string_view device, std::string_view patchJson);
};

/// What came of one call.
struct Invocation {
    enum class Result : std::uint8_t { succeeded, threw, timedOut, suspended };
    Result result = Result::succeeded;
    /// When not succeeded; place is the script's line where it is known. Codes: functions-threw,
    /// functions-output-limit, functions-input-invalid and functions-body-unreadable (threw), functions-timed-out,
    /// functions-suspended.
    Error error;
};

/// One function of a run. It is made, called and destroyed in one thread, and not called from within its own call: a
/// host puts what a call causes into a queue.
class Function {
public:
    virtual ~Function() = default;
    /// `input` is what the trigger hands over, as JSON text: an Event Grid event, an Event Hub or Service Bus message.
    virtual Invocation invoke(std::string_view input, Instant now) = 0;
    /// The short way for a device message that declares a JSON body: what invoke() does with the message's Event Grid
    /// event, without that event's text. Nothing when the function has no such way and invoke() is to be used; mappings
    /// have it.
    virtual std::optional<Invocation> invokeDirect(std::string_view device, std::string_view body, Instant now);
    virtual const FunctionSettings& settings() const = 0;
};

/// Compiles a function. `source` is the script's text; `seed` feeds its Math.random, mixed with the function's name.
/// `host` outlives the function. A QCoreApplication must exist for scripts. Error codes: functions-syntax,
/// functions-entry-missing, functions-threw and functions-timed-out (the script's top level),
/// functions-mapping-invalid.
Result<std::unique_ptr<Function>> makeFunction(const FunctionSettings& settings, std::string_view source,
                                               FunctionHost& host, std::uint64_t seed);

} // namespace twinflow::functions
