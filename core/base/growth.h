// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Large tables that stay: a fourth of room to spare instead of as much again.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace twinflow {

/// Room for `more` further items; adding n of them one by one still costs time in proportion to n.
template <typename Item>
void growGently(std::vector<Item>& items, std::size_t more = 1) {
    const std::size_t needed = items.size() + more;
    if (needed > items.capacity()) items.reserve(std::max(needed, items.size() + items.size() / 4 + 8));
}

} // namespace twinflow
