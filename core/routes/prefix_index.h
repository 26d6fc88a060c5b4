// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Finds all of many prefixes that a text starts with.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twinflow::routes {

/// Cost of a look-up: a binary search, then what is found (and what shares its beginning). Built once, by finish().
class PrefixIndex {
public:
    void add(std::string prefix, std::uint32_t item) { m_entries.push_back({std::move(prefix), item, kNone}); }
    void finish();
    bool empty() const { return m_entries.empty(); }

    template <typename Take>
    void find(std::string_view text, Take take) const {
        // The last entry that sorts at or before the text starts with every prefix of it, or lies below one that does.
        const auto behind =
            std::upper_bound(m_entries.begin(), m_entries.end(), text,
                             [](std::string_view wanted, const Entry& entry) { return wanted < entry.prefix; });
        auto at = static_cast<std::uint32_t>(behind - m_entries.begin()) - 1; // before the first is kNone
        for (; at != kNone; at = m_entries[at].shorter) {
            if (text.starts_with(m_entries[at].prefix)) take(m_entries[at].item);
        }
    }

private:
    static constexpr std::uint32_t kNone = 0xffffffff;
    struct Entry {
        std::string prefix;
        std::uint32_t item;
        std::uint32_t shorter; // the entry before it that is its prefix
    };
    std::vector<Entry> m_entries; // sorted by prefix
};

} // namespace twinflow::routes
