// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/range_index.h"

#include <algorithm>
#include <limits>

namespace twinflow::routes {

void RangeIndex::finish() {
    std::stable_sort(m_entries.begin(), m_entries.end(), [](const Entry& a, const Entry& b) { return a.low < b.low; });
    setHighest(0, m_entries.size());
}

double RangeIndex::setHighest(std::size_t begin, std::size_t end) {
    if (begin == end) return -std::numeric_limits<double>::infinity();
    const std::size_t middle = begin + (end - begin) / 2;
    const double below = std::max(setHighest(begin, middle), setHighest(middle + 1, end));
    return m_entries[middle].highest = std::max(m_entries[middle].high, below);
}

} // namespace twinflow::routes
