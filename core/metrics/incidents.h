// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong while events flowed: counted by kind, with one example, in fixed memory.
#pragma once

#include "base/error.h"

#include <cstdint>
#include <map>
#include <string>

namespace twinflow::metrics {

/// A million equal failures are one line with a count and the first of them.
class Incidents {
public:
    struct Entry {
        std::uint64_t count = 0;
        Error first;
        std::string firstAt; ///< virtual time of the first
        std::string lastAt;
    };
    /// Entries are kept by service and code; past this many kinds the rest is counted under "other".
    static constexpr std::size_t kMaxKinds = 1000;

    /// `service` is the name of the function, hub, … that it happened in; `when` a formatted instant.
    void note(const std::string& service, const Error& error, const std::string& when);
    const std::map<std::pair<std::string, std::string>, Entry>& entries() const { return m_entries; }
    std::uint64_t total() const { return m_total; }

private:
    std::map<std::pair<std::string, std::string>, Entry> m_entries; // (service, code)
    std::uint64_t m_total = 0;
};

} // namespace twinflow::metrics
