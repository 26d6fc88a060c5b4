// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The way of a match to its endpoint: outages of known length, and a ledger that balances at every step.
#include "support.h" // first: moc cannot read <compare> before another standard header

#include "event_bench.h"
#include "routes/router.h"

#include <functional>

using namespace twinflow;
using namespace std::chrono_literals;
using delivery::Outcome;

namespace {

/// An endpoint that is down in [from, until), and otherwise answers as it is told.
class FakeTarget final : public routes::RouteTarget {
public:
    explicit FakeTarget(const Timeline& timeline)
        : m_timeline(timeline) {}

    Instant from = Instant::max();
    Instant until = Instant::max();
    Outcome answer = Outcome::delivered;
    bool keepsDeadLetters = true;
    std::vector<std::uint64_t> taken; ///< numbers of events
    std::vector<std::pair<std::uint64_t, delivery::Reason>> deadLetters;
    std::function<void()> onAccept = [] {};

    Outcome accept(const events::EventRef& event) override {
        if (m_timeline.now() >= from && m_timeline.now() < until) return Outcome::unavailable;
        if (answer == Outcome::delivered) taken.push_back(event->number);
        onAccept();
        return answer;
    }
    bool keepDeadLetter(const events::EventRef& event, delivery::Reason reason) override {
        if (keepsDeadLetters) deadLetters.emplace_back(event->number, reason);
        return keepsDeadLetters;
    }

private:
    const Timeline& m_timeline;
};

metrics::LedgerRow rowOf(std::uint64_t offered, std::uint64_t accepted, std::uint64_t delivered,
                         std::uint64_t attempts) {
    metrics::LedgerRow row;
    row.offered = offered;
    row.filtered = offered - accepted;
    row.accepted = accepted;
    row.delivered = delivered;
    row.attempts = attempts;
    return row;
}

/// A router on its own time line.
struct Bench {
    test::EventBench events;
    Timeline timeline{Instant{}};
    std::vector<std::unique_ptr<FakeTarget>> targets;
    routes::RouteTable table;
    std::unique_ptr<routes::Router> router;

    Bench(const std::vector<std::string>& filters, const delivery::Policy& policy) {
        std::vector<routes::RouteSettings> settings;
        std::vector<routes::RouteTarget*> pointers;
        for (const std::string& filter : filters) {
            settings.push_back({"route-" + std::to_string(settings.size()), "endpoint", filter});
            pointers.push_back(targets.emplace_back(std::make_unique<FakeTarget>(timeline)).get());
        }
        table = std::move(routes::RouteTable::build(settings).table);
        router = std::make_unique<routes::Router>(table, pointers, events.dress(), timeline, policy);
    }
    metrics::LedgerRow row(std::uint32_t route = 0) const { return router->row(RouteIndex{route}); }
    bool balances() const {
        for (std::uint32_t i = 0; i < table.size(); ++i) {
            if (!row(i).balances() || row(i).waiting != 0) return false;
        }
        return true;
    }
    /// Runs to `until`; false when the ledger did not balance after some step.
    bool runTo(Instant until) {
        while (timeline.step(until)) {
            if (!balances()) return false;
        }
        timeline.advanceTo(until);
        return balances();
    }
    void update() { router->take(events.update("pump-07", "dtmi:acme:Pump;2")); }
};

const delivery::Policy kShort{{10s, 30s, 60s}, 70s, 10};

} // namespace

class RouterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matchesAreDeliveredAndCounted() {
        Bench bench({"true", "subject = 'pump-07'", "type = 'microsoft.iot.telemetry'"}, kShort);
        bench.update();
        bench.update();
        bench.router->take(bench.events.telemetry("pump-07", "", "{}"));
        QCOMPARE(bench.row(0), rowOf(3, 3, 3, 3));
        QCOMPARE(bench.row(1), rowOf(3, 2, 2, 2));
        QCOMPARE(bench.row(2), rowOf(3, 1, 1, 1));
        QCOMPARE(bench.targets[1]->taken, std::vector<std::uint64_t>({1, 2}));
        QCOMPARE(bench.router->events(), std::uint64_t(3));
        QCOMPARE(bench.router->unmatched(), std::uint64_t(0));
        QVERIFY(bench.timeline.empty());
    }

    void eventsThatNoRouteWantsAreCounted() {
        Bench bench({"false", "type = 'microsoft.iot.telemetry'"}, kShort);
        bench.update();
        bench.router->take(bench.events.telemetry("pump-07", "", "{}"));
        QCOMPARE(bench.router->events(), std::uint64_t(2));
        QCOMPARE(bench.router->unmatched(), std::uint64_t(1));
        QCOMPARE(bench.row(0), rowOf(2, 0, 0, 0));
        QVERIFY(bench.balances());
    }

    // An event every 10 s from 0 s to 190 s; the endpoint is down from 30 s until 100 s; attempts at +0, +10, +40, end
    // at +70.
    //   30, 40, 50: fail three times and are too old at 100, 110, 120.       3 dead-lettered, 3 attempts each
    //   60, 70, 80: fail twice and arrive at 100, 110, 120.                  3 delivered, 3 attempts each
    //   90: fails once and arrives at 100.                                   1 delivered, 2 attempts
    //   0, 10, 20 and 100 to 190: arrive at once.                            13 delivered, 1 attempt each
    void anOutageOfKnownLengthEndsInKnownCounts() {
        Bench bench({"true", "true"}, kShort);
        FakeTarget& target = *bench.targets[0];
        target.from = Instant(30s);
        target.until = Instant(100s);
        for (Duration second{}; second <= 190s; second += 10s) {
            QVERIFY(bench.runTo(Instant(second)));
            bench.update();
            QVERIFY(bench.balances());
            if (second == 90s) {
                metrics::LedgerRow during = rowOf(10, 10, 3, 3 * 1 + 3 * 3 + 3 * 2 + 1);
                during.retrying = 7;
                QCOMPARE(bench.row(0), during);
            }
        }
        QVERIFY(bench.runTo(Instant(1h)));
        metrics::LedgerRow expected = rowOf(20, 20, 17, 13 + 3 * 3 + 3 * 3 + 2);
        expected.deadLettered = 3;
        QCOMPARE(bench.row(0), expected);
        QCOMPARE(bench.row(1), rowOf(20, 20, 20, 20)); // the other endpoint saw nothing of it
        const std::vector<std::pair<std::uint64_t, delivery::Reason>> deadLetters = {
            {4, delivery::Reason::timeToLiveExceeded},
            {5, delivery::Reason::timeToLiveExceeded},
            {6, delivery::Reason::timeToLiveExceeded}};
        QCOMPARE(target.deadLetters, deadLetters);
        QVERIFY(bench.timeline.empty());
    }

    void withoutDeadLettersTheOldExpire() {
        Bench bench({"true"}, kShort);
        bench.targets[0]->from = Instant{};
        bench.targets[0]->keepsDeadLetters = false;
        bench.update();
        QVERIFY(bench.runTo(Instant(69s)));
        QCOMPARE(bench.row().retrying, std::uint64_t(1));
        QVERIFY(bench.runTo(Instant(70s)));
        metrics::LedgerRow expected = rowOf(1, 1, 0, 3);
        expected.expired = 1;
        QCOMPARE(bench.row(), expected);
    }

    void refusedEventsAreNotTriedAgain() {
        Bench bench({"true", "true"}, kShort);
        for (const auto& target : bench.targets) target->answer = Outcome::refused;
        bench.targets[1]->keepsDeadLetters = false;
        bench.update();
        metrics::LedgerRow kept = rowOf(1, 1, 0, 1);
        kept.deadLettered = 1;
        QCOMPARE(bench.row(0), kept);
        QVERIFY(bench.targets[0]->deadLetters.front().second == delivery::Reason::refused);
        metrics::LedgerRow lost = rowOf(1, 1, 0, 1);
        lost.dropped = 1;
        QCOMPARE(bench.row(1), lost);
        QVERIFY(bench.timeline.empty());
    }

    void attemptsRunOut() {
        Bench bench({"true"}, {{10s, 30s, 60s}, 1h, 3});
        bench.targets[0]->answer = Outcome::busy;
        bench.update();
        QVERIFY(bench.runTo(Instant(40s)));
        metrics::LedgerRow expected = rowOf(1, 1, 0, 3);
        expected.deadLettered = 1;
        QCOMPARE(bench.row(), expected);
        QVERIFY(bench.targets[0]->deadLetters.front().second == delivery::Reason::attemptsExhausted);
    }

    // 0, 10 s, 40 s, 1:40, 6:40, 16:40, 46:40, 1:46:40, 4:46:40, 10:46:40, 22:46:40; the next would be after a day.
    void aDayOfTheServicesLadderHasElevenAttempts() {
        Bench bench({"true"}, delivery::Policy::eventGrid());
        bench.targets[0]->from = Instant{};
        bench.update();
        QVERIFY(bench.runTo(Instant(24h) - 1ns));
        QCOMPARE(bench.row().attempts, std::uint64_t(11));
        QCOMPARE(bench.row().retrying, std::uint64_t(1));
        QVERIFY(bench.runTo(Instant(24h)));
        QCOMPARE(bench.row().attempts, std::uint64_t(11));
        QCOMPARE(bench.row().deadLettered, std::uint64_t(1));
    }

    void retriesKeepTheirEvent() {
        Bench bench({"true"}, kShort);
        bench.targets[0]->until = Instant(5s);
        bench.targets[0]->from = Instant{};
        bench.update(); // nobody but the router holds it now
        bench.timeline.advanceTo(Instant(6s));
        bench.router->take(bench.events.telemetry("pump-07", "", "{}"));
        QVERIFY(bench.runTo(Instant(1h)));
        QCOMPARE(bench.targets[0]->taken, std::vector<std::uint64_t>({2, 1}));
    }

    void targetsMayCauseEvents() {
        Bench bench({"subject = 'pump-07'", "true", "subject = 'pump-07'"}, kShort);
        bool written = false;
        bench.targets[0]->onAccept = [&] {
            if (std::exchange(written, true)) return;
            bench.router->take(bench.events.update("tank-1", "dtmi:acme:Tank;1"));
        };
        bench.update();
        QCOMPARE(bench.row(0), rowOf(2, 1, 1, 1));
        QCOMPARE(bench.row(1), rowOf(2, 2, 2, 2));
        QCOMPARE(bench.row(2), rowOf(2, 1, 1, 1));
        QVERIFY(bench.balances());
    }
};

QTEST_APPLESS_MAIN(RouterTest)
#include "tst_router.moc"
