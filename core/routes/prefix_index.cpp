// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/prefix_index.h"

namespace twinflow::routes {

void PrefixIndex::finish() {
    std::stable_sort(m_entries.begin(), m_entries.end(),
                     [](const Entry& a, const Entry& b) { return a.prefix < b.prefix; });
    for (std::uint32_t i = 1; i < m_entries.size(); ++i) {
        std::uint32_t above = i - 1;
        while (above != kNone && !std::string_view(m_entries[i].prefix).starts_with(m_entries[above].prefix)) {
            above = m_entries[above].shorter;
        }
        m_entries[i].shorter = above;
    }
}

} // namespace twinflow::routes
