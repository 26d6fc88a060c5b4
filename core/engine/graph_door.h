// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which calls the twin service takes: those within its rates, as far as faults of the scenario let it.
#pragma once

#include "base/random.h"
#include "base/result.h"
#include "twins/graph.h"
#include "twins/request_rates.h"

#include <optional>

namespace twinflow::engine {

class GraphDoor {
public:
    /// `holdsRates`: what is more than the service takes is refused; it is counted anyway.
    GraphDoor(const twins::Graph& graph, bool holdsRates, Random random)
        : m_graph(graph)
        , m_holdsRates(holdsRates)
        , m_random(random) {}

    /// This share of all calls is answered with 429 from now on.
    void throttle(double share) { m_throttled = share; }

    /// A request of that kind; a write counts at the twin that it writes to, one to a relationship at both its ends.
    /// A twin that is not there has no rate. Error code: TooManyRequests.
    Result<void> admit(twins::RequestKind kind, Instant now, std::optional<TwinIndex> written = {},
                       std::optional<TwinIndex> otherEnd = {});
    /// Telemetry, which has no rate. Error code: TooManyRequests.
    Result<void> admitTelemetry() { return m_throttled == 0 ? Result<void>() : drawLots(); }

    const twins::ExcessRequests& excess() const { return m_rates.excess(); }

private:
    Result<void> drawLots();

    const twins::Graph& m_graph;
    bool m_holdsRates;
    Random m_random;
    double m_throttled = 0;
    twins::RequestRates m_rates;
};

} // namespace twinflow::engine
