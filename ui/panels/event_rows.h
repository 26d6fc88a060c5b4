// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The events of a live run as rows: what happened to which twin, and where it went.
#pragma once

#include "bridge/chain_sampler.h"
#include "look/tokens.h"

#include <QString>

#include <vector>

namespace twinflow::ui {

struct EventRow {
    Instant at{};
    QString device;
    QString type; ///< without the service's prefix
    QString twin;
    QString what; ///< the values that came
    QString way;  ///< the routes that wanted it
    Condition condition = Condition::none;
    std::shared_ptr<const record::Chain> chain;
    std::uint32_t hop = 0; ///< the event's id in its chain
    bool operator==(const EventRow&) const = default;
};

/// Newest first. A message that brought no event about is a row as well: where it ended.
std::vector<EventRow> eventRows(const Chains& chains);

/// Twin.Update, Telemetry: without the service's prefix.
QString eventTypeText(const std::string& name);
/// {"temperature": 21.5} and [{"path": "/temperature", "value": 21.5}] alike: "temperature 21.5"; the first few.
QString payloadSummary(const std::string& payload);

/// A hop in words: "ingest wrote to room-101".
QString hopText(const record::Hop& hop);
Condition hopCondition(const record::Hop& hop);

} // namespace twinflow::ui
