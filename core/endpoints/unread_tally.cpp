// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/unread_tally.h"

namespace twinflow::endpoints {

namespace {
constexpr int kRuns = 1024;
} // namespace

void UnreadTally::add(Instant now) {
    if (m_runs.empty() || now - m_runs.back().first >= m_retention / kRuns) m_runs.pushBack({now, now, 0});
    m_runs.back().last = now;
    ++m_runs.back().count;
}

std::uint64_t UnreadTally::expire(Instant now) {
    std::uint64_t expired = 0;
    while (!m_runs.empty() && nextExpiry() <= now) expired += m_runs.takeFront().count;
    return expired;
}

} // namespace twinflow::endpoints
