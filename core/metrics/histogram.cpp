// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace twinflow::metrics {

std::size_t Histogram::bucketOf(std::uint64_t nanos) {
    if (nanos < kSteps) return static_cast<std::size_t>(nanos);
    const int power = std::bit_width(nanos) - 5; // nanos >> power lies in [16, 32)
    return static_cast<std::size_t>(power + 1) * kSteps + static_cast<std::size_t>((nanos >> power) - kSteps);
}

std::uint64_t Histogram::upperEdge(std::size_t bucket) {
    if (bucket < kSteps) return bucket;
    const std::size_t power = bucket / kSteps - 1;
    return ((bucket % kSteps + kSteps + 1) << power) - 1;
}

void Histogram::add(Duration duration) {
    duration = std::max(Duration{}, duration);
    const std::size_t bucket = bucketOf(static_cast<std::uint64_t>(duration.count()));
    if (bucket >= m_buckets.size()) m_buckets.resize(bucket + 1);
    ++m_buckets[bucket];
    ++m_count;
    m_min = std::min(m_min, duration);
    m_max = std::max(m_max, duration);
}

Duration Histogram::quantile(double share) const {
    if (m_count == 0) return {};
    const auto wanted =
        static_cast<std::uint64_t>(std::ceil(std::clamp(share, 0.0, 1.0) * static_cast<double>(m_count)));
    std::uint64_t seen = 0;
    for (std::size_t bucket = 0; bucket < m_buckets.size(); ++bucket) {
        seen += m_buckets[bucket];
        if (seen >= std::max<std::uint64_t>(1, wanted)) {
            return std::clamp(Duration(static_cast<std::int64_t>(upperEdge(bucket))), min(), m_max);
        }
    }
    return m_max;
}

Histogram& Histogram::operator+=(const Histogram& other) {
    m_buckets.resize(std::max(m_buckets.size(), other.m_buckets.size()));
    for (std::size_t i = 0; i < other.m_buckets.size(); ++i) m_buckets[i] += other.m_buckets[i];
    m_count += other.m_count;
    m_min = std::min(m_min, other.m_min);
    m_max = std::max(m_max, other.m_max);
    return *this;
}

} // namespace twinflow::metrics
