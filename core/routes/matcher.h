// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// All filters of a table compiled into one structure: the cost of an event follows what can match, not the number of
// routes.
#pragma once

#include "base/index.h"
#include "routes/candidate_index.h"
#include "routes/event_record.h"
#include "routes/program.h"

#include <array>
#include <string>
#include <unordered_map>
#include <vector>

namespace twinflow::routes {

/// Add all routes in order, then finish(), then match. Three ways lead to a route: its event type decides (no filter is
/// looked at), a key of its filter is found in the index, or, for filters without a key, it is looked at for each event
/// of its types. Routes with equal filters are one. One thread.
class Matcher {
public:
    Matcher() = default;
    Matcher(const Matcher&) = delete;
    Matcher& operator=(const Matcher&) = delete;

    void add(RouteIndex route, const query::Expression& filter);
    void finish();

    /// The routes that want the event, ascending; clears `out` first.
    void match(const events::Event& event, const events::Dress& dress, std::vector<RouteIndex>& out);

    const FieldTable& fields() const { return m_program.fields(); }

private:
    struct Filter {
        NodeId root;
        TypeMask open = 0; ///< types for which the type alone does not decide
        std::vector<RouteIndex> routes;
        std::uint64_t seen = 0; ///< the last event that it was looked at for
    };
    void placeFilter(std::uint32_t filter);
    void look(Filter& filter, std::vector<RouteIndex>& out);

    Program m_program;
    std::vector<Filter> m_filters;
    std::unordered_map<std::string, std::uint32_t> m_byText; // while routes are added
    CandidateIndex m_index;
    std::array<std::vector<RouteIndex>, events::kEventTypes> m_always;
    std::array<std::vector<std::uint32_t>, events::kEventTypes> m_unindexed;

    EventRecord m_record{m_program.fields()};
    Evaluation m_evaluation{m_program};
    std::uint64_t m_events = 0;
    std::vector<std::uint32_t> m_candidates;
};

} // namespace twinflow::routes
