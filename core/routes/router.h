// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every event against every route, and each match on its way to the route's endpoint.
#pragma once

#include "base/timeline.h"
#include "delivery/lane.h"
#include "events/dress.h"
#include "events/notifier.h"
#include "metrics/ledger.h"
#include "routes/route_table.h"
#include "routes/settings.h"

#include <memory>
#include <string>
#include <vector>

namespace twinflow::routes {

/// An endpoint as a route sees it.
class RouteTarget {
public:
    virtual ~RouteTarget() = default;
    /// Takes the event, or says that it cannot now (retried) or never will (dead-lettered).
    virtual delivery::Outcome accept(const events::EventRef& event) = 0;
    /// Keeps what a route gave up as <container>/<endpoint>/<yyyy>/<MM>/<dd>/<HH>/<eventId>.json; false when the
    /// endpoint has no dead-letter container.
    virtual bool keepDeadLetter(const events::EventRef& event, delivery::Reason reason) = 0;
};

/// Filters, then delivers with the service's retries. Counts: a row per route, and events that no route wanted.
class Router final : public events::EventTaker {
public:
    /// `targets` in the order of the table's routes; all references outlive the router.
    Router(const RouteTable& table, std::vector<RouteTarget*> targets, const events::Dress& dress, Timeline& timeline,
           delivery::Policy policy);
    ~Router() override;

    void take(const events::EventRef& event) override;

    /// The next route of the table has this target.
    void add(RouteTarget& target);
    /// The route is gone from the table; what it has under way still arrives.
    void remove(RouteIndex route);

    metrics::LedgerRow row(RouteIndex route) const;
    std::uint64_t events() const { return m_events; }
    std::uint64_t unmatched() const { return m_unmatched; }
    /// Events that passed before the route was there, or after it was gone.
    std::uint64_t missed(RouteIndex route) const;

private:
    struct Way;
    const RouteTable& m_table;
    const events::Dress& m_dress;
    Timeline& m_timeline;
    delivery::Policy m_policy;
    std::vector<std::unique_ptr<Way>> m_ways;
    std::vector<RouteIndex> m_matches;
    std::uint64_t m_events = 0;
    std::uint64_t m_unmatched = 0;
};

} // namespace twinflow::routes
