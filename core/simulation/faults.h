// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario's outages on the time line.
#pragma once

#include "base/timeline.h"
#include "simulation/scenario.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace twinflow::simulation {

/// Switches targets off and on. Outages of one target may overlap or nest: it is switched at the first start and the
/// last end. Timers are background duty.
class FaultSchedule final : public TimerTarget {
public:
    /// `down` true when the outage begins, false when it ends.
    using Switch = std::function<void(FaultKind kind, const std::string& target, bool down)>;

    FaultSchedule(std::vector<Fault> faults, Timeline& timeline, Switch change);

    /// Asks for all starts and ends, counted from the timeline's now. Call once.
    void start();
    void onTimer(std::uint64_t token) override;

private:
    std::vector<Fault> m_faults;
    Timeline& m_timeline;
    Switch m_change;
    std::map<std::pair<FaultKind, std::string>, std::uint32_t> m_active; // outages that hold each target down
};

} // namespace twinflow::simulation
