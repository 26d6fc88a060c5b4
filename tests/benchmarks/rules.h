// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The filters of a file of rules, tab-separated, one a line.
#pragma once

#include "base/result.h"

#include <string>
#include <vector>

namespace twinflow::bench {

/// The third column, as the service takes filters: it has no IN, so that x IN ['a','b'] is written as
/// (x = 'a' OR x = 'b'), which is what the parser's refusal says to do.
Result<std::vector<std::string>> readFilters(const std::string& file);

} // namespace twinflow::bench
