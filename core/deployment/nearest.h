// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The known name that somebody probably meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace twinflow::deployment {

/// The candidate with the fewest edits from `name` (a swap of neighbours counts as one, case counts for nothing), or an
/// empty text when none is near: at most one edit for every three characters of the longer name, and at most four. The
/// first of equals wins.
std::string nearest(std::string_view name, const std::vector<std::string>& candidates);

} // namespace twinflow::deployment
