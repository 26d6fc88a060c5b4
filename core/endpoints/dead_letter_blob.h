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

// Blobs may be named as one likes, and ids are the senders' texts: the store makes files of the names.

/// <endpoint>/<yyyy>/<MM>/<dd>/<HH>/<event id>.json below the container, the hour in UTC (adt-facts 4.4).
std::string deadLetterPath(std::string_view endpoint, std::string_view eventId, Instant now);

/// <endpoint>/<subscription>/<yyyy>/<MM>/<dd>/<HH>/<event id>-<sequence number>.json: ours, as a Service Bus queue
/// writes no blobs. The number is the message's in its subscription, which may have several copies of an event.
std::string topicDeadLetterPath(std::string_view endpoint, std::string_view subscription, std::string_view eventId,
                                std::uint64_t sequenceNumber, Instant now);

/// <SUBSCRIPTION>/<Y>/<M>/<D>/<H>/<guid>.json, numbers not padded, as Event Grid names them (wire-facts 6). The guid is
/// made of the endpoint, the subscription and `push`, a number that no other push of the subscription has: an event
/// may be published twice.
std::string eventGridDeadLetterPath(std::string_view endpoint, std::string_view subscription, std::uint64_t push,
                                    Instant now);

/// What Event Grid adds to an event that it gave up.
struct EventGridFate {
    std::string_view reason; ///< MaxDeliveryAttemptsExceeded, TimeToLiveExceeded, UndeliverableDueToHttpBadRequest
    std::uint32_t attempts = 0;
    delivery::Outcome lastOutcome{};
    std::uint16_t httpStatus = 0; ///< 0: the last answer had none
    Instant published{};
    Instant lastAttempt{};
};

/// Appends to `out`, which ends in an event's closing brace, the fields deadLetterReason, deliveryAttempts,
/// lastDeliveryOutcome, lastHttpStatusCode (when the answer had one), publishTime and lastDeliveryAttemptTime inside
/// of it; in lower case when it is a CloudEvent. What was never tried was on probation all the time.
void addEventGridFate(std::string& out, const EventGridFate& fate, bool cloudEvent);

} // namespace twinflow::endpoints
