// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The last step of a route: what faults of the scenario do on the way to its endpoint, and how long events took.
#pragma once

#include "base/random.h"
#include "base/timeline.h"
#include "endpoints/endpoint.h"
#include "metrics/histogram.h"
#include "routes/router.h"
#include "simulation/scenario.h"

#include <deque>
#include <vector>

namespace twinflow::engine {

class RouteGate final : public routes::RouteTarget, public TimerTarget {
public:
    /// All references outlive it.
    RouteGate(endpoints::Endpoint& endpoint, Timeline& timeline, Random random)
        : m_endpoint(endpoint)
        , m_timeline(timeline)
        , m_random(random) {}

    /// The faults that hold from now on; those of other endpoints are passed over.
    void setFaults(const std::vector<const simulation::Fault*>& active);

    delivery::Outcome accept(const events::EventRef& event) override;
    bool keepDeadLetter(const events::EventRef& event, delivery::Reason reason) override {
        return m_endpoint.keepDeadLetter(event, reason);
    }
    void onTimer(std::uint64_t token) override;

    const endpoints::Endpoint& endpoint() const { return m_endpoint; }
    /// Events that the route has handed over and that have not arrived yet.
    std::uint64_t underWay() const { return m_underWay.size(); }
    /// From the chain's origin to the endpoint, in virtual time.
    const metrics::Histogram& latency() const { return m_latency; }

private:
    /// What stands at the door of an endpoint that cannot take it knocks again after so long.
    static constexpr Duration kKnock = std::chrono::seconds(10);

    delivery::Outcome handOver(const events::EventRef& event);

    endpoints::Endpoint& m_endpoint;
    Timeline& m_timeline;
    Random m_random;
    std::vector<const simulation::Fault*> m_faults;
    Duration m_slowness{};
    std::deque<events::EventRef> m_underWay; // in order; a timer each
    Instant m_lastDue{};
    metrics::Histogram m_latency;
};

} // namespace twinflow::engine
