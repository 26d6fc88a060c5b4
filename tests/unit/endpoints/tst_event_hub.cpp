// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Event Hub: partitions, cursors, pauses, retention, all counts by hand.
#include "bench.h"
#include "endpoints/event_hub.h"

using namespace twinflow;
using namespace twinflow::endpoints;
using namespace twinflow::test;
using namespace std::chrono_literals;
using delivery::Outcome;

namespace {

EndpointSettings hub(std::uint32_t partitions, Duration retention = 24h) {
    EndpointSettings settings;
    settings.name = "telemetry-hub";
    settings.kind = EndpointKind::eventHub;
    settings.partitions = partitions;
    settings.retention = retention;
    return settings;
}

const EventHub& inside(const Bench& bench) {
    return dynamic_cast<const EventHub&>(*bench.endpoint);
}

} // namespace

class EventHubTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void deliversAtOnceToEveryGroup() {
        Bench bench(hub(4));
        BenchConsumer history(bench.timeline);
        BenchConsumer archive(bench.timeline);
        bench.endpoint->subscribe("history", history);
        bench.endpoint->subscribe("archive", archive);
        for (const char* twin : {"a", "b", "c"}) QCOMPARE(bench.give(twin), Outcome::delivered);
        bench.check();
        TF_COMPARE(history.gotNumbers(), "1 2 3");
        TF_COMPARE(archive.gotNumbers(), "1 2 3");
        TF_COMPARE(bench.rowText(0), "accepted 3 delivered 3 attempts 3");
        QCOMPARE(bench.endpoint->received(), 3U);
        QCOMPARE(bench.endpoint->row().delivered, 6U);
        QCOMPARE(bench.endpoint->subscriptions()[1].first, std::string("archive"));
        QCOMPARE(bench.unbalanced, 0U);
    }

    void aTwinStaysInItsPartition() {
        Bench bench(hub(4));
        BenchConsumer reader(bench.timeline);
        bench.endpoint->subscribe("reader", reader);
        for (int round = 0; round < 3; ++round) {
            for (int twin = 0; twin < 40; ++twin) bench.give("twin-" + std::to_string(twin));
        }
        std::map<std::uint64_t, std::uint32_t> partitionOfTwin;
        std::map<std::uint32_t, std::uint64_t> nextNumber;
        for (const auto& call : reader.calls) {
            QCOMPARE(partitionOfTwin.emplace((call.number - 1) % 40, call.partition).first->second, call.partition);
            QCOMPARE(call.sequenceNumber, nextNumber[call.partition]++);
        }
        QCOMPARE(nextNumber.size(), 4U);
        // The hash is part of a run's result: it must not change between versions or systems.
        QCOMPARE(inside(bench).partitionOf(*bench.event("pump-07")), 3U);
    }

    void aConsumerThatIsDownHoldsUpItsPartitionInOrder() {
        Bench bench(hub(1));
        BenchConsumer reader(bench.timeline);
        BenchConsumer other(bench.timeline);
        bench.endpoint->subscribe("reader", reader);
        bench.endpoint->subscribe("other", other);
        reader.answer = Outcome::unavailable;
        for (int i = 0; i < 3; ++i) bench.give("pump");
        TF_COMPARE(bench.rowText(0), "accepted 3 waiting 2 retrying 1 attempts 1");
        TF_COMPARE(bench.rowText(1), "accepted 3 delivered 3 attempts 3");
        bench.pass(150s);
        // 1 s, then pauses of 2, 4, 8, 16, 32, 60 s.
        TF_COMPARE(reader.callTimes(), "1@0 1@1 1@3 1@7 1@15 1@31 1@63 1@123");
        QCOMPARE(reader.calls.back().attempt, 8U);
        QCOMPARE(inside(bench).group(0).cursors[0].state, CursorState::paused);
        QCOMPARE(bench.timeline.pendingWork(), 1U);

        reader.answer = Outcome::delivered;
        bench.pass(60s); // the next attempt is due at 183 s
        TF_COMPARE(reader.gotNumbers(), "1 2 3");
        QCOMPARE(reader.got.front().attempt, 9U);
        QCOMPARE(reader.got.back().attempt, 1U);
        TF_COMPARE(bench.rowText(0), "accepted 3 delivered 3 attempts 11");
        QCOMPARE(bench.timeline.pendingWork(), 0U);
        QCOMPARE(bench.unbalanced, 0U);

        // The next outage starts with a short pause again.
        reader.answer = Outcome::busy;
        reader.calls.clear();
        bench.give("pump");
        bench.pass(4s);
        TF_COMPARE(reader.callTimes(), "4@210 4@211 4@213");
    }

    void anOutageForPartOfTheRun() {
        Bench bench(hub(1));
        BenchConsumer reader(bench.timeline);
        bench.endpoint->subscribe("reader", reader);
        for (int second = 0; second < 20; ++second) {
            reader.answer = second >= 5 && second < 10 ? Outcome::unavailable : Outcome::delivered;
            bench.give("pump");
            bench.check();
            // Down at 5 s: attempts at 5, 6 and 8 s fail, the one at 12 s finds it up again.
            if (second == 9) TF_COMPARE(bench.rowText(), "accepted 10 delivered 5 waiting 4 retrying 1 attempts 8");
            if (second == 11) TF_COMPARE(bench.rowText(), "accepted 12 delivered 5 waiting 6 retrying 1 attempts 8");
            bench.pass(1s);
        }
        TF_COMPARE(reader.gotNumbers(), "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20");
        TF_COMPARE(bench.rowText(), "accepted 20 delivered 20 attempts 23");
        QCOMPARE(bench.unbalanced, 0U);
    }

    void otherPartitionsGoOn() {
        Bench bench(hub(2));
        BenchConsumer reader(bench.timeline);
        bench.endpoint->subscribe("reader", reader);
        std::string in0, in1;
        for (int i = 0; in0.empty() || in1.empty(); ++i) {
            const std::string twin = "t" + std::to_string(i);
            bench.texts.intern(twin);
            (inside(bench).partitionOf(*bench.event(twin)) == 0 ? in0 : in1) = twin;
        }
        const std::uint64_t first = bench.numbered + 1;
        reader.answer = Outcome::unavailable;
        bench.give(in0);
        reader.answer = Outcome::delivered;
        bench.give(in0);
        bench.give(in1);
        TF_COMPARE(reader.gotNumbers(), std::to_string(first + 2));
        TF_COMPARE(bench.rowText(), "accepted 3 delivered 1 waiting 1 retrying 1 attempts 2");
        bench.pass(1s);
        TF_COMPARE(bench.rowText(), "accepted 3 delivered 3 attempts 4");
    }

    void aPoisonMessageIsDroppedAndPassed() {
        Bench bench(hub(1));
        BenchConsumer reader(bench.timeline);
        bench.endpoint->subscribe("reader", reader);
        reader.poison = 2;
        for (int i = 0; i < 3; ++i) bench.give("pump");
        TF_COMPARE(reader.gotNumbers(), "1 3");
        TF_COMPARE(bench.rowText(), "accepted 3 delivered 2 dropped 1 attempts 3");
        QCOMPARE(bench.store.kept, 0U);
    }

    void retentionExpiresWhatAGroupHasNotRead() {
        Bench bench(hub(1, 60s));
        BenchConsumer slow(bench.timeline);
        BenchConsumer quick(bench.timeline);
        bench.endpoint->subscribe("slow", slow);
        bench.endpoint->subscribe("quick", quick);
        slow.answer = Outcome::unavailable;
        for (int i = 0; i < 4; ++i) { // at 0, 10, 20 and 30 s
            bench.give("pump");
            bench.pass(10s);
        }
        bench.pass(19s); // 59 s
        TF_COMPARE(bench.rowText(0), "accepted 4 waiting 3 retrying 1 attempts 6");
        bench.pass(1s); // the event of 0 s is 60 s old
        TF_COMPARE(bench.rowText(0), "accepted 4 waiting 3 expired 1 attempts 6");
        QCOMPARE(inside(bench).log(0).begin(), 1U);
        bench.pass(10s); // 63 s: an attempt at the second event; 70 s: it leaves
        TF_COMPARE(bench.rowText(0), "accepted 4 waiting 2 expired 2 attempts 7");
        bench.pass(60s); // the pause ends at 123 s with nothing to read
        TF_COMPARE(bench.rowText(0), "accepted 4 expired 4 attempts 7");
        TF_COMPARE(bench.rowText(1), "accepted 4 delivered 4 attempts 4");
        QCOMPARE(inside(bench).group(0).cursors[0].state, CursorState::ready);
        QVERIFY(bench.timeline.empty());
        QCOMPARE(bench.unbalanced, 0U);

        slow.answer = Outcome::delivered;
        bench.give("pump");
        TF_COMPARE(slow.gotNumbers(), "5");
        QCOMPARE(slow.got[0].sequenceNumber, 4U);
    }

    void withoutAGroupEventsAreHeldUntilTheRetention() {
        Bench bench(hub(2, 60s));
        for (int i = 0; i < 3; ++i) { // at 0, 10, 20 s
            bench.give("pump-" + std::to_string(i));
            bench.pass(10s);
        }
        TF_COMPARE(Bench::text(bench.endpoint->row()), "accepted 3 waiting 3");
        QVERIFY(bench.endpoint->subscriptions().empty());
        QCOMPARE(bench.timeline.pendingWork(), 0U); // what nobody reads keeps no run alive
        bench.pass(30s);
        TF_COMPARE(Bench::text(bench.endpoint->row()), "accepted 3 waiting 2 expired 1");

        // A group that comes now begins with the next event.
        BenchConsumer late(bench.timeline);
        bench.endpoint->subscribe("late", late);
        bench.give("pump-9");
        TF_COMPARE(late.gotNumbers(), "4");
        bench.pass(20s);
        TF_COMPARE(Bench::text(bench.endpoint->row()), "accepted 4 delivered 1 expired 3 attempts 1");
        QCOMPARE(bench.unbalanced, 0U);
    }

    void memoryStaysFlat() {
        Bench bench(hub(1));
        BenchConsumer reader(bench.timeline);
        bench.endpoint->subscribe("reader", reader);
        for (int i = 0; i < 5000; ++i) bench.give("pump");
        QCOMPARE(bench.pool.live(), kPartitionHistory);
        // A backlog is held for the group, and let go when it has caught up.
        reader.answer = Outcome::unavailable;
        for (int i = 0; i < 5000; ++i) bench.give("pump");
        QCOMPARE(bench.pool.live(), 5000U);
        reader.answer = Outcome::delivered;
        bench.pass(1s);
        QCOMPARE(bench.pool.live(), kPartitionHistory);
        QCOMPARE(bench.endpoint->row().delivered, 10000U);
        bench.pass(24h);
        QCOMPARE(bench.pool.live(), 0U);

        Bench unread(hub(1));
        for (int i = 0; i < 5000; ++i) {
            unread.give("pump");
            unread.pass(1s);
        }
        QCOMPARE(unread.pool.live(), kPartitionHistory);
        QCOMPARE(unread.endpoint->row().waiting, 5000U);
        // Nobody's events leave in lots of a 1,024th of the retention, 84.375 s, each when its last event must.
        unread.pass(24h - 5000s + 84s);
        QCOMPARE(unread.endpoint->row().expired, 85U);
        unread.pass(24h);
        QCOMPARE(unread.endpoint->row().expired, 5000U);
    }

    void showsWhatItsPartitionsHold() {
        Bench bench(hub(4));
        for (int i = 0; i < 8; ++i) {
            bench.give("pump-" + std::to_string(i));
            bench.pass(1s);
        }
        const auto messages = bench.endpoint->lastMessages(3);
        QCOMPARE(messages.size(), 3U);
        QCOMPARE(messages[0].event->number, 6U);
        QCOMPARE(messages[2].event->number, 8U);
        QCOMPARE(messages[2].enqueued, Instant{} + 7s);
        QCOMPARE(bench.endpoint->lastMessages(100).size(), 8U);
    }

    void throughputUnitsLimitWhatComesIn() {
        EndpointSettings settings = hub(1);
        settings.throughputUnits = 1;
        Bench bench(settings);
        BenchConsumer reader(bench.timeline);
        bench.endpoint->subscribe("reader", reader);
        for (int i = 0; i < 1000; ++i) QCOMPARE(bench.give("pump"), Outcome::delivered);
        QCOMPARE(bench.give("pump"), Outcome::busy); // the route tries again by its ladder
        bench.pass(1ms);
        QCOMPARE(bench.give("pump"), Outcome::delivered);
        QCOMPARE(bench.give("pump"), Outcome::busy);
        bench.pass(1h); // what is not used is not saved up
        for (int i = 0; i < 1000; ++i) QCOMPARE(bench.give("pump"), Outcome::delivered);
        QCOMPARE(bench.give("pump"), Outcome::busy);
        QCOMPARE(bench.endpoint->counts()[0].second, 3U);
        QCOMPARE(bench.endpoint->received(), 2001U);
        QCOMPARE(bench.endpoint->row().accepted, 2001U);
    }

    void throughputUnitsLimitBytesToo() {
        EndpointSettings settings = hub(1);
        settings.throughputUnits = 1;
        Bench bench(settings);
        const auto large = [&] {
            auto [ref, event] = bench.pool.take();
            event->type = events::EventType::telemetry;
            event->twin = bench.texts.intern("pump");
            event->body = '"' + std::string(300'000, 'x') + '"';
            return bench.endpoint->accept(ref);
        };
        for (int i = 0; i < 3; ++i) QCOMPARE(large(), Outcome::delivered);
        QCOMPARE(large(), Outcome::busy);
        bench.pass(200ms); // 100 KB were left, 200 KB came
        QCOMPARE(large(), Outcome::busy);
        bench.pass(10ms);
        QCOMPARE(large(), Outcome::delivered);
    }

    void throughputUnitsHoldBackReaders() {
        EndpointSettings settings = hub(1);
        settings.throughputUnits = 1; // 1,000 events a second in, 4,096 out: five groups want 5,000
        Bench bench(settings);
        std::vector<std::unique_ptr<BenchConsumer>> readers;
        for (int i = 0; i < 5; ++i) {
            readers.push_back(std::make_unique<BenchConsumer>(bench.timeline));
            bench.endpoint->subscribe("reader-" + std::to_string(i), *readers.back());
        }
        for (int i = 0; i < 1000; ++i) bench.give("pump");
        QCOMPARE(bench.endpoint->row().delivered, 4096U);
        const auto lag = inside(bench).positions("reader-4").at(0).lag();
        QVERIFY(lag > 0);
        QCOMPARE(bench.endpoint->subscriptions()[4].second.waiting, lag);
        bench.pass(100ms);
        QCOMPARE(bench.endpoint->row().delivered, 4096U + 409U);
        const auto [least, most] = std::minmax_element(readers.begin(), readers.end(),
                                                       [](auto& a, auto& b) { return a->got.size() < b->got.size(); });
        QVERIFY((*most)->got.size() - (*least)->got.size() <= 1); // they take turns
        bench.pass(200ms);
        QCOMPARE(bench.endpoint->row().delivered, 5000U);
        for (const auto& reader : readers) QCOMPARE(reader->got.size(), 1000U);
        QCOMPARE(bench.endpoint->counts()[1].second, 5000U - 4096U); // each waited once, however many waited with it
        QCOMPARE(bench.unbalanced, 0U);
    }

    void whatIsTooLargeForTheTierIsRefusedForGood() {
        for (const HubTier tier : {HubTier::basic, HubTier::standard}) {
            EndpointSettings settings = hub(1);
            settings.tier = tier;
            Bench bench(settings);
            const auto accepted = [&](std::size_t bytes) {
                auto [ref, event] = bench.pool.take();
                event->type = events::EventType::telemetry;
                event->twin = bench.texts.intern("pump");
                event->body = '"' + std::string(bytes, 'x') + '"';
                return bench.endpoint->accept(ref);
            };
            const std::size_t most = tier == HubTier::basic ? 256 * 1024 : 1024 * 1024;
            QCOMPARE(accepted(most), Outcome::tooLarge); // there are properties, too
            QCOMPARE(accepted(most - 1000), Outcome::delivered);
            QCOMPARE(bench.endpoint->received(), 1U);
        }
    }

    void aGroupWithoutAReaderFallsBehind() {
        EndpointSettings settings = hub(1, 60s);
        settings.consumerGroups = {{"audit"}};
        Bench bench(settings);
        bench.give("pump");
        bench.pass(30s);
        bench.give("pump");
        QCOMPARE(inside(bench).positions("audit").at(0).lag(), 2U);
        QVERIFY(inside(bench).positions("nobody").empty());
        bench.pass(30s);
        TF_COMPARE(bench.rowText(), "accepted 2 waiting 1 expired 1");
        BenchConsumer audit(bench.timeline);
        bench.endpoint->subscribe("audit", audit);
        TF_COMPARE(audit.gotNumbers(), "2"); // it goes on where the group is
        QCOMPARE(bench.endpoint->subscriptions().size(), 1U);
        QCOMPARE(bench.unbalanced, 0U);
    }

    void livesFollowTheCursor() {
        Bench bench(hub(1));
        BenchConsumer reader(bench.timeline);
        bench.endpoint->subscribe("reader", reader);
        bench.give("pump");
        reader.answer = Outcome::unavailable;
        bench.give("pump");
        bench.give("pump");
        bench.pass(1s);
        PeekRequest request;
        request.subscriber = "reader";
        request.settled = true;
        const auto lives = bench.endpoint->peek(request);
        QCOMPARE(lives.size(), 3U);
        QCOMPARE(lives[0].state, LifeState::delivered);
        QCOMPARE(lives[1].state, LifeState::retrying);
        QCOMPARE(lives[1].attempts,
                 (std::vector<Attempt>{{1, Instant{}, "SocketError"}, {2, Instant{} + 1s, "SocketError"}}));
        QCOMPARE(*lives[1].nextAttempt, Instant{} + 3s);
        QCOMPARE(lives[2].state, LifeState::waiting);
        request.settled = false;
        request.limit = 1;
        QCOMPARE(bench.endpoint->peek(request).at(0).sequenceNumber, 1U);
    }

    void livesOfPartitionsFollowTheirNumbers() {
        Bench bench(hub(2));
        BenchConsumer reader(bench.timeline);
        bench.endpoint->subscribe("reader", reader);
        for (int i = 0; i < 20; ++i) bench.give("pump-" + std::to_string(i));
        PeekRequest request;
        request.subscriber = "reader";
        request.settled = true;
        request.limit = 6;
        std::string seen;
        for (const MessageLife& life : bench.endpoint->peek(request))
            seen += std::to_string(life.partition) + ":" + std::to_string(life.sequenceNumber) + " ";
        TF_COMPARE(seen, "0:0 1:0 0:1 1:1 0:2 1:2 ");
    }

    void aConsumerMayCauseTheNextEvent() {
        Bench bench(hub(1));
        BenchConsumer first(bench.timeline);
        BenchConsumer second(bench.timeline);
        bench.endpoint->subscribe("first", first);
        bench.endpoint->subscribe("second", second);
        first.whenCalled = [&](const Delivery& delivery) {
            if (delivery.event->number < 40) bench.cause("pump");
        };
        bench.give("pump");
        std::string all;
        for (int i = 1; i <= 40; ++i) all += (i > 1 ? " " : "") + std::to_string(i);
        TF_COMPARE(first.gotNumbers(), all);
        TF_COMPARE(second.gotNumbers(), all);
        bench.check();
        QCOMPARE(bench.unbalanced, 0U);
    }

    void takesNothingWhileItIsDown() {
        Bench bench(hub(1));
        BenchConsumer reader(bench.timeline);
        bench.endpoint->subscribe("reader", reader);
        bench.endpoint->condition.down = true;
        QCOMPARE(bench.give("pump"), Outcome::unavailable);
        QCOMPARE(bench.endpoint->received(), 0U);
        QCOMPARE(bench.endpoint->row(), metrics::LedgerRow{});
        bench.endpoint->condition.down = false;
        QCOMPARE(bench.give("pump"), Outcome::delivered);
        TF_COMPARE(reader.gotNumbers(), "2");
    }
};

QTEST_APPLESS_MAIN(EventHubTest)
#include "tst_event_hub.moc"
