// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The routes of filters: mostly one each.
#pragma once

#include "base/index.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace twinflow::routes {

/// One route lies in the set itself, several lie together in one place. Routes are below 2^31.
class RouteLists {
public:
    class Set {
    public:
        Set() = default;
        explicit Set(RouteIndex only)
            : m_bits(only.value) {}

    private:
        friend class RouteLists;
        static constexpr std::uint32_t kSeveral = std::uint32_t{1} << 31;
        bool isSeveral() const { return (m_bits & kSeveral) != 0; }
        std::uint32_t place() const { return m_bits & ~kSeveral; }
        std::uint32_t m_bits = 0; // the route, or the place of a list with the highest bit
    };

    /// A route that is not in the set. Sets stay ascending.
    void add(Set& set, RouteIndex route);
    /// A route that is in the set and not its only one.
    void remove(Set& set, RouteIndex route);
    /// Asks for the memory that append() will need.
    void prefetch(Set set) const {
        if (set.isSeveral()) __builtin_prefetch(&m_words[set.place()]);
    }
    void append(Set set, std::vector<RouteIndex>& out) const {
        if (set.isSeveral()) {
            const std::span<const RouteIndex> routes = list(set);
            out.insert(out.end(), routes.begin(), routes.end());
        } else {
            out.push_back(RouteIndex{set.m_bits});
        }
    }

private:
    // A list begins with a word of its size and its room, two to a power of words with this one.
    static constexpr unsigned kRooms = 27;
    std::uint32_t size(Set set) const { return m_words[set.place()].value & ((1U << kRooms) - 1); }
    unsigned room(Set set) const { return m_words[set.place()].value >> kRooms; }
    std::span<const RouteIndex> list(Set set) const { return {m_words.data() + set.place() + 1, size(set)}; }
    RouteIndex head(std::uint32_t size, unsigned room) const { return {room << kRooms | size}; }
    std::uint32_t take(unsigned room);

    std::vector<RouteIndex> m_words;
    std::array<std::vector<std::uint32_t>, kRooms + 1> m_gaps; // by room
};

} // namespace twinflow::routes
