// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/run_history.h"

#include <algorithm>

namespace twinflow::ui {

namespace {

constexpr double kRateSpan = 1.0; // seconds on the wall: steady enough to read, quick enough to follow
constexpr std::size_t kRateSamples = 4;

double rateBetween(const CountSample& before, const CountSample& after, std::size_t place) {
    const double seconds = toSeconds(after.at - before.at);
    const std::uint64_t was = before.values[place];
    const std::uint64_t is = after.values[place];
    return seconds > 0 && is > was ? static_cast<double>(is - was) / seconds : 0;
}

} // namespace

void RunHistory::clear() {
    m_samples.clear();
    m_keys.clear();
    m_places.clear();
}

void RunHistory::arrange(const std::vector<Count>& counts) {
    const bool same = std::equal(counts.begin(), counts.end(), m_keys.begin(), m_keys.end(),
                                 [](const Count& count, const CountKey& key) { return count.key == key; });
    if (same) return;
    std::vector<std::size_t> before; // where each count was
    for (const Count& count : counts) before.push_back(find(count.key));
    for (CountSample& sample : m_samples) {
        std::vector<std::uint64_t> values;
        values.reserve(before.size());
        for (const std::size_t place : before) values.push_back(place == kNone ? 0 : sample.values[place]);
        sample.values = std::move(values);
    }
    m_keys.clear();
    m_places.clear();
    for (const Count& count : counts) {
        m_places.emplace(count.key, m_keys.size());
        m_keys.push_back(count.key);
    }
}

void RunHistory::add(Instant at, double real, const std::vector<Count>& counts) {
    arrange(counts);
    CountSample sample{at, real, {}};
    sample.values.reserve(counts.size());
    for (const Count& count : counts) sample.values.push_back(count.value);
    m_samples.push_back(std::move(sample));
    if (m_samples.size() <= kMaxSamples) return;
    std::size_t kept = 0;
    const std::size_t half = m_samples.size() / 2;
    for (std::size_t i = 0; i < m_samples.size(); ++i) {
        if (i >= half || i % 2 == 0) std::swap(m_samples[kept++], m_samples[i]);
    }
    m_samples.resize(kept);
}

std::size_t RunHistory::find(const CountKey& key) const {
    const auto found = m_places.find(key);
    return found == m_places.end() ? kNone : found->second;
}

std::uint64_t RunHistory::latest(std::size_t place) const {
    return place == kNone || m_samples.empty() ? 0 : m_samples.back().values[place];
}

double RunHistory::rate(std::size_t place) const {
    if (place == kNone || m_samples.size() < 2) return 0;
    const CountSample& last = m_samples.back();
    std::size_t first = m_samples.size() - 1;
    while (first > 0 && (last.real - m_samples[first].real < kRateSpan || m_samples.size() - first < kRateSamples))
        --first;
    return rateBetween(m_samples[first], last, place);
}

std::vector<double> RunHistory::rates(std::size_t place, std::size_t buckets, Duration window) const {
    std::vector<double> rates(buckets, 0);
    if (place == kNone || m_samples.size() < 2 || buckets == 0) return rates;
    const Instant end = m_samples.back().at;
    const Instant begin = std::max(m_samples.front().at, end - window);
    const Duration step = std::max(Duration((end - begin).count() / static_cast<std::int64_t>(buckets)), Duration(1));
    auto from = std::lower_bound(m_samples.begin(), m_samples.end(), begin,
                                 [](const CountSample& sample, Instant at) { return sample.at < at; });
    for (std::size_t i = 0; i < buckets; ++i) {
        const Instant until = i + 1 == buckets ? end : begin + step * static_cast<std::int64_t>(i + 1);
        auto to = from;
        while (to + 1 != m_samples.end() && to->at < until) ++to;
        // A bucket between two samples has the rate of the two.
        rates[i] = to == from ? (i > 0 ? rates[i - 1] : 0) : rateBetween(*from, *to, place);
        from = to;
    }
    return rates;
}

} // namespace twinflow::ui
