// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is made of a design that was edited here while somebody else wrote its files: file by file, never within one.
#pragma once

#include "bridge/design.h"

#include <string>
#include <vector>

namespace twinflow::ui {

struct DesignMerge {
    Design design;                     ///< ours, with what others wrote where nothing was edited here
    std::vector<std::string> taken;    ///< files that others wrote, and that are so here now
    std::vector<std::string> gone;     ///< files that are gone from the disk and stay here
    std::vector<std::string> disputed; ///< files that were edited here and written by others: `design` has ours
};

/// `base` is what both began with, `changed` the paths whose bytes on disk are others now. A file that is gone stays
/// here, as long as deployment.json is as it was: with a new one whole files come and go.
DesignMerge mergeDesigns(const Design& base, const Design& ours, const Design& theirs,
                         const std::vector<std::string>& changed);

} // namespace twinflow::ui
