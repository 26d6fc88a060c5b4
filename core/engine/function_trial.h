// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One call of a function on a copy of the graph: what it would write, log and throw.
#pragma once

#include "deployment/deployment.h"
#include "functions/function.h"
#include "record/chain.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace twinflow::engine {

/// What the function is called with: a device's message behind a hub, or an event behind an endpoint.
struct TrialMessage {
    std::string from;       ///< name of the hub or endpoint that the function is coupled to
    std::string device;     ///< hub
    std::string body;       ///< hub: bytes, declared as JSON
    std::string cloudEvent; ///< endpoint: the event's text
    Instant at{};           ///< virtual time of the call
};

struct TwinChange {
    std::string id;
    std::string before; ///< as GET returns it; empty: there was none
    std::string after;  ///< empty: it is gone
};

struct FunctionTrial {
    std::optional<Error> error;    ///< why it could not be called, or what it threw; place.line is the script's
    std::string input;             ///< what the function got, JSON text
    record::Chain chain;           ///< log lines, writes, sends, events, in order
    std::vector<TwinChange> twins; ///< that it wrote to, whether it succeeded or not
    std::vector<functions::RuleCounts> rules; ///< of a mapping
};

/// With the limits and settings that the function has in a run. Nothing is sent: a send to a service that the function
/// is coupled to is taken, what would ask a device is refused (engine-trial-device), and nothing can be asked of a
/// Service Bus (engine-trial-bus). Error codes besides: engine-unknown, engine-trial-event, those of
/// functions::makeFunction() and of Invocation.
FunctionTrial tryFunction(const deployment::Deployment& deployment, const std::string& function,
                          const TrialMessage& message, std::uint64_t seed);

/// Messages that devices behind the hubs of a function would send at the start of the default scenario, or events as
/// exampleEvents() makes them behind its endpoints; of each group and endpoint a few.
std::vector<TrialMessage> exampleMessages(const deployment::Deployment& deployment, const std::string& function,
                                          std::uint64_t seed);

} // namespace twinflow::engine
