// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a deployment is to be run.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace twinflow::record {
class HopTaker;
}

namespace twinflow::engine {

struct RunOptions {
    std::string scenario;                ///< empty: `default` when there is one, else the first by name
    std::optional<std::uint64_t> events; ///< stop sending after so many device messages, however long that takes
    std::optional<Duration> duration;    ///< stop sending after so much virtual time, instead of the scenario's own
    std::uint64_t seed = 1;
    unsigned threads = 1; ///< from 2 on, destinations write on a thread of their own; the bytes are the same
    std::filesystem::path projectFolder; ///< recordings are read from here
    std::filesystem::path outputFolder;  ///< destinations write here, a folder each
    record::HopTaker* trace = nullptr;   ///< is told every hop of the chains that it wants; outlives the run
};

/// An event whose chain has re-entered the graph so often is not given to a function again: a loop, counted as an
/// incident.
constexpr std::uint8_t kMaxHops = 8;

/// After the last device message a run goes on until nothing waits and nothing is retried, at most so long: longer than
/// the times to live that the services have by themselves (14 days). What is still under way then is shown as waiting
/// or retrying, and as an incident.
constexpr Duration kMaxSettling = std::chrono::hours(24 * 15);

/// Within these years an instant and a duration of a hundred years add up without overflow.
constexpr Instant kEarliestStart{};
constexpr Instant kLatestStart = std::chrono::sys_days{std::chrono::year{2101} / 1 / 1};

} // namespace twinflow::engine
