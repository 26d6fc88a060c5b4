// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/route_lists.h"

#include "base/growth.h"

#include <algorithm>

namespace twinflow::routes {

std::uint32_t RouteLists::take(unsigned room) {
    if (!m_gaps[room].empty()) {
        const std::uint32_t place = m_gaps[room].back();
        m_gaps[room].pop_back();
        return place;
    }
    const auto place = static_cast<std::uint32_t>(m_words.size());
    growGently(m_words, std::size_t{1} << room);
    m_words.resize(m_words.size() + (std::size_t{1} << room));
    return place;
}

void RouteLists::add(Set& set, RouteIndex route) {
    if (!set.isSeveral()) {
        const std::uint32_t place = take(2); // room for three
        m_words[place] = head(1, 2);
        m_words[place + 1] = RouteIndex{set.m_bits};
        set.m_bits = place | Set::kSeveral;
    }
    const std::uint32_t count = size(set);
    const unsigned old = room(set);
    if (count + 1 == std::uint32_t{1} << old) {
        const std::uint32_t place = take(old + 1);
        std::copy_n(m_words.begin() + set.place(), count + 1, m_words.begin() + place);
        m_gaps[old].push_back(set.place());
        set.m_bits = place | Set::kSeveral;
        m_words[place] = head(count, old + 1);
    }
    RouteIndex* const begin = m_words.data() + set.place() + 1;
    RouteIndex* const place = std::lower_bound(begin, begin + count, route);
    std::copy_backward(place, begin + count, begin + count + 1);
    *place = route;
    m_words[set.place()] = head(count + 1, room(set));
}

void RouteLists::remove(Set& set, RouteIndex route) {
    const std::uint32_t count = size(set);
    RouteIndex* const begin = m_words.data() + set.place() + 1;
    RouteIndex* const place = std::lower_bound(begin, begin + count, route);
    std::copy(place + 1, begin + count, place);
    m_words[set.place()] = head(count - 1, room(set));
    if (count > 2) return;
    m_gaps[room(set)].push_back(set.place());
    set = Set(*begin);
}

} // namespace twinflow::routes
