// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How long things took: a histogram of fixed size with a known error.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <vector>

namespace twinflow::metrics {

/// Durations from 0 to 2^63 ns in buckets of at most 1/16 of their value (6.25 %). As large as the longest one asks
/// for: a run has one for each route, and most never see anything take time.
class Histogram {
public:
    /// A negative one, as of a clock that runs back, counts as nothing.
    void add(Duration duration);
    std::uint64_t count() const { return m_count; }
    Duration min() const { return m_count == 0 ? Duration{} : m_min; }
    Duration max() const { return m_max; }
    /// The value that a share of all (0 .. 1) does not exceed: the upper edge of its bucket, never above max().
    Duration quantile(double share) const;
    Histogram& operator+=(const Histogram& other);

private:
    static constexpr int kSteps = 16;
    static std::size_t bucketOf(std::uint64_t nanos);
    static std::uint64_t upperEdge(std::size_t bucket);

    std::vector<std::uint64_t> m_buckets; // up to the highest that was used, at most 61 * kSteps
    std::uint64_t m_count = 0;
    Duration m_min = Duration::max();
    Duration m_max{};
};

} // namespace twinflow::metrics
