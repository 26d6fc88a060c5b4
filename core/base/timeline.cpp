// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/timeline.h"

#include <algorithm>

namespace twinflow {

void Timeline::at(Instant due, TimerTarget& target, std::uint64_t token, Duty duty) {
    m_timers.push_back({std::max(due, m_now), m_nextOrder++, &target, token, duty});
    std::push_heap(m_timers.begin(), m_timers.end(), later);
    if (duty == Duty::work) ++m_pendingWork;
}

bool Timeline::step(Instant limit) {
    if (m_timers.empty() || m_timers.front().due > limit) return false;
    std::pop_heap(m_timers.begin(), m_timers.end(), later);
    const Timer timer = m_timers.back();
    m_timers.pop_back();
    if (timer.duty == Duty::work) --m_pendingWork;
    m_now = timer.due;
    timer.target->onTimer(timer.token);
    return true;
}

void Timeline::advanceTo(Instant instant) {
    if (m_timers.empty() || m_timers.front().due >= instant) m_now = std::max(m_now, instant);
}

} // namespace twinflow
