// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Recorded columns that devices replay.
#pragma once

#include "base/result.h"
#include "simulation/scenario.h"

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace twinflow::simulation {

/// Recorded columns by file and column name, numbers in row order.
using Recordings = std::map<std::pair<std::string, std::string>, std::vector<double>>;

/// Reads the columns that the traffic replays, each file once; `read` gives a file's text by its path in the project. A
/// column with an error is left out. Codes: simulation-replay-missing, simulation-replay-column,
/// simulation-replay-value, simulation-replay-quote.
Recordings readRecordings(const std::vector<Traffic>& traffic,
                          const std::function<Result<std::string>(const std::string&)>& read, Findings& findings);

} // namespace twinflow::simulation
