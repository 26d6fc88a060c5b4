// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/counts.h"

namespace twinflow::ui {

namespace {

void addRow(std::vector<Count>& counts, const ServiceRef& ref, const std::string& taker,
            const metrics::LedgerRow& row) {
    counts.push_back({{ref, taker, Measure::through}, row.delivered});
    counts.push_back({{ref, taker, Measure::pending}, row.pending()});
    counts.push_back({{ref, taker, Measure::retrying}, row.retrying});
    counts.push_back({{ref, taker, Measure::failed}, row.deadLettered + row.expired + row.dropped});
}

} // namespace

std::vector<Count> countsOf(const engine::RunSnapshot& snapshot) {
    std::vector<Count> counts;
    for (const auto& group : snapshot.devices) addRow(counts, {RefKind::devices, group.name}, {}, group.row);
    for (const auto& hub : snapshot.hubs) {
        const ServiceRef ref{RefKind::hub, hub.name};
        addRow(counts, ref, {}, hub.row);
        for (const auto& [taker, row] : hub.takers) addRow(counts, ref, taker, row);
        for (const auto& route : hub.routes) addRow(counts, ref, route.endpoint, route.row);
    }
    for (const auto& function : snapshot.functions) {
        const ServiceRef ref{RefKind::function, function.name};
        const auto& count = function.counts;
        counts.push_back({{ref, {}, Measure::through}, count.calls});
        counts.push_back({{ref, {}, Measure::failed}, count.calls - count.succeeded});
        counts.push_back({{ref, "writes", Measure::through}, count.writes});
        counts.push_back({{ref, "sent", Measure::through}, count.sent});
    }
    counts.push_back({{{RefKind::twins, {}}, {}, Measure::through}, snapshot.events});
    counts.push_back({{{RefKind::twins, {}}, {}, Measure::pending}, snapshot.late});
    for (const auto* routes : {&snapshot.routes, &snapshot.histories}) {
        for (const auto& route : *routes) {
            const ServiceRef ref{RefKind::route, route.name};
            addRow(counts, ref, {}, route.row);
            counts.push_back({{ref, {}, Measure::offered}, route.row.offered});
        }
    }
    for (const auto& endpoint : snapshot.endpoints) {
        const ServiceRef ref{RefKind::endpoint, endpoint.name};
        addRow(counts, ref, {}, endpoint.row);
        counts.push_back({{ref, {}, Measure::offered}, endpoint.received});
        for (const auto& [taker, row] : endpoint.takers) addRow(counts, ref, taker, row);
    }
    for (const auto& sink : snapshot.downstream) addRow(counts, {RefKind::downstream, sink.name}, {}, sink.row);
    return counts;
}

} // namespace twinflow::ui
