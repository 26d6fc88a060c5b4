// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/router.h"

#include <cassert>
#include <optional>
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
    std::uint64_t begin = 0;          ///< events before it was there
    std::optional<std::uint64_t> end; ///< events when it was gone
    metrics::LedgerRow row;
    delivery::Lane<events::EventRef> lane;
};

Router::Router(const RouteTable& table, std::vector<RouteTarget*> targets, const events::Dress& dress,
               Timeline& timeline, delivery::Policy policy)
    : m_table(table)
    , m_dress(dress)
    , m_timeline(timeline)
    , m_policy(std::move(policy)) {
    assert(targets.size() == table.size());
    m_ways.reserve(targets.size());
    for (RouteTarget* const target : targets) add(*target);
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

void Router::add(RouteTarget& target) {
    m_ways.push_back(std::make_unique<Way>(target, m_timeline, m_policy));
    m_ways.back()->begin = m_events;
}

void Router::remove(RouteIndex route) {
    m_ways[route.value]->end = m_events;
}

std::uint64_t Router::missed(RouteIndex route) const {
    const Way& way = *m_ways[route.value];
    return way.begin + (way.end ? m_events - *way.end : 0);
}

metrics::LedgerRow Router::row(RouteIndex route) const {
    // Every route was offered every event while it was there; counting that here keeps an event's cost apart from the
    // number of routes.
    metrics::LedgerRow row = m_ways[route.value]->row;
    row.offered = m_events - missed(route);
    row.filtered = row.offered - row.accepted;
    return row;
}

} // namespace twinflow::routes
