// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A scenario's expectations, each looked at in its time.
#pragma once

#include "base/timeline.h"
#include "engine/run.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace twinflow::engine {

/// Those with an instant are judged when it comes, by what happened before it; all others, and those whose instant
/// never came, by how the run ended. Timers are background duty.
class Judging final : public TimerTarget {
public:
    /// `parts` outlives it.
    explicit Judging(Run::Parts& parts)
        : m_parts(parts) {}

    /// Asks for the instants. Call once.
    void start();
    void onTimer(std::uint64_t expectation) override;
    /// In the scenario's order.
    std::vector<simulation::Verdict> verdicts() const;

private:
    Run::Parts& m_parts;
    std::vector<std::optional<simulation::Verdict>> m_verdicts; // of those that were judged
};

} // namespace twinflow::engine
