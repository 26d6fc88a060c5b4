// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/matcher.h"

#include <algorithm>

namespace twinflow::routes {

void Matcher::add(RouteIndex route, const query::Expression& filter) {
    std::string text;
    appendExpression(text, filter);
    const auto [place, isNew] = m_byText.emplace(std::move(text), static_cast<std::uint32_t>(m_filters.size()));
    if (isNew) {
        Filter& added = m_filters.emplace_back();
        added.root = m_program.add(filter);
        const Node& root = m_program.at(added.root);
        added.open = kAllTypes & ~(root.alwaysTrue | root.alwaysFalse);
        placeFilter(place->second);
    }
    Filter& found = m_filters[place->second];
    found.routes.push_back(route);
    const Node& root = m_program.at(found.root);
    for (std::size_t type = 0; type < events::kEventTypes; ++type) {
        if (root.alwaysTrue & typeBit(static_cast<events::EventType>(type))) m_always[type].push_back(route);
    }
}

void Matcher::placeFilter(std::uint32_t filter) {
    const Filter& added = m_filters[filter];
    if (added.open == 0) return;
    if (const auto access = accessTo(added.root, m_program, added.open)) {
        for (const Key& key : access->keys) m_index.add(key, filter, added.open);
        return;
    }
    for (std::size_t type = 0; type < events::kEventTypes; ++type) {
        if (added.open & typeBit(static_cast<events::EventType>(type))) m_unindexed[type].push_back(filter);
    }
}

void Matcher::finish() {
    m_byText = {};
    m_index.finish();
}

void Matcher::match(const events::Event& event, const events::Dress& dress, std::vector<RouteIndex>& out) {
    const auto type = static_cast<std::size_t>(event.type);
    out.assign(m_always[type].begin(), m_always[type].end());
    const std::size_t decided = out.size();

    ++m_events;
    m_record.moveTo(event, dress);
    m_evaluation.nextEvent();
    m_candidates.clear();
    m_index.find(m_record, event.type, m_candidates);
    for (const std::uint32_t candidate : m_candidates) {
        Filter& filter = m_filters[candidate];
        if ((filter.open & typeBit(static_cast<events::EventType>(type))) != 0) look(filter, out);
    }
    for (const std::uint32_t candidate : m_unindexed[type]) look(m_filters[candidate], out);
    if (out.size() > decided) std::sort(out.begin(), out.end());
}

void Matcher::look(Filter& filter, std::vector<RouteIndex>& out) {
    if (filter.seen == m_events) return;
    filter.seen = m_events;
    if (m_evaluation.isTrue(filter.root, m_record)) out.insert(out.end(), filter.routes.begin(), filter.routes.end());
}

} // namespace twinflow::routes
