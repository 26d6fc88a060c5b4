// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What became of everything that was accepted: the counts that always balance.
#pragma once

#include <cstdint>

namespace twinflow::metrics {

/// One row of the ledger. Units are events (or messages, or copies: the owner says which). Written by one thread; a
/// snapshot copies it.
struct LedgerRow {
    std::uint64_t offered = 0;      ///< looked at
    std::uint64_t filtered = 0;     ///< looked at and not wanted
    std::uint64_t accepted = 0;     ///< wanted: what the rest of the row accounts for
    std::uint64_t delivered = 0;    ///< arrived
    std::uint64_t waiting = 0;      ///< queued, first attempt still to come
    std::uint64_t retrying = 0;     ///< at least one attempt failed, another will be made
    std::uint64_t deadLettered = 0; ///< given up and kept as a dead letter
    std::uint64_t expired = 0;      ///< outlived its time to live or the retention, not kept
    std::uint64_t dropped = 0;      ///< given up by policy, not kept
    std::uint64_t attempts = 0;     ///< tries to deliver, failed ones included; not part of the balance

    std::uint64_t settled() const { return delivered + deadLettered + expired + dropped; }
    std::uint64_t pending() const { return waiting + retrying; }
    /// accepted = delivered + waiting + retrying + dead-lettered + expired + dropped, and offered = filtered +
    /// accepted.
    bool balances() const { return accepted == settled() + pending() && offered == filtered + accepted; }

    LedgerRow& operator+=(const LedgerRow& other);
    bool operator==(const LedgerRow&) const = default;
};

/// Each count of a row with its name in the report, in the order of the report.
template <typename Use>
void forEachCount(const LedgerRow& row, Use use) {
    use("offered", row.offered);
    use("filtered", row.filtered);
    use("accepted", row.accepted);
    use("delivered", row.delivered);
    use("waiting", row.waiting);
    use("retrying", row.retrying);
    use("deadLettered", row.deadLettered);
    use("expired", row.expired);
    use("dropped", row.dropped);
    use("attempts", row.attempts);
}

} // namespace twinflow::metrics
