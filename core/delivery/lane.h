// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One way to one taker: tries at once, tries again by the ladder, and accounts for every item until it is settled.
#pragma once

#include "base/timeline.h"
#include "delivery/policy.h"
#include "metrics/ledger.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace twinflow::delivery {

/// What a lane needs from its owner.
template <typename Item>
class LaneOwner {
public:
    virtual ~LaneOwner() = default;
    /// Tries to hand `item` over; `attempt` counts from 1.
    virtual Outcome attempt(const Item& item, std::uint32_t attempt) = 0;
    /// Takes what was given up; true when it is now kept as a dead letter, false when there is no place for it.
    virtual bool deadLetter(const Item& item, Reason reason, std::uint32_t attempts) = 0;
};

/// Items that fail do not hold up those behind them, as with Event Grid: order is not promised across a retry.
/// An item is copied only when its first attempt fails. One thread.
template <typename Item>
class Lane final : public TimerTarget {
public:
    Lane(Timeline& timeline, Policy policy, LaneOwner<Item>& owner, metrics::LedgerRow& row)
        : m_timeline(timeline)
        , m_policy(std::move(policy))
        , m_owner(owner)
        , m_row(row) {}

    /// Accepts an item and makes the first attempt. The caller counts what it offered and filtered.
    void offer(const Item& item) {
        ++m_row.accepted;
        ++m_row.attempts;
        const Outcome outcome = m_owner.attempt(item, 1);
        if (outcome == Outcome::delivered) {
            ++m_row.delivered;
            return;
        }
        ++m_row.retrying;
        const std::uint64_t token = m_nextToken++;
        const auto place = m_failed.emplace(token, Failed{item, m_timeline.now(), 1}).first;
        settleOrRetry(place, outcome);
    }

    void onTimer(std::uint64_t token) override {
        const auto place = m_failed.find(token);
        if (place == m_failed.end()) return;
        Failed& failed = place->second;
        if (m_timeline.now() - failed.since >= m_policy.timeToLive) {
            giveUp(place, Reason::timeToLiveExceeded);
            return;
        }
        ++m_row.attempts;
        const Outcome outcome = m_owner.attempt(failed.item, ++failed.attempts);
        if (outcome == Outcome::delivered) {
            --m_row.retrying;
            ++m_row.delivered;
            m_failed.erase(token);
            return;
        }
        settleOrRetry(m_failed.find(token), outcome); // the attempt may have offered more: places move, entries do not
    }

private:
    struct Failed {
        Item item;
        Instant since;
        std::uint32_t attempts;
    };
    using Place = typename std::unordered_map<std::uint64_t, Failed>::iterator;

    void settleOrRetry(Place place, Outcome outcome) {
        const Failed& failed = place->second;
        if (isFinal(outcome)) {
            giveUp(place, Reason::refused);
        } else if (failed.attempts >= m_policy.maxAttempts) {
            giveUp(place, Reason::attemptsExhausted);
        } else {
            // A delay beyond the time to live ends there: the timer finds it expired.
            const Instant end = failed.since + m_policy.timeToLive;
            const Instant due = std::min(m_timeline.now() + m_policy.delayAfter(failed.attempts), end);
            m_timeline.at(due, *this, place->first);
        }
    }
    void giveUp(Place place, Reason reason) {
        const Failed failed = std::move(place->second);
        m_failed.erase(place);
        --m_row.retrying;
        if (m_owner.deadLetter(failed.item, reason, failed.attempts)) {
            ++m_row.deadLettered;
        } else if (reason == Reason::timeToLiveExceeded) {
            ++m_row.expired;
        } else {
            ++m_row.dropped;
        }
    }

    Timeline& m_timeline;
    Policy m_policy;
    LaneOwner<Item>& m_owner;
    metrics::LedgerRow& m_row;
    std::uint64_t m_nextToken = 0;
    std::unordered_map<std::uint64_t, Failed> m_failed;
};

} // namespace twinflow::delivery
