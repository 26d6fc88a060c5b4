// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A line that shows how far long work is: redrawn on a terminal, a line every ten percent elsewhere.
#pragma once

#include "terminal.h"

#include <chrono>
#include <string>

namespace twinflow::cli {

class Progress {
public:
    /// Written to standard error, so that results can be piped. `quiet` shows nothing at all.
    Progress(std::string what, bool quiet);
    ~Progress();
    /// `share` from 0 to 1; `detail` is shown behind the bar. Redraws at most ten times a second.
    void show(double share, const std::string& detail);
    /// Removes the line from a terminal.
    void clear();

private:
    using Clock = std::chrono::steady_clock;
    std::string m_what;
    Terminal m_terminal = Terminal::of(stderr);
    bool m_quiet;
    bool m_drawn = false;
    int m_tenths = 0;
    Clock::time_point m_begun = Clock::now();
    Clock::time_point m_last{};
};

} // namespace twinflow::cli
