// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/matcher.h"

#include "base/growth.h"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace twinflow::routes {

namespace {

constexpr std::uint32_t kMostRoutes = 1U << 31;

void insertSorted(std::vector<RouteIndex>& routes, RouteIndex route) {
    routes.insert(std::lower_bound(routes.begin(), routes.end(), route), route);
}

void eraseSorted(std::vector<RouteIndex>& routes, RouteIndex route) {
    const auto place = std::lower_bound(routes.begin(), routes.end(), route);
    if (place != routes.end() && *place == route) routes.erase(place);
}

/// The types of which every event passes.
TypeMask alwaysOf(const std::vector<Way>& ways) {
    TypeMask types = 0;
    for (const Way& way : ways) {
        if (way.passesAll()) types |= way.types;
    }
    return types;
}

} // namespace

Matcher::Matcher(Origin origin)
    : m_program(origin)
    , m_origin(origin) {}

void Matcher::add(RouteIndex route, const query::Expression& expression) {
    const FilterId id = m_program.add(expression);
    if (m_byRoute.size() <= route.value) {
        growGently(m_byRoute, route.value + 1 - m_byRoute.size());
        m_byRoute.resize(route.value + 1);
    }
    assert(route.value < kMostRoutes && !m_byRoute[route.value].valid());
    m_byRoute[route.value] = id;
    const std::vector<Way> ways = waysOf(id, m_program);
    for (std::size_t type = 0; type < m_always.size(); ++type) {
        if ((alwaysOf(ways) >> type & 1) != 0) insertSorted(m_always[type], route);
    }
    if (!m_program.isLast(id)) {
        m_routes.add(m_filters[id.value].routes, route);
        return;
    }
    if (m_filters.size() <= id.value) {
        growGently(m_filters);
        m_filters.emplace_back();
    }
    m_filters[id.value] = {0, RouteLists::Set(route)};
    m_index.add(id, ways);
}

void Matcher::remove(RouteIndex route) {
    if (route.value >= m_byRoute.size() || !m_byRoute[route.value].valid()) return;
    const FilterId id = std::exchange(m_byRoute[route.value], FilterId{});
    for (Routes& routes : m_always) eraseSorted(routes, route);
    if (m_program.isLast(id)) {
        m_index.remove(id, waysOf(id, m_program));
    } else {
        m_routes.remove(m_filters[id.value].routes, route);
    }
    m_program.release(id);
}

void Matcher::match(const events::Event& event, const events::Dress& dress, Routes& out) {
    assert(m_origin == Origin::run);
    m_record.moveTo(event, dress);
    match(m_record, typeBit(event.type), out);
}

bool Matcher::match(std::string_view event, Routes& out) {
    assert(m_origin == Origin::text);
    out.clear();
    if (!m_text.moveTo(event)) return false;
    const auto type = events::findType(m_text.type());
    match(m_text, type ? typeBit(*type) : kOtherTypes, out);
    return true;
}

void Matcher::match(const FieldValues& values, TypeMask type, Routes& out) {
    if (++m_events == 0) { // after 2^32 events
        for (Filter& filter : m_filters) filter.seen = 0;
        m_events = 1;
    }
    m_found.clear();
    m_index.find(values, type, m_found);
    // Filters and their routes lie anywhere: all are asked for before the first is looked at.
    for (const Posting& posting : m_found) __builtin_prefetch(&m_filters[posting.filter]);
    m_passed.clear();
    for (const Posting& posting : m_found) {
        Filter& filter = m_filters[posting.filter];
        if (posting.several && std::exchange(filter.seen, m_events) == m_events) continue;
        if (!posting.exact && !m_program.isTrue(FilterId{posting.filter}, values)) continue;
        m_routes.prefetch(filter.routes);
        m_passed.push_back(filter.routes);
    }
    m_passedRoutes.clear();
    for (const RouteLists::Set routes : m_passed) m_routes.append(routes, m_passedRoutes);
    std::sort(m_passedRoutes.begin(), m_passedRoutes.end());
    out.clear();
    const Routes& always = alwaysFor(type);
    std::merge(always.begin(), always.end(), m_passedRoutes.begin(), m_passedRoutes.end(), std::back_inserter(out));
}

} // namespace twinflow::routes
