// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/range_index.h"

#include "base/hash.h"

namespace twinflow::routes {

namespace {

/// The next unused item, or a new one.
template <typename Item>
std::uint32_t takeItem(std::vector<Item>& items, std::vector<std::uint32_t>& free) {
    if (free.empty()) {
        items.emplace_back();
        return static_cast<std::uint32_t>(items.size() - 1);
    }
    const std::uint32_t id = free.back();
    free.pop_back();
    return id;
}

} // namespace

std::uint32_t RangeIndex::findRange(std::uint64_t low, std::uint64_t high) const {
    return m_rangeIds.find(mixWords(low, high),
                           [&](std::uint32_t id) { return m_ranges[id].low == low && m_ranges[id].high == high; });
}

std::uint32_t RangeIndex::findFork(std::uint64_t beginning, unsigned length) const {
    return m_forkIds.find(mixWords(beginning, length), [&](std::uint32_t id) {
        return m_forks[id].beginning == beginning && m_forks[id].length == length;
    });
}

Bucket* RangeIndex::find(std::uint64_t low, std::uint64_t high) {
    const std::uint32_t range = findRange(low, high);
    return range == IdTable::kNone ? nullptr : &m_ranges[range].bucket;
}

std::uint32_t RangeIndex::forkAt(std::uint64_t beginning, unsigned length) {
    if (const std::uint32_t known = findFork(beginning, length); known != IdTable::kNone) return known;
    const std::uint32_t fork = takeItem(m_forks, m_freeForks);
    m_forks[fork].beginning = beginning;
    m_forks[fork].length = length;
    m_forkIds.insert(mixWords(beginning, length), fork);
    ++m_forksOfLength[length];
    m_lengths |= std::uint64_t{1} << length;
    return fork;
}

Bucket& RangeIndex::add(std::uint64_t low, std::uint64_t high) {
    const std::uint32_t range = takeItem(m_ranges, m_freeRanges);
    m_ranges[range] = {low, high, {}};
    m_rangeIds.insert(mixWords(low, high), range);
    const unsigned length = forkLength(low, high);
    Fork& fork = m_forks[forkAt(beginning(low, length), length)];
    fork.lows.add(low, range);
    fork.highs.add(~high, range);
    return m_ranges[range].bucket;
}

void RangeIndex::remove(std::uint64_t low, std::uint64_t high) {
    const std::uint32_t range = findRange(low, high);
    const unsigned length = forkLength(low, high);
    const std::uint32_t id = findFork(beginning(low, length), length);
    Fork& fork = m_forks[id];
    fork.lows.remove(low, range);
    fork.highs.remove(~high, range);
    m_rangeIds.erase(mixWords(low, high), range);
    m_ranges[range].bucket = Bucket();
    m_freeRanges.push_back(range);
    if (!fork.lows.empty()) return;
    m_forkIds.erase(mixWords(fork.beginning, length), id);
    m_freeForks.push_back(id);
    if (--m_forksOfLength[length] == 0) m_lengths &= ~(std::uint64_t{1} << length);
}

} // namespace twinflow::routes
