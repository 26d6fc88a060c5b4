// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Virtual time at a factor of real time. It reads no clock: whoever drives a run says what real time it is.
#pragma once

#include "base/time.h"

namespace twinflow::engine {

/// How far a run may go at a moment of real time, for Run::advance. `real` counts from any beginning and never goes
/// back. A run that cannot keep up falls behind and catches up as it can.
class Pacer {
public:
    static constexpr double kMax = 0; ///< the speed that means: as fast as the machine can

    /// Paused until the first resume(). `now` is the run's virtual time.
    Pacer(Instant now, double speed)
        : m_base(now)
        , m_speed(speed) {}

    bool paused() const { return m_paused; }
    double speed() const { return m_speed; }
    /// Virtual time goes on from `now`: what the run has reached.
    void resume(Duration real, Instant now);
    void pause(Duration real);
    /// Holds from now on, paused or not.
    void setSpeed(double speed, Duration real, Instant now);

    /// The instant that the run may reach.
    Instant limit(Duration real) const;
    /// How long it takes in real time until virtual time may reach `instant`; zero when it may already. Duration::max()
    /// while paused.
    Duration until(Instant instant, Duration real) const;

private:
    Instant m_base;     // where virtual time stood
    Duration m_since{}; // at this real time
    double m_speed;
    bool m_paused = true;
};

} // namespace twinflow::engine
