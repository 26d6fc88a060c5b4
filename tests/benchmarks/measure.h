// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Time and memory of this process.
#pragma once

#include <chrono>
#include <cstddef>
#include <vector>

namespace twinflow::bench {

class Stopwatch {
public:
    double seconds() const { return std::chrono::duration<double>(Clock::now() - m_start).count(); }

private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point m_start = Clock::now();
};

/// The middle one; of an even number the lower of the two.
double median(std::vector<double> values);
/// The one that a share of all is not above: 0.99 gives the 99th percentile.
double quantile(std::vector<double> values, double share);

/// The most memory that the process ever had, in MB of 10^6 bytes.
double peakRssMb();
/// Bytes that are allocated now.
std::size_t allocatedBytes();

} // namespace twinflow::bench
