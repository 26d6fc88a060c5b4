// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Paths and texts of dead letters, each as its service writes them.
#pragma once

#include "base/time.h"
#include "delivery/policy.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace twinflow::endpoints {

/// <endpoint>/<yyyy>/<MM>/<dd>/<HH>/<event id>.json below the container, the hour in UTC (adt-facts 4.4). A telemetry's
/// id is the sender's text: what is neither a letter, a digit nor one of -_. is percent-encoded, so that it can name no
/// other folder.
std::string deadLetterPath(std::string_view endpoint, std::string_view eventId, Instant now);

/// <endpoint>/<subscription>/<yyyy>/<MM>/<dd>/<HH>/<event id>.json: ours, as a Service Bus queue writes no blobs.
std::string topicDeadLetterPath(std::string_view endpoint, std::string_view subscription, std::string_view eventId,
                                Instant now);

/// <SUBSCRIPTION>/<Y>/<M>/<D>/<H>/<guid>.json, numbers not padded, as Event Grid names them (wire-facts 6). The guid is
/// made of the endpoint, the subscription and the event's number.
std::string eventGridDeadLetterPath(std::string_view endpoint, std::string_view subscription, std::uint64_t eventNumber,
                                    Instant now);

/// What Event Grid adds to an event that it gave up.
struct EventGridFate {
    std::string_view reason; ///< MaxDeliveryAttemptsExceeded, TimeToLiveExceeded, UndeliverableDueToHttpBadRequest
    std::uint32_t attempts = 0;
    delivery::Outcome lastOutcome{};
    Instant published{};
    Instant lastAttempt{};
};

/// Appends to `out`, which ends in an event's closing brace, the fields deadLetterReason, deliveryAttempts,
/// lastDeliveryOutcome, lastHttpStatusCode (when there was an answer), publishTime and lastDeliveryAttemptTime inside
/// of it; in lower case when it is a CloudEvent. What was never tried was on probation all the time.
void addEventGridFate(std::string& out, const EventGridFate& fate, bool cloudEvent);

/// The same for a Service Bus message, a CloudEvent: the attributes deadletterreason and deliveryattempts.
void addTopicFate(std::string& out, std::string_view reason, std::uint32_t attempts);

} // namespace twinflow::endpoints
