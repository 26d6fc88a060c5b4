// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/router.h"

#include <cassert>
#include <utility>

namespace twinflow::routes {

/// One route's way to its endpoint.
struct Router::Way final : delivery::LaneOwner<events::EventRef> {
    Way(RouteTarget& routeTarget, Timeline& timeline, const delivery::Policy& policy)
        : target(routeTarget)
        , lane(timeline, policy, *this, row) {}

    delivery::Outcome attempt(const events::EventRef& event, std::uint32_t) override { return target.accept(event); }
    bool deadLetter(const events::EventRef& event, delivery::Reason reason, std::uint32_t) override {
        return target.keepDeadLetter(event, reason);
    }

    RouteTarget& target;
    metrics::LedgerRow row;
    delivery::Lane<events::EventRef> lane;
};

Router::Router(const RouteTable& table, std::vector<RouteTarget*> targets, const events::Dress& dress,
               Timeline& timeline, delivery::Policy policy)
    : m_table(table)
    , m_dress(dress) {
    assert(targets.size() == table.size());
    m_ways.reserve(targets.size());
    for (RouteTarget* const target : targets) m_ways.push_back(std::make_unique<Way>(*target, timeline, policy));
}

Router::~Router() = default;

void Router::take(const events::EventRef& event) {
    ++m_events;
    // A target may write to the graph, and the events of that come here before this one is done: each has its own list.
    std::vector<RouteIndex> matches = std::exchange(m_matches, {});
    m_table.match(*event, m_dress, matches);
    if (matches.empty()) ++m_unmatched;
    for (const RouteIndex route : matches) m_ways[route.value]->lane.offer(event);
    m_matches = std::move(matches);
}

metrics::LedgerRow Router::row(RouteIndex route) const {
    // Every route was offered every event; counting that here keeps an event's cost apart from the number of routes.
    metrics::LedgerRow row = m_ways[route.value]->row;
    row.offered = m_events;
    row.filtered = m_events - row.accepted;
    return row;
}

} // namespace twinflow::routes
