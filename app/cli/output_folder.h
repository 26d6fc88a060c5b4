// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where a run's destinations write: emptied before a run, but only when it is ours.
#pragma once

#include "base/result.h"

#include <filesystem>

namespace twinflow::cli {

/// Makes `folder` exist and be empty but for our mark. A folder with other things in it is refused: code
/// cli-output-not-ours.
Result<void> prepareOutputFolder(const std::filesystem::path& folder);

} // namespace twinflow::cli
