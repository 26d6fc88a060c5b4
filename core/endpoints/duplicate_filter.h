// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The message ids of a time window, to tell a message that comes again.
#pragma once

#include "base/time.h"
#include "endpoints/ring.h"

#include <string>
#include <string_view>
#include <unordered_set>

namespace twinflow::endpoints {

class DuplicateFilter {
public:
    explicit DuplicateFilter(Duration window)
        : m_window(window) {}

    /// False when a message of that id was new less than the window ago; a duplicate does not prolong it.
    bool isNew(std::string_view id, Instant now) {
        while (!m_byAge.empty() && m_byAge.front().at + m_window <= now) m_ids.erase(m_byAge.takeFront().id);
        if (!m_ids.emplace(id).second) return false;
        m_byAge.pushBack({std::string(id), now});
        return true;
    }

private:
    struct Known {
        std::string id;
        Instant at{};
    };
    Duration m_window;
    std::unordered_set<std::string> m_ids;
    Ring<Known> m_byAge;
};

} // namespace twinflow::endpoints
