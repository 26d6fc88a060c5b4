// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/recorder.h"

#include "base/random.h"

#include <utility>

namespace twinflow::record {

bool Recorder::wants(std::uint64_t message) const {
    if (message <= m_newestForgotten)
        return false; // late hops of a forgotten chain would look like a chain of their own
    if (!m_selection.messages.empty()) return m_selection.messages.contains(message);
    if (m_selection.rate >= 1) return true;
    return static_cast<double>(mix64(m_selection.seed ^ mix64(message)) >> 11) * 0x1.0p-53 < m_selection.rate;
}

std::uint32_t Recorder::add(std::uint64_t message, Hop hop) {
    Chain& chain = m_chains[message];
    chain.message = message;
    if (chain.hops.size() >= kMaxHops) {
        ++chain.leftOut;
        return 0;
    }
    hop.id = static_cast<std::uint32_t>(chain.hops.size() + 1);
    const std::uint32_t id = hop.id;
    chain.hops.push_back(std::move(hop));
    while (m_chains.size() > m_selection.keep) {
        m_newestForgotten = m_chains.begin()->first;
        m_chains.erase(m_chains.begin());
        ++m_forgotten;
    }
    return id;
}

void Recorder::settle(std::uint64_t message, std::uint32_t id, HopOutcome outcome, std::string detail) {
    const auto chain = m_chains.find(message);
    if (chain == m_chains.end() || id == 0) return;
    Hop& hop = chain->second.hops[id - 1];
    hop.outcome = outcome;
    if (!detail.empty()) hop.detail = std::move(detail);
}

} // namespace twinflow::record
