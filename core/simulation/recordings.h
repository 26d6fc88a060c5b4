// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Recorded columns that devices replay.
#pragma once

#include "base/result.h"
#include "simulation/scenario.h"

#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace twinflow::simulation {

/// One column, numbers in row order.
struct Recording {
    std::vector<double> values;
    std::vector<Duration> times; ///< when each row was recorded, counted from the first; empty without a time column
    bool operator==(const Recording&) const = default;

    /// The number at `at` after the first row, between two rows their mix; `rowEvery` counts where there are no times.
    /// Past the last row: on the way back to the first and around, or the last one for good.
    double valueAt(Duration at, Duration rowEvery, bool loop) const;
    /// When the row was recorded.
    Duration timeOf(std::size_t row, Duration rowEvery) const;
    /// With the way from the last row back to the first: as long as between two rows on average. At most kLongest.
    Duration length(Duration rowEvery) const;
    static constexpr Duration kLongest = std::chrono::hours(24) * 36525; // a hundred years
};

/// By file, column, and the column with the times.
using Recordings = std::map<std::tuple<std::string, std::string, std::string>, Recording>;

/// Reads the columns that the traffic replays, each file once; `read` gives a file's text by its path in the project. A
/// column with an error is left out. Codes: simulation-replay-missing, simulation-replay-column,
/// simulation-replay-value, simulation-replay-time, simulation-replay-long, simulation-replay-quote, json-syntax.
Recordings readRecordings(const std::vector<Traffic>& traffic,
                          const std::function<Result<std::string>(const std::string&)>& read, Findings& findings);

} // namespace twinflow::simulation
