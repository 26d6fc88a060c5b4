// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A folder for what destinations write in a run of which only something else is wanted.
#pragma once

#include "base/result.h"

#include <memory>

class QTemporaryDir;

namespace twinflow::cli {

/// Goes with everything in it when the pointer goes. Error code: cli-temporary-folder.
Result<std::shared_ptr<const QTemporaryDir>> scratchFolder();

} // namespace twinflow::cli
