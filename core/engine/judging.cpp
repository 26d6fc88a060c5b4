// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/judging.h"

#include "engine/run_parts.h"

namespace twinflow::engine {

namespace {

simulation::Verdict judgeNow(const simulation::Expectation& expectation, const Run::Parts& parts,
                             const RunSnapshot& state) {
    simulation::Outcomes outcomes;
    outcomes.number = [&](const std::string& path) { return count(state, path); };
    outcomes.balanced = [&] { return state.imbalances.empty(); };
    outcomes.twinValue = [&](const std::string& twin, const std::string& path) -> std::optional<Value> {
        const auto index = parts.graph.find(twin);
        if (!index) return std::nullopt;
        return parts.graph.value(*index, path);
    };
    outcomes.latency = [&](const std::string& name, double share) -> std::optional<Duration> {
        const metrics::Histogram* histogram = latencyOf(state, name);
        if (!histogram || histogram->count() == 0) return std::nullopt;
        return histogram->quantile(share);
    };
    outcomes.incidents = [&](const std::string& code, const std::string& service) {
        std::uint64_t sum = 0;
        for (const auto& [key, entry] : state.incidents.entries()) {
            if (key.second == code && (service.empty() || key.first == service)) sum += entry.count;
        }
        return sum;
    };
    return simulation::judge(expectation, outcomes);
}

} // namespace

void Judging::start() {
    const auto& expectations = m_parts.scenario.expect;
    m_verdicts.resize(expectations.size());
    for (std::size_t i = 0; i < expectations.size(); ++i) {
        if (expectations[i].at)
            m_parts.timeline.at(m_parts.scenario.start + *expectations[i].at, *this, i, Duty::background);
    }
}

void Judging::onTimer(std::uint64_t expectation) {
    m_verdicts[expectation] = judgeNow(m_parts.scenario.expect[expectation], m_parts, snapshotOf(m_parts));
}

std::vector<simulation::Verdict> Judging::verdicts() const {
    std::vector<simulation::Verdict> verdicts;
    const RunSnapshot state = snapshotOf(m_parts);
    for (std::size_t i = 0; i < m_verdicts.size(); ++i)
        verdicts.push_back(m_verdicts[i] ? *m_verdicts[i] : judgeNow(m_parts.scenario.expect[i], m_parts, state));
    return verdicts;
}

} // namespace twinflow::engine
