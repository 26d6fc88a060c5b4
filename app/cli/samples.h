// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The sample projects that are built into the command.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace twinflow::cli {

struct Sample {
    std::string name;
    std::string title;       ///< of its deployment
    std::string description; ///< a sentence or two
};

/// By name.
std::vector<Sample> samples();
/// Writes all files of a sample into `folder`, as they are. Error codes: cli-sample-unknown, file-unwritable.
Result<void> writeSample(const std::string& name, const std::filesystem::path& folder);

} // namespace twinflow::cli
