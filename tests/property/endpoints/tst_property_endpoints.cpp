// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever comes in whatever order, every row balances all the time and everything is settled in the end.
#include "bench.h"

#include <rapidcheck.h>

#include <map>
#include <tuple>
#include <utility>

using namespace twinflow;
using namespace twinflow::endpoints;
using namespace twinflow::test;
using namespace std::chrono_literals;
using delivery::Outcome;

namespace {

constexpr std::size_t kConsumers = 2;
constexpr std::array<const char*, 5> kTwins{"pump", "tank", "valve", "floor", "room"};
constexpr std::array<Duration, 6> kPauses{0s, 300ms, 1s, 7s, 65s, 20min};

/// What happens next, as drawn: the number of a kind and one for its details.
using Step = std::tuple<int, unsigned>;

std::vector<Step> drawSteps() {
    constexpr int kMostSteps = 100; // from the first test on: a short course seldom gets into trouble
    const auto step = rc::gen::tuple(rc::gen::inRange(0, 14), rc::gen::inRange(0U, 60U));
    return *rc::gen::resize(kMostSteps, rc::gen::container<std::vector<Step>>(step));
}

class Run {
public:
    Run(const EndpointSettings& settings, bool withStore)
        : bench(settings, Instant{}, withStore) {
        for (std::size_t i = 0; i < kConsumers; ++i) {
            consumers.push_back(std::make_unique<BenchConsumer>(bench.timeline));
            // A function that writes back to the graph: what it takes brings the endpoint another event.
            consumers.back()->whenCalled = [this, i](const Delivery& delivery) {
                std::uint64_t& last = lastOfSession[{i, std::string(delivery.session)}];
                if (!delivery.session.empty())
                    RC_ASSERT(delivery.sequenceNumber >= std::exchange(last, delivery.sequenceNumber));
                if (echoes == 0) return;
                --echoes;
                bench.cause(kTwins[echoes % kTwins.size()]);
            };
            bench.endpoint->subscribe("reader-" + std::to_string(i), *consumers.back());
        }
    }

    /// Once, or as two routes that both want it.
    void give(const char* twin, bool again) {
        const bool down = bench.endpoint->condition.down;
        RC_ASSERT((bench.give(twin) == Outcome::delivered) == !down);
        if (!down) ++taken;
        if (!again) return;
        const events::EventRef event = bench.event(twin);
        for (int i = 0; i < 2; ++i) RC_ASSERT((bench.endpoint->accept(event) == Outcome::delivered) == !down);
        if (!down) taken += 2;
    }

    void take(const Step& step) {
        const auto [kind, detail] = step;
        BenchConsumer& consumer = *consumers[detail % kConsumers];
        switch (kind) {
        case 0:
            consumer.answer = Outcome::delivered;
            break;
        case 1:
            consumer.answer = Outcome::unavailable;
            break;
        case 2:
            consumer.answer = Outcome::busy;
            break;
        case 3:
            consumer.poison = bench.numbered + 1 + detail % 3;
            break;
        case 4:
            bench.endpoint->condition.down = detail % 4 == 0;
            break;
        case 5:
            echoes = detail % 4;
            break;
        case 6:
        case 7:
            bench.pass(kPauses[detail % kPauses.size()]);
            break;
        default:
            for (unsigned i = 0; i <= detail % 4; ++i) {
                give(kTwins[(detail + i) % kTwins.size()], detail % 7 == 0);
                bench.check();
            }
        }
        RC_ASSERT(bench.unbalanced == 0U);
    }

    /// All consumers work again and time passes; then nothing is left to do, and the counts are what the consumers and
    /// the store saw.
    void end(Duration longest) {
        echoes = 0;
        for (const auto& consumer : consumers) {
            consumer->answer = Outcome::delivered;
            consumer->poison.reset();
        }
        bench.pass(longest);
        RC_ASSERT(bench.unbalanced == 0U);
        RC_ASSERT(bench.timeline.pendingWork() == 0U);
        taken += bench.causedTaken;
        RC_ASSERT(bench.endpoint->received() == taken);
        const auto rows = bench.endpoint->subscriptions();
        RC_ASSERT(rows.size() == kConsumers);
        for (std::size_t i = 0; i < kConsumers; ++i) {
            const metrics::LedgerRow& row = rows[i].second;
            RC_ASSERT(row.accepted == taken);
            RC_ASSERT(row.settled() == row.accepted);
            RC_ASSERT(row.waiting == 0U);
            RC_ASSERT(row.retrying == 0U);
            RC_ASSERT(bench.endpoint->handedOver(rows[i].first) == consumers[i]->got.size());
            RC_ASSERT(row.attempts == consumers[i]->calls.size());
            if (losesLocks) continue; // what it took it may get again
            RC_ASSERT(row.delivered == consumers[i]->got.size());
            std::map<std::uint64_t, int> times;
            for (const auto& call : consumers[i]->got) RC_ASSERT(++times[call.number] <= 2);
        }
    }

    Bench bench;
    std::vector<std::unique_ptr<BenchConsumer>> consumers;
    std::map<std::pair<std::size_t, std::string>, std::uint64_t> lastOfSession; ///< sequence numbers
    std::uint64_t taken = 0;
    bool losesLocks = false; ///< takers may work longer than their locks last
    unsigned echoes = 0;     ///< events that consumers will cause when they are called next
};

} // namespace

class EndpointsPropertyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eventHub() {
        QVERIFY(rc::check("an Event Hub settles everything, in order", [] {
            EndpointSettings settings;
            settings.kind = EndpointKind::eventHub;
            settings.name = "hub";
            settings.partitions = *rc::gen::inRange(1U, 6U);
            settings.retention = *rc::gen::element<Duration>(5s, 60s, 1h, 24h);
            Run run(settings, true);
            for (const Step& step : drawSteps()) run.take(step);
            run.end(settings.retention + 60s);
            for (const auto& consumer : run.consumers) {
                std::map<std::uint32_t, std::uint64_t> next;
                for (const auto& call : consumer->got) {
                    RC_ASSERT(call.sequenceNumber >= next[call.partition]);
                    next[call.partition] = call.sequenceNumber + 1;
                }
            }
            RC_ASSERT(run.bench.endpoint->row().deadLettered == 0U);
            RC_ASSERT(run.bench.pool.live() == 0U); // the retention has passed: nothing is held
        }));
    }

    void eventGrid() {
        QVERIFY(rc::check("an Event Grid topic settles everything", [] {
            EndpointSettings settings;
            settings.kind = EndpointKind::eventGrid;
            settings.name = "grid";
            settings.schema = *rc::gen::element(EventGridSchema::eventGrid, EventGridSchema::cloudEvents);
            settings.retry.timeToLive = *rc::gen::element<Duration>(5s, 2min, 24h);
            settings.retry.maxAttempts = *rc::gen::inRange(1U, 30U);
            const bool withStore = *rc::gen::arbitrary<bool>();
            Run run(settings, withStore);
            for (const Step& step : drawSteps()) run.take(step);
            run.end(24h);
            const metrics::LedgerRow row = run.bench.endpoint->row();
            RC_ASSERT(row.deadLettered == run.bench.store.kept);
            RC_ASSERT(row.deadLettered == run.bench.store.blobs.size()); // none has another's name
            if (withStore) RC_ASSERT(row.expired + row.dropped == 0U);
        }));
    }

    void serviceBus() {
        QVERIFY(rc::check("a Service Bus topic settles everything", [] {
            EndpointSettings settings;
            settings.kind = EndpointKind::serviceBus;
            settings.name = "bus";
            settings.maxDeliveryCount = *rc::gen::inRange(1U, 12U);
            settings.lockDuration = *rc::gen::element<Duration>(2s, 30s);
            settings.timeToLive = *rc::gen::element<Duration>(5s, 2min, 24h * 14);
            const bool withStore = *rc::gen::arbitrary<bool>();
            Run run(settings, withStore);
            for (const Step& step : drawSteps()) run.take(step);
            run.end(60s);
            const metrics::LedgerRow row = run.bench.endpoint->row();
            RC_ASSERT(row.dropped == 0U);
            RC_ASSERT(run.bench.endpoint->deadLetters(10000).size() == row.deadLettered);
            RC_ASSERT(run.bench.store.kept == (withStore ? row.deadLettered : 0U));
            RC_ASSERT(run.bench.store.blobs.size() == run.bench.store.kept); // none has another's name
            for (const auto& consumer : run.consumers) {
                for (const auto& call : consumer->calls) RC_ASSERT(call.attempt <= settings.maxDeliveryCount);
            }
        }));
    }

    void serviceBusSessions() {
        QVERIFY(rc::check("a taker of sessions settles everything, each session in its order", [] {
            EndpointSettings settings;
            settings.kind = EndpointKind::serviceBus;
            settings.name = "bus";
            settings.sessionIds = SessionIds::twin;
            settings.lockDuration = *rc::gen::element<Duration>(2s, 5s, 30s);
            settings.maxDeliveryCount = *rc::gen::inRange(1U, 6U);
            for (std::size_t i = 0; i < kConsumers; ++i) {
                TopicSubscriptionSettings reader;
                reader.name = "reader-" + std::to_string(i);
                reader.requiresSession = true;
                reader.processingTime = *rc::gen::element<Duration>(0s, 1s, 4s, 40s);
                reader.autoRenew = *rc::gen::element<Duration>(0s, 10s, 5min);
                reader.maxConcurrentCalls = *rc::gen::inRange(1U, 5U);
                reader.retryDelay = *rc::gen::element<Duration>(0s, 1s);
                settings.subscriptions.push_back(reader);
            }
            Run run(settings, true);
            run.losesLocks = true;
            for (const Step& step : drawSteps()) run.take(step);
            run.end(7 * 24h);
            RC_ASSERT(run.bench.endpoint->row().dropped == 0U);
            for (const auto& consumer : run.consumers) {
                for (const auto& call : consumer->calls) RC_ASSERT(call.attempt <= settings.maxDeliveryCount);
            }
        }));
    }
};

QTEST_APPLESS_MAIN(EndpointsPropertyTest)
#include "tst_property_endpoints.moc"
