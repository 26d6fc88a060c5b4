// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario's faults on the time line.
#pragma once

#include "base/timeline.h"
#include "simulation/scenario.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace twinflow::simulation {

/// Says which faults hold, each time that one begins or ends; they may overlap and nest. Timers are background duty.
class FaultSchedule final : public TimerTarget {
public:
    /// The faults that hold from now on, in the scenario's order; they live as long as the schedule.
    using Change = std::function<void(const std::vector<const Fault*>& active)>;

    FaultSchedule(std::vector<Fault> faults, Timeline& timeline, Change change);

    /// Asks for all starts and ends, counted from the timeline's now. Call once.
    void start();
    void onTimer(std::uint64_t token) override;

private:
    std::vector<Fault> m_faults;
    std::vector<bool> m_holds; // a fault each
    Timeline& m_timeline;
    Change m_change;
};

} // namespace twinflow::simulation
