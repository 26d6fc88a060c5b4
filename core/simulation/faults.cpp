// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/faults.h"

namespace twinflow::simulation {

FaultSchedule::FaultSchedule(std::vector<Fault> faults, Timeline& timeline, Change change)
    : m_faults(std::move(faults))
    , m_holds(m_faults.size())
    , m_timeline(timeline)
    , m_change(std::move(change)) {}

void FaultSchedule::start() {
    // A token below the count starts that fault, one above ends it. All starts are asked for before all ends, so two
    // outages that touch are one.
    const Instant now = m_timeline.now();
    const std::uint64_t count = m_faults.size();
    for (std::uint64_t i = 0; i < count; ++i) m_timeline.at(now + m_faults[i].at, *this, i, Duty::background);
    for (std::uint64_t i = 0; i < count; ++i) {
        m_timeline.at(now + m_faults[i].at + m_faults[i].lasts, *this, count + i, Duty::background);
    }
}

void FaultSchedule::onTimer(std::uint64_t token) {
    const std::size_t count = m_faults.size();
    m_holds[token % count] = token < count;
    std::vector<const Fault*> active;
    for (std::size_t i = 0; i < count; ++i) {
        if (m_holds[i]) active.push_back(&m_faults[i]);
    }
    m_change(active);
}

} // namespace twinflow::simulation
