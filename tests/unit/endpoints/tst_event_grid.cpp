// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Event Grid: pushes, the retry schedule, dead letters in the service's form, all counts by hand.
#include "base/json_document.h"
#include "bench.h"

using namespace twinflow;
using namespace twinflow::endpoints;
using namespace twinflow::test;
using namespace std::chrono_literals;
using delivery::Outcome;

namespace {

EndpointSettings grid() {
    EndpointSettings settings;
    settings.name = "building-events";
    settings.kind = EndpointKind::eventGrid;
    return settings;
}

} // namespace

class EventGridTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pushesToEverySubscription() {
        Bench bench(grid());
        BenchConsumer map(bench.timeline);
        BenchConsumer log(bench.timeline);
        bench.endpoint->subscribe("to-map", map);
        bench.endpoint->subscribe("to-log", log);
        for (int i = 0; i < 3; ++i) QCOMPARE(bench.give("pump"), Outcome::delivered);
        TF_COMPARE(map.gotNumbers(), "1 2 3");
        TF_COMPARE(log.gotNumbers(), "1 2 3");
        TF_COMPARE(bench.rowText(0), "accepted 3 delivered 3 attempts 3");
        QCOMPARE(bench.endpoint->row().accepted, 6U);
        QCOMPARE(bench.endpoint->lastMessages(2).front().event->number, 2U);
    }

    void dropsWithoutASubscription() {
        Bench bench(grid());
        bench.give("pump");
        bench.give("pump");
        TF_COMPARE(Bench::text(bench.endpoint->row()), "accepted 2 dropped 2");
        bench.check();
        QCOMPARE(bench.unbalanced, 0U);
    }

    void retriesByItsScheduleAndLetsOthersPass() {
        Bench bench(grid());
        BenchConsumer map(bench.timeline);
        bench.endpoint->subscribe("to-map", map);
        map.answer = Outcome::unavailable;
        bench.give("pump");
        map.answer = Outcome::delivered;
        bench.give("pump");
        TF_COMPARE(bench.rowText(), "accepted 2 delivered 1 retrying 1 attempts 2");
        map.answer = Outcome::busy;
        bench.pass(1min);
        map.answer = Outcome::delivered;
        bench.pass(1min); // 10 s and 40 s failed, 100 s works
        TF_COMPARE(map.callTimes(), "1@0 2@0 1@10 1@40 1@100");
        TF_COMPARE(map.gotNumbers(), "2 1");
        TF_COMPARE(bench.rowText(), "accepted 2 delivered 2 attempts 5");
        QCOMPARE(bench.unbalanced, 0U);
    }

    void givesUpAfterItsTimeToLive() {
        Bench bench(grid(), *parseInstant("2026-03-02T22:00:00Z"));
        BenchConsumer map(bench.timeline);
        bench.endpoint->subscribe("to-map", map);
        map.answer = Outcome::unavailable;
        bench.give("pump");
        bench.pass(24h);
        // 10 s, 40 s, 1 m 40 s, 6 m 40 s, 16 m 40 s, 46 m 40 s, 1 h 46 m 40 s, 4 h 46 m 40 s, 10 h 46 m 40 s, 22 h 46 m
        // 40 s
        TF_COMPARE(bench.rowText(), "accepted 1 deadLettered 1 attempts 11");
        QCOMPARE(bench.store.blobs.size(), 1U);
        const auto& [path, content] = *bench.store.blobs.begin();
        QVERIFY2(path.starts_with("TO-MAP/2026/3/3/22/") && path.ends_with(".json"), path.c_str());
        QCOMPARE(path.size(), std::string("TO-MAP/2026/3/3/22/.json").size() + 36);
        json(content);
        const auto letters = bench.endpoint->deadLetters(10);
        QCOMPARE(letters.size(), 1U);
        TF_COMPARE(letters[0].reason, "TimeToLiveExceeded");
        TF_COMPARE(letters[0].subscriber, "to-map");
        QCOMPARE(letters[0].attempts, 11U);
        QVERIFY2(
            content.ends_with(R"(,"deadLetterReason":"TimeToLiveExceeded","deliveryAttempts":11,)"
                              R"("lastDeliveryOutcome":"SocketError","publishTime":"2026-03-02T22:00:00.0000000Z",)"
                              R"("lastDeliveryAttemptTime":"2026-03-03T20:46:40.0000000Z"}])"),
            content.c_str());
        QVERIFY2(content.starts_with("[{") && content.find(R"("data":{"data":{"rpm":1})") != std::string::npos,
                 content.c_str());
    }

    void givesUpAfterItsAttempts() {
        EndpointSettings settings = grid();
        settings.schema = EventGridSchema::cloudEvents;
        settings.retry.maxAttempts = 3;
        Bench bench(settings);
        BenchConsumer map(bench.timeline);
        bench.endpoint->subscribe("to-map", map);
        map.answer = Outcome::busy;
        bench.give("pump");
        bench.pass(39s);
        TF_COMPARE(bench.rowText(), "accepted 1 retrying 1 attempts 2");
        bench.pass(1s);
        TF_COMPARE(bench.rowText(), "accepted 1 deadLettered 1 attempts 3");
        const std::string& content = bench.store.blobs.begin()->second;
        json(content);
        QVERIFY2(content.ends_with(
                     R"(,"data":{"rpm":1},"deadletterreason":"MaxDeliveryAttemptsExceeded","deliveryattempts":3,)"
                     R"("lastdeliveryoutcome":"Busy","publishtime":"1970-01-01T00:00:00.0000000Z",)"
                     R"("lastdeliveryattempttime":"1970-01-01T00:00:40.0000000Z"}])"),
                 content.c_str());
    }

    void aRefusedEventIsGivenUpAtOnce() {
        Bench bench(grid());
        BenchConsumer map(bench.timeline);
        BenchConsumer log(bench.timeline);
        bench.endpoint->subscribe("to-map", map);
        bench.endpoint->subscribe("to-log", log);
        map.poison = 1;
        log.poison = 1;
        bench.give("pump");
        TF_COMPARE(bench.rowText(0), "accepted 1 deadLettered 1 attempts 1");
        QCOMPARE(bench.store.blobs.size(), 2U); // one blob for each subscription's copy
        QVERIFY(bench.store.blobs.begin()->second.find("UndeliverableDueToHttpBadRequest") != std::string::npos);
    }

    void withoutAStoreWhatIsGivenUpIsExpiredOrDropped() {
        EndpointSettings settings = grid();
        settings.retry.timeToLive = 5s;
        Bench bench(settings, Instant{}, false);
        BenchConsumer map(bench.timeline);
        bench.endpoint->subscribe("to-map", map);
        map.poison = 1;
        bench.give("pump");
        map.answer = Outcome::unavailable;
        bench.give("pump");
        bench.pass(5s);
        TF_COMPARE(bench.rowText(), "accepted 2 expired 1 dropped 1 attempts 2");
        QVERIFY(bench.endpoint->deadLetters(10).empty());
        QVERIFY(!bench.endpoint->keepDeadLetter(bench.event("pump"), delivery::Reason::attemptsExhausted));
        QCOMPARE(bench.unbalanced, 0U);
    }

    void everySubscriptionSeesACauseBeforeItsEffect() {
        Bench bench(grid());
        BenchConsumer first(bench.timeline);
        BenchConsumer second(bench.timeline);
        bench.endpoint->subscribe("first", first);
        bench.endpoint->subscribe("second", second);
        first.whenCalled = [&](const Delivery& delivery) {
            if (delivery.event->number < 5) bench.cause("pump");
        };
        bench.give("pump");
        TF_COMPARE(first.gotNumbers(), "1 2 3 4 5");
        TF_COMPARE(second.gotNumbers(), "1 2 3 4 5");
        bench.check();
        QCOMPARE(bench.unbalanced, 0U);
    }
};

QTEST_APPLESS_MAIN(EventGridTest)
#include "tst_event_grid.moc"
