// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/chain_sampler.h"

namespace twinflow::ui {

bool ChainSampler::wants(std::uint64_t message) const {
    return m_chains.contains(message) || (message > m_newest && m_begun < kPerInterval);
}

std::uint32_t ChainSampler::add(std::uint64_t message, record::Hop hop) {
    auto place = m_chains.find(message);
    if (place == m_chains.end()) {
        if (!wants(message)) return 0;
        m_newest = message;
        ++m_begun;
        place = m_chains.emplace(message, Kept{{message, {}, 0}, nullptr}).first;
        if (m_chains.size() > kKept) m_chains.erase(m_chains.begin());
    }
    Kept& kept = place->second;
    kept.shown.reset();
    if (kept.chain.hops.size() >= record::kMaxHops) {
        ++kept.chain.leftOut;
        return 0;
    }
    hop.id = static_cast<std::uint32_t>(kept.chain.hops.size()) + 1;
    kept.chain.hops.push_back(std::move(hop));
    return kept.chain.hops.back().id;
}

void ChainSampler::settle(std::uint64_t message, std::uint32_t id, record::HopOutcome outcome, std::string detail) {
    const auto place = m_chains.find(message);
    if (place == m_chains.end() || id == 0 || id > place->second.chain.hops.size()) return;
    record::Hop& hop = place->second.chain.hops[id - 1];
    hop.outcome = outcome;
    hop.detail = std::move(detail);
    place->second.shown.reset();
}

Chains ChainSampler::newest() {
    Chains chains;
    chains.reserve(m_chains.size());
    for (auto& [message, kept] : m_chains) {
        if (!kept.shown) kept.shown = std::make_shared<const record::Chain>(kept.chain);
        chains.push_back(kept.shown);
    }
    return chains;
}

} // namespace twinflow::ui
