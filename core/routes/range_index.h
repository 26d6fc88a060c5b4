// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finds all of many closed ranges that a number lies in; ranges come and go at any time.
#pragma once

#include "base/id_table.h"
#include "routes/posting.h"
#include "routes/sorted_list.h"

#include <array>
#include <cstdint>
#include <vector>

namespace twinflow::routes {

/// An interval tree over the binary digits of words. A range lies at the fork where the digits of its ends begin to
/// differ: a number with that beginning is in the range when it is on the right side of the one end that lies on its
/// side of the fork. A fork has its ranges in the order of either end, so that a look-up reads those that it finds and
/// one more, at each length of a beginning that is in use.
class RangeIndex {
public:
    /// Null where there is no such range. Good until the next change.
    Bucket* find(std::uint64_t low, std::uint64_t high);
    /// A new range, not empty, with an empty bucket.
    Bucket& add(std::uint64_t low, std::uint64_t high);
    /// A range that is there.
    void remove(std::uint64_t low, std::uint64_t high);
    bool empty() const { return m_ranges.size() == m_freeRanges.size(); }

    /// Takes the buckets of all ranges around the number.
    template <typename Take>
    void around(std::uint64_t number, Take take) const {
        const auto takeItem = [&](std::uint32_t item) { take(m_ranges[item].bucket); };
        const auto look = [&](const Fork& fork) {
            if ((number >> (63 - fork.length) & 1) == 0) {
                fork.lows.upTo(number, takeItem);
            } else {
                fork.highs.upTo(~number, takeItem);
            }
        };
        if (m_forks.size() <= kFew) {
            for (const Fork& fork : m_forks) {
                if (beginning(number, fork.length) == fork.beginning && !fork.lows.empty()) look(fork);
            }
            return;
        }
        for (std::uint64_t lengths = m_lengths; lengths != 0; lengths &= lengths - 1) {
            const auto length = static_cast<unsigned>(__builtin_ctzll(lengths));
            const std::uint32_t fork = findFork(beginning(number, length), length);
            if (fork != IdTable::kNone) look(m_forks[fork]);
        }
    }

private:
    static constexpr std::size_t kFew = 8; // forks that are looked through faster than they are looked up
    struct Range {
        std::uint64_t low = 0;
        std::uint64_t high = 0;
        Bucket bucket;
    };
    struct Fork {
        std::uint64_t beginning = 0; // the digits above the fork
        unsigned length = 0;         // how many
        SortedList lows;
        SortedList highs; // turned round: the highest first
    };
    static std::uint64_t beginning(std::uint64_t number, unsigned length) {
        return length == 0 ? 0 : number >> (64 - length);
    }
    /// Below 64, also for ends that do not differ.
    static unsigned forkLength(std::uint64_t low, std::uint64_t high) {
        return low == high ? 63 : static_cast<unsigned>(__builtin_clzll(low ^ high));
    }
    std::uint32_t findRange(std::uint64_t low, std::uint64_t high) const;
    std::uint32_t findFork(std::uint64_t beginning, unsigned length) const;
    std::uint32_t forkAt(std::uint64_t beginning, unsigned length);

    std::vector<Range> m_ranges;
    std::vector<std::uint32_t> m_freeRanges;
    IdTable m_rangeIds;
    std::vector<Fork> m_forks;
    std::vector<std::uint32_t> m_freeForks;
    IdTable m_forkIds;
    std::uint64_t m_lengths = 0; // of beginnings that forks have, bit by bit
    std::array<std::uint32_t, 64> m_forksOfLength{};
};

} // namespace twinflow::routes
