// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The way of one device message through a deployment, hop by hop.
#pragma once

#include "base/time.h"
#include "query/explain.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::record {

enum class HopKind : std::uint8_t {
    message,    ///< a device sent; `service` is its hub, `subject` the device
    delivery,   ///< `service` tried to hand over to `taker`: a hub or an endpoint to a function or a destination
    log,        ///< a function's line
    error,      ///< a function failed
    write,      ///< a function wrote to the graph `taker`; `subject` is the twin, `name` the call
    send,       ///< a function sent to `taker`; of a hub `subject` is the device and `name` the call
    event,      ///< the graph told of a change; `subject` is the twin, `name` the event's type, `id` its id
    route,      ///< route `service` looked at the event for endpoint `taker`; `subject` and `name` are the event's
    handOver,   ///< route `service` tried to hand over to endpoint `taker`
    deadLetter, ///< `service` gave up what was meant for `taker`
};

enum class HopOutcome : std::uint8_t {
    done,     ///< taken, written, wanted
    retried,  ///< failed for now, will be tried again
    refused,  ///< failed for good
    unwanted, ///< a filter is false
    kept,     ///< given up and kept as a dead letter
    lost,     ///< given up and not kept
};

std::string_view hopKindName(HopKind kind);
std::string_view hopOutcomeName(HopOutcome outcome);

struct Hop {
    std::uint32_t id = 0;     ///< from 1 within its chain
    std::uint32_t parent = 0; ///< the hop that brought it about, 0 for the message
    HopKind kind = HopKind::message;
    HopOutcome outcome = HopOutcome::done;
    Instant at{};
    std::string service;
    std::string taker;
    std::string subject;
    std::string name;
    std::string eventId;
    std::uint32_t attempt = 0;                     ///< deliveries and handing over: from 1
    std::string detail;                            ///< a sentence: why it was refused, what was logged
    std::string payload;                           ///< JSON text of what was carried, as far as it changed
    std::string cloudEvent;                        ///< events, with details: the whole of it as a flat CloudEvent
    std::optional<query::Explanation> explanation; ///< routes
};

struct Chain {
    std::uint64_t message = 0;
    std::vector<Hop> hops; ///< in order of time; the first is the message
    std::uint64_t leftOut = 0;
};

/// More hops than any sound deployment gives one message.
constexpr std::size_t kMaxHops = 10'000;

} // namespace twinflow::record
