// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a scenario has somebody do with dead letters of Service Bus: send them again.
#pragma once

#include "base/timeline.h"
#include "engine/run.h"

#include <cstdint>

namespace twinflow::engine {

/// Timers are background duty.
class Resubmitting final : public TimerTarget {
public:
    /// `parts` outlives it.
    explicit Resubmitting(Run::Parts& parts)
        : m_parts(parts) {}

    /// What the scenario names must be there. Error code: engine-unknown.
    Result<void> check() const;
    /// Asks for the instants. Call once.
    void start();
    void onTimer(std::uint64_t resubmission) override;

private:
    Run::Parts& m_parts;
};

} // namespace twinflow::engine
