// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A run from its begin to its end, with the clock on the wall.
#pragma once

#include "engine/run.h"

namespace twinflow::cli {

struct Driven {
    double seconds = 0;       ///< on the wall
    bool interrupted = false; ///< by Ctrl-C
};

/// To the end or until `until`, at full speed or paced (a Pacer's speed), with a line of progress unless `quiet`. The
/// first Ctrl-C lets what is on its way settle, the second ends the program.
Driven drive(engine::Run& run, double speed, bool quiet, Instant until = Instant::max());

} // namespace twinflow::cli
