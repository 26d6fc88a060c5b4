// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// All filters of a table compiled into one structure: the cost of an event follows what can match, not the number of
// routes.
#pragma once

#include "routes/cloud_event.h"
#include "routes/event_record.h"
#include "routes/filter_index.h"
#include "routes/route_lists.h"

#include <array>
#include <vector>

namespace twinflow::routes {

/// Routes come and go at any time between two events. Two ways lead to a route: its event type decides (no filter is
/// looked at), or keys of its filter are found in the index. Routes with equal filters are one filter. One thread.
class Matcher {
public:
    explicit Matcher(Origin origin);
    Matcher(const Matcher&) = delete;
    Matcher& operator=(const Matcher&) = delete;

    /// The route, which is below 2^31, is not in the matcher yet.
    void add(RouteIndex route, const query::Expression& filter);
    /// Nothing where the route is not in the matcher.
    void remove(RouteIndex route);

    /// The routes that want an event of a run, ascending; clears `out` first. For matchers of runs.
    void match(const events::Event& event, const events::Dress& dress, std::vector<RouteIndex>& out);
    /// The same for an event that came as text. Nobody wants what is none (CloudEventRecord); false says so. For
    /// matchers of texts.
    bool match(std::string_view event, std::vector<RouteIndex>& out);

    const FieldTable& fields() const { return m_program.fields(); }

private:
    using Routes = std::vector<RouteIndex>; // ascending
    struct Filter {
        std::uint32_t seen = 0; ///< the last event that was found to pass, or not to, where it comes several times
        RouteLists::Set routes;
    };
    void match(const FieldValues& values, TypeMask type, Routes& out);
    const Routes& alwaysFor(TypeMask type) const { return m_always[static_cast<std::size_t>(__builtin_ctz(type))]; }

    Program m_program;
    FilterIndex m_index{m_program};
    std::vector<Filter> m_filters;   // by FilterId
    std::vector<FilterId> m_byRoute; // invalid where there is no such route
    RouteLists m_routes;
    std::array<Routes, events::kEventTypes + 1> m_always; // that pass every event of a type

    Origin m_origin;
    EventRecord m_record{m_program.fields()};
    CloudEventRecord m_text{m_program.fields()};
    std::uint32_t m_events = 0;
    std::vector<Posting> m_found;
    std::vector<RouteLists::Set> m_passed;
    Routes m_passedRoutes;
};

} // namespace twinflow::routes
