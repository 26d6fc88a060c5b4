// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How a run's counts went over its virtual time, in fixed memory.
#pragma once

#include "bridge/counts.h"

#include <cstddef>
#include <map>
#include <span>
#include <vector>

namespace twinflow::ui {

struct CountSample {
    Instant at{};    ///< virtual
    double real = 0; ///< seconds on the wall since the start
    std::vector<std::uint64_t> values;
};

/// Keeps the whole run: when it is full, every second sample of the older half goes, so that what is new stays fine.
class RunHistory {
public:
    static constexpr std::size_t kMaxSamples = 2400;
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    void clear();
    /// Where a run goes on by another design its keys change: what is new was nothing before.
    void add(Instant at, double real, const std::vector<Count>& counts);

    bool empty() const { return m_samples.empty(); }
    std::span<const CountSample> samples() const { return m_samples; }
    /// The place of a key in each sample; kNone when the run has no such count.
    std::size_t find(const CountKey& key) const;
    std::uint64_t latest(std::size_t place) const;
    std::uint64_t latest(const CountKey& key) const { return latest(find(key)); }
    /// Per second of virtual time, over about the last second on the wall; 0 while there is nothing to compare with.
    double rate(std::size_t place) const;
    double rate(const CountKey& key) const { return rate(find(key)); }
    /// Rates of the last samples in `buckets` steps of virtual time, oldest first, over `window` or the whole run when
    /// that is shorter.
    std::vector<double> rates(std::size_t place, std::size_t buckets, Duration window) const;

private:
    void arrange(const std::vector<Count>& counts);

    std::vector<CountSample> m_samples;
    std::vector<CountKey> m_keys; // of the values, in order
    std::map<CountKey, std::size_t> m_places;
};

} // namespace twinflow::ui
