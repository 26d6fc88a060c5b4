// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which messages' chains are meant: looks at every hop of a run and keeps a byte a message.
#pragma once

#include "record/recorder.h"

#include <string>
#include <vector>

namespace twinflow::record {

/// What a chain must have; what is empty is not asked for.
struct Wanted {
    std::string device;    ///< sent by it
    std::string twin;      ///< written or told of
    std::string eventId;   ///< told
    std::string service;   ///< a service or destination was given something, whatever came of it
    std::string notAt;     ///< nothing arrived there
    bool problems = false; ///< something was refused, given up, or failed in a function
    std::size_t last = 1;  ///< so many chains, the newest
};

class Finder final : public HopTaker {
public:
    explicit Finder(Wanted wanted)
        : m_wanted(std::move(wanted)) {}

    bool wants(std::uint64_t) const override { return true; }
    bool wantsDetails() const override { return false; }
    std::uint32_t add(std::uint64_t message, Hop hop) override;
    void settle(std::uint64_t message, std::uint32_t id, HopOutcome outcome, std::string detail) override;

    /// The messages whose chains are wanted.
    std::set<std::uint64_t> messages() const;

private:
    std::uint8_t& met(std::uint64_t message);

    Wanted m_wanted;
    std::vector<std::uint8_t> m_met; // by message: what its chain has, a bit each
};

} // namespace twinflow::record
