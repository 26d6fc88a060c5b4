// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Payloads made from generators, appended as text without a document in between.
#pragma once

#include "base/random.h"
#include "simulation/recordings.h"
#include "simulation/scenario.h"

#include <span>
#include <string>
#include <vector>

namespace twinflow::simulation {

/// One traffic line's body, prepared for all its devices: keys are escaped and recordings looked up once.
class PayloadMaker {
public:
    /// `body` and `recordings` outlive the maker. A member whose recording is absent or whose choice is empty is left
    /// out.
    PayloadMaker(const std::vector<PayloadMember>& body, const Recordings& recordings);

    /// How many numbers a device keeps from tick to tick.
    std::size_t stateSize() const { return m_stateSize; }
    /// Sets a device's numbers before its first tick: where a walk and a counter start, at which row a replay does.
    void begin(std::span<double> state, Random& random) const;
    /// Appends one JSON object. Every generator advances at every tick, in a message or not; `elapsed` is since the
    /// traffic began.
    void append(std::string& out, std::span<double> state, Random& random, Instant now, Duration elapsed) const;

private:
    struct Part {
        const PayloadMember* member;
        const std::vector<double>* rows; ///< of a replay
        std::string key;                 ///< with quotes and colon
        std::size_t state;               ///< index of its number, if it keeps one
    };

    std::vector<Part> m_parts;
    std::size_t m_stateSize = 0;
};

} // namespace twinflow::simulation
