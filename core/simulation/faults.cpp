// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/faults.h"

namespace twinflow::simulation {

FaultSchedule::FaultSchedule(std::vector<Fault> faults, Timeline& timeline, Switch change)
    : m_faults(std::move(faults))
    , m_timeline(timeline)
    , m_change(std::move(change)) {}

void FaultSchedule::start() {
    // A token below the count starts that outage, one above ends it. All starts are asked for before all ends, so two
    // outages that touch are one.
    const Instant now = m_timeline.now();
    const std::uint64_t count = m_faults.size();
    for (std::uint64_t i = 0; i < count; ++i) m_timeline.at(now + m_faults[i].at, *this, i, Duty::background);
    for (std::uint64_t i = 0; i < count; ++i) {
        m_timeline.at(now + m_faults[i].at + m_faults[i].lasts, *this, count + i, Duty::background);
    }
}

void FaultSchedule::onTimer(std::uint64_t token) {
    const bool starts = token < m_faults.size();
    const Fault& fault = m_faults[starts ? token : token - m_faults.size()];
    std::uint32_t& holding = m_active[{fault.kind, fault.target}];
    const bool wasDown = holding > 0;
    if (starts)
        ++holding;
    else
        --holding;
    const bool isDown = holding > 0;
    if (wasDown != isDown) m_change(fault.kind, fault.target, isDown);
}

} // namespace twinflow::simulation
