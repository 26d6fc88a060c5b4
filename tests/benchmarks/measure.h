// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the benchmarks share: whole files, clocks, medians.
#pragma once

#include "base/error.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::bench {

class Stopwatch {
public:
    double seconds() const { return std::chrono::duration<double>(Clock::now() - m_begun).count(); }

private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point m_begun = Clock::now();
};

/// The text of a file; ends the program with a sentence when it cannot be read.
std::string readAll(const std::string& path);
/// Lines without their ends, into `text`.
std::vector<std::string_view> linesOf(std::string_view text);
/// The third column of a tab-separated file of rules, with IN, which route filters do not know, written out:
/// `a IN ['x','y']` becomes `(a = 'x' OR a = 'y')`.
std::vector<std::string> filtersOf(const std::string& path);
/// Sorts `numbers`.
double median(std::vector<double>& numbers);
/// The most memory that the process ever held.
double peakRssMb();
/// Says what went wrong and gives the exit status.
int fail(const Error& error);

} // namespace twinflow::bench
