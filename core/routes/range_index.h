// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finds all of many closed intervals that a number lies in.
#pragma once

#include <cstdint>
#include <vector>

namespace twinflow::routes {

/// An implicit balanced tree over the intervals in order of their low ends, each node knowing the highest end below it.
/// Cost of a look-up: the logarithm, then what is found. Built once, by finish().
class RangeIndex {
public:
    void add(double low, double high, std::uint32_t item) { m_entries.push_back({low, high, high, item}); }
    void finish();

    template <typename Take>
    void find(double number, Take take) const {
        visit(0, m_entries.size(), number, take);
    }

private:
    struct Entry {
        double low;
        double high;
        double highest; // of the part of the tree whose middle this is
        std::uint32_t item;
    };
    double setHighest(std::size_t begin, std::size_t end);

    template <typename Take>
    void visit(std::size_t begin, std::size_t end, double number, Take& take) const {
        while (begin < end) {
            const std::size_t middle = begin + (end - begin) / 2;
            const Entry& entry = m_entries[middle];
            if (entry.highest < number) return;
            visit(begin, middle, number, take);
            if (entry.low > number) return;
            if (number <= entry.high) take(entry.item);
            begin = middle + 1;
        }
    }

    std::vector<Entry> m_entries; // sorted by low
};

} // namespace twinflow::routes
