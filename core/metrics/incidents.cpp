// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/incidents.h"

namespace twinflow::metrics {

void Incidents::note(const std::string& service, const Error& error, const std::string& when) {
    ++m_total;
    std::pair key{service, error.code};
    if (m_entries.size() >= kMaxKinds && !m_entries.contains(key)) key = {"other", "other"};
    Entry& entry = m_entries[key];
    if (entry.count++ == 0) {
        entry.first = error;
        entry.firstAt = when;
    }
    entry.lastAt = when;
}

} // namespace twinflow::metrics
