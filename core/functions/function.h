// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Code between services: takes a message, reads and patches the graph, sends to coupled services.
#pragma once

#include "base/result.h"
#include "base/time.h"
#include "functions/settings.h"

#include <memory>
#include <string>
#include <string_view>

namespace twinflow::functions {

/// What a function may call. The engine implements it; names and refusals are those of the twin service's SDK, the errors' codes
/// the service's. JSON goes both ways as text; a run's hot path uses the declarative mapping, which needs none.
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
    virtual Result<void> upsertRelationship(std::string_view source, std::string_view id, std::string_view relationshipJson) = 0;
    virtual Result<void> deleteRelationship(std::string_view source, std::string_view id) = 0;
    virtual Result<void> publishTelemetry(std::string_view id, std::string_view component, std::string_view messageId,
                                          std::string_view payloadJson) = 0;
    /// Sends to a service that the function is coupled to. Error code: functions-not-coupled.
    virtual Result<void> send(std::string_view service, std::string_view payloadJson) = 0;
    virtual void log(std::string_view line) = 0;
};

/// What came of one call.
struct Invocation {
    enum class Result : std::uint8_t { succeeded, threw, timedOut, suspended };
    Result result = Result::succeeded;
    Error error; ///< when not succeeded: code functions-threw, functions-timed-out, functions-suspended; place is the script's line
};

class Function {
public:
    virtual ~Function() = default;
    /// `input` is what the trigger hands over, as JSON text: an Event Grid event, an Event Hub or Service Bus message.
    virtual Invocation invoke(std::string_view input, Instant now) = 0;
    virtual const FunctionSettings& settings() const = 0;
};

/// Compiles a function. `source` is the script's text. Error codes: functions-syntax, functions-entry-missing.
/// A QCoreApplication must exist for scripts.
Result<std::unique_ptr<Function>> makeFunction(const FunctionSettings& settings, std::string_view source, FunctionHost& host);

} // namespace twinflow::functions
