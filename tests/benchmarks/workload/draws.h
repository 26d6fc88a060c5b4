// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The chance behind the workload: whole numbers only, so that every machine and compiler draws the same.
#pragma once

#include "base/random.h"

#include <cstdint>

namespace twinflow::bench {

/// The streams, a number each: what one file draws does not move what another does.
enum class Stream : std::uint8_t {
    events = 1,
    filters = 2,
    lots = 3,
    subjects = 4,
    shortTelemetry = 5,
    longTelemetry = 6,
    hardFilters = 7,
    graphs = 10,
    twins = 20
};

/// splitmix64 as it was published, one stream of it.
class Draws {
public:
    explicit Draws(Stream stream)
        : m_state(kSeed * 1000 + static_cast<std::uint64_t>(stream)) {}

    std::uint64_t next() {
        const std::uint64_t drawn = mix64(m_state);
        m_state += 0x9e3779b97f4a7c15ULL; // what mix64 adds before it mixes
        return drawn;
    }
    /// Uniform in [0, bound).
    unsigned below(unsigned bound) { return static_cast<unsigned>((static_cast<Wide>(next()) * bound) >> 64); }

private:
    static constexpr std::uint64_t kSeed = 0xad7a11;
    std::uint64_t m_state;
};

} // namespace twinflow::bench
