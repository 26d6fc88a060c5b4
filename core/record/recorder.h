// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Takes the hops of a run, of those chains that somebody wants.
#pragma once

#include "record/chain.h"

#include <map>
#include <set>

namespace twinflow::record {

/// What a run tells its hops to. Hops of one chain arrive in order of time, chains interleave. One thread.
class HopTaker {
public:
    virtual ~HopTaker() = default;
    /// Asked before a hop is made up: what nobody wants costs this call.
    virtual bool wants(std::uint64_t message) const = 0;
    /// Payloads and explanations cost more than the hop itself.
    virtual bool wantsDetails() const = 0;
    /// Returns the hop's id in its chain, 0 when it was left out.
    virtual std::uint32_t add(std::uint64_t message, Hop hop) = 0;
    /// What came of a hop that was added before; a hop that nobody settles is as it was added.
    virtual void settle(std::uint64_t message, std::uint32_t id, HopOutcome outcome, std::string detail) = 0;
};

/// Which chains are kept.
struct Selection {
    std::set<std::uint64_t> messages; ///< by number; when empty, by rate
    double rate = 1;                  ///< share of messages, 0 to 1
    std::uint64_t seed = 1;
    std::size_t keep = 10'000; ///< the newest so many chains; older ones are forgotten, counted
};

class Recorder final : public HopTaker {
public:
    explicit Recorder(Selection selection)
        : m_selection(std::move(selection)) {}

    bool wants(std::uint64_t message) const override;
    bool wantsDetails() const override { return true; }
    std::uint32_t add(std::uint64_t message, Hop hop) override;
    void settle(std::uint64_t message, std::uint32_t id, HopOutcome outcome, std::string detail) override;

    /// Oldest first.
    const std::map<std::uint64_t, Chain>& chains() const { return m_chains; }
    std::uint64_t forgotten() const { return m_forgotten; }

private:
    Selection m_selection;
    std::map<std::uint64_t, Chain> m_chains;
    std::uint64_t m_newestForgotten = 0;
    std::uint64_t m_forgotten = 0;
};

} // namespace twinflow::record
