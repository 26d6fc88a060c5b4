// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/ledger.h"

namespace twinflow::metrics {

LedgerRow& LedgerRow::operator+=(const LedgerRow& other) {
    offered += other.offered;
    filtered += other.filtered;
    accepted += other.accepted;
    delivered += other.delivered;
    waiting += other.waiting;
    retrying += other.retrying;
    deadLettered += other.deadLettered;
    expired += other.expired;
    dropped += other.dropped;
    attempts += other.attempts;
    return *this;
}

} // namespace twinflow::metrics
