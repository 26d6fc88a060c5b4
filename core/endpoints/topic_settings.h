// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The subscriptions of a Service Bus topic, their rules, and how their takers read.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace twinflow::endpoints {

/// All that is given must be equal, text by text; nothing given matches everything.
struct CorrelationFilter {
    std::string contentType;
    std::string correlationId;
    std::string label;
    std::string messageId;
    std::string replyTo;
    std::string replyToSessionId;
    std::string sessionId;
    std::string to;
    std::vector<std::pair<std::string, std::string>> properties; ///< application properties

    bool operator==(const CorrelationFilter&) const = default;
};

/// A message that matches `filter` and `correlation` is selected; `action` changes the copy.
struct TopicRule {
    std::string name;
    std::string filter; ///< SQL; empty: everything
    CorrelationFilter correlation;
    std::string action; ///< SQL: SET … ; REMOVE …

    bool operator==(const TopicRule&) const = default;
};

struct TopicSubscriptionSettings {
    std::string name;
    std::vector<TopicRule> rules;       ///< empty: the service's $Default, which selects everything
    std::uint32_t maxDeliveryCount = 0; ///< 0: the topic's
    Duration lockDuration{};            ///< 0: the topic's
    Duration timeToLive{};              ///< 0: the topic's, which holds anyway when it is shorter
    bool requiresSession = false;
    bool deadLetteringOnMessageExpiration = false;
    bool deadLetteringOnFilterEvaluationExceptions = true;

    // Its taker
    Duration processingTime{};                     ///< how long it works on a message before it settles it
    Duration autoRenew = std::chrono::minutes(5);  ///< how long it renews a message's lock meanwhile
    std::uint32_t maxConcurrentCalls = 16;         ///< messages, or sessions, that it works on at the same time
    Duration retryDelay = std::chrono::seconds(1); ///< how long it holds what it could not take, × delivery count

    bool operator==(const TopicSubscriptionSettings&) const = default;
};

} // namespace twinflow::endpoints
