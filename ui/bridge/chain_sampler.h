// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The chains that a live run keeps for the windows: a few of each moment, so that looking costs the same at any rate.
#pragma once

#include "record/recorder.h"

#include <map>
#include <memory>
#include <vector>

namespace twinflow::ui {

using Chains = std::vector<std::shared_ptr<const record::Chain>>;

/// Of each interval between two calls of nextInterval() the first kPerInterval messages; the newest kKept are there.
/// Lives in the thread of the run.
class ChainSampler final : public record::HopTaker {
public:
    static constexpr std::size_t kPerInterval = 12;
    static constexpr std::size_t kKept = 240;

    bool wants(std::uint64_t message) const override;
    bool wantsDetails() const override { return true; }
    std::uint32_t add(std::uint64_t message, record::Hop hop) override;
    void settle(std::uint64_t message, std::uint32_t id, record::HopOutcome outcome, std::string detail) override;

    void nextInterval() { m_begun = 0; }
    /// Oldest first; chains that did not change since the last call are the same objects.
    Chains newest();

private:
    struct Kept {
        record::Chain chain;
        std::shared_ptr<const record::Chain> shown; // null: changed since
    };
    std::map<std::uint64_t, Kept> m_chains;
    std::uint64_t m_newest = 0;
    std::size_t m_begun = 0; // in this interval
};

} // namespace twinflow::ui
