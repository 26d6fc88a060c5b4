// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A file that is written after a run, tried before it.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace twinflow::cli {

/// Whether `file`, which `option` names, can be written; it is left as it is. Nothing to say of an empty name. Error
/// code: cli-report-unwritable.
Result<void> tryReportFile(const std::string& file, std::string_view option);

} // namespace twinflow::cli
