// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The report of a run as JSON: the contract with other programs.
#pragma once

#include "engine/run.h"

#include <string>

namespace twinflow::engine {

/// What the run itself does not know: who ran it and how long it took on the wall.
struct ReportContext {
    std::string version;
    std::string project; ///< name of the deployment
    RunOptions options;
    double wallSeconds = 0;
    bool interrupted = false;
};

/// Two-space JSON with `ledger`, `rates`, `latency`, `messagesPerSecond`, `outputDigest`, `incidents`, `expectations`.
/// Members are only ever added. `run` is finished or failed.
std::string reportText(const Run& run, const ReportContext& context);

} // namespace twinflow::engine
