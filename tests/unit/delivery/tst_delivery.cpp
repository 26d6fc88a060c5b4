// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The lane: counts by hand for known outages, and a balance that holds whatever happens.
#include "delivery/lane.h"
#include "support.h"

#include <rapidcheck.h>

#include <map>

using namespace twinflow;
using namespace twinflow::delivery;
using namespace std::chrono_literals;

namespace {

/// Takes items while it is up; keeps dead letters while it may.
class Taker final : public LaneOwner<int> {
public:
    Outcome answer = Outcome::delivered;
    bool keeps = true;
    std::vector<int> taken;
    std::vector<std::string> dead;

    Outcome attempt(const int& item, std::uint32_t) override {
        if (answer == Outcome::delivered) taken.push_back(item);
        return answer;
    }
    bool deadLetter(const int& item, Reason reason, std::uint32_t attempts) override {
        dead.push_back(std::to_string(item) + " " + std::string(reasonText(reason)) + " after " +
                       std::to_string(attempts));
        return keeps;
    }
};

void runUntil(Timeline& timeline, Instant end) {
    while (timeline.step(end)) {
    }
    timeline.advanceTo(end);
}

} // namespace

class DeliveryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsTakenAtOnceIsSettledAtOnce() {
        Timeline timeline{Instant{}};
        Taker taker;
        metrics::LedgerRow row;
        Lane<int> lane(timeline, Policy::eventGrid(), taker, row);
        lane.offer(7);
        QCOMPARE(row.delivered, std::uint64_t(1));
        QVERIFY(timeline.empty());
    }

    void anOutageIsRetriedByTheLadder() {
        // Ladder 10 s, 30 s, 1 min: an item offered at 0 is tried at 0, 10, 40, 100 s. Up again at 90 s: delivered at
        // 100 s, 4 attempts.
        Timeline timeline{Instant{}};
        Taker taker;
        metrics::LedgerRow row;
        Lane<int> lane(timeline, {{10s, 30s, 1min}, 24h, 30}, taker, row);
        taker.answer = Outcome::unavailable;
        lane.offer(1);
        runUntil(timeline, Instant(90s));
        QCOMPARE(row.retrying, std::uint64_t(1));
        QCOMPARE(row.attempts, std::uint64_t(3));
        taker.answer = Outcome::delivered;
        lane.offer(2); // does not wait behind the first
        QCOMPARE(taker.taken, std::vector<int>{2});
        runUntil(timeline, Instant(99s));
        QCOMPARE(row.retrying, std::uint64_t(1));
        runUntil(timeline, Instant(100s));
        QCOMPARE(row.delivered, std::uint64_t(2));
        QCOMPARE(row.attempts, std::uint64_t(5));
        QVERIFY(taker.dead.empty());
    }

    void aDayOfOutageWalksTheWholeLadder() {
        // 10 s, 30 s, 1, 5, 10, 30 min, 1, 3, 6 h, then 12 h: attempts at 0, 10 s, 40 s, 100 s, 400 s, 1000 s, 2800 s,
        // 6400 s, 17200 s, 38800 s, 82000 s; the next would come after 24 h, so at 86400 s the item has expired after
        // 11 attempts.
        Timeline timeline{Instant{}};
        Taker taker;
        metrics::LedgerRow row;
        Lane<int> lane(timeline, Policy::eventGrid(), taker, row);
        taker.answer = Outcome::unavailable;
        lane.offer(1);
        runUntil(timeline, Instant(24h - 1s));
        QCOMPARE(row.attempts, std::uint64_t(11));
        QCOMPARE(row.retrying, std::uint64_t(1));
        runUntil(timeline, Instant(24h));
        QCOMPARE(row.deadLettered, std::uint64_t(1));
        TF_COMPARE(taker.dead.front(), "1 TimeToLiveExceeded after 11");
        QCOMPARE(timeline.pendingWork(), std::size_t(0));
    }

    void attemptsEndAndRefusalsDoNotRetry() {
        Timeline timeline{Instant{}};
        Taker taker;
        metrics::LedgerRow row;
        Lane<int> lane(timeline, {{1s}, 24h, 3}, taker, row);
        taker.answer = Outcome::busy;
        lane.offer(1);
        runUntil(timeline, Instant(10s));
        TF_COMPARE(taker.dead.back(), "1 MaxDeliveryAttemptsExceeded after 3");
        taker.answer = Outcome::refused;
        taker.keeps = false;
        lane.offer(2);
        TF_COMPARE(taker.dead.back(), "2 Refused after 1");
        QCOMPARE(row.deadLettered, std::uint64_t(1));
        QCOMPARE(row.dropped, std::uint64_t(1));
    }

    void theRowAlwaysBalances() {
        const bool holds = rc::check("the row balances after every step and all is settled in the end", [] {
            Timeline timeline{Instant{}};
            Taker taker;
            metrics::LedgerRow row;
            const Policy policy{{1s, 5s, 20s},
                                std::chrono::seconds(*rc::gen::inRange(1, 200)),
                                static_cast<std::uint32_t>(*rc::gen::inRange(1, 12))};
            Lane<int> lane(timeline, policy, taker, row);
            const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 7));
            int next = 0;
            for (const int step : steps) {
                if (step == 0) taker.answer = Outcome::delivered;
                if (step == 1) taker.answer = Outcome::unavailable;
                if (step == 2) taker.answer = Outcome::refused;
                if (step == 3) taker.keeps = !taker.keeps;
                if (step >= 4) runUntil(timeline, timeline.now() + std::chrono::seconds(3 * (step - 3)));
                lane.offer(++next);
                ++row.offered; // the caller's part
                RC_ASSERT(row.balances());
            }
            runUntil(timeline, timeline.now() + 1h);
            RC_ASSERT(row.balances());
            RC_ASSERT(row.pending() == 0U);
            RC_ASSERT(timeline.pendingWork() == 0U);
            RC_ASSERT(row.delivered == taker.taken.size());
            RC_ASSERT(row.accepted == static_cast<std::uint64_t>(next));
        });
        QVERIFY(holds);
    }
};

QTEST_APPLESS_MAIN(DeliveryTest)
#include "tst_delivery.moc"
