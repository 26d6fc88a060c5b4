// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The queue behind a topic subscription, receiver by receiver: locks, deferral, sessions, time to live, scheduling.
#include "bench.h"
#include "endpoints/service_bus.h"

using namespace twinflow;
using namespace twinflow::endpoints;
using namespace twinflow::test;
using namespace std::chrono_literals;
using delivery::Outcome;

namespace {

EndpointSettings topic(const std::function<void(TopicSubscriptionSettings&)>& change = {}) {
    EndpointSettings settings;
    settings.name = "orders";
    settings.kind = EndpointKind::serviceBus;
    settings.subscriptions.resize(1);
    settings.subscriptions[0].name = "desk";
    if (change) change(settings.subscriptions[0]);
    return settings;
}

/// A topic whose one subscription nobody reads but the test.
class QueueBench : public Bench {
public:
    explicit QueueBench(EndpointSettings settings = topic())
        : Bench(std::move(settings)) {}
    ServiceBus& bus() { return dynamic_cast<ServiceBus&>(*endpoint); }
    SubscriptionQueue& queue() { return bus().find("desk")->queue(); }
    /// number:state of each message, dead letters with their reason behind.
    std::string lives() {
        std::string text;
        for (const bool dead : {false, true}) {
            PeekRequest request;
            request.subscriber = "desk";
            request.deadLetters = dead;
            for (const MessageLife& life : endpoint->peek(request)) {
                text += (text.empty() ? "" : " ") + std::to_string(life.sequenceNumber) + ":" +
                        (dead ? life.reason : std::string(lifeStateName(life.state)));
            }
        }
        return text;
    }
    MessageLife life(std::uint64_t number) {
        PeekRequest request;
        request.subscriber = "desk";
        request.from = number;
        request.limit = 1;
        return endpoint->peek(request).at(0);
    }
};

} // namespace

class SubscriptionQueueTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aLockHoldsAMessageUntilItIsSettled() {
        QueueBench bench;
        bench.give("pump");
        bench.give("pump");
        const auto first = bench.queue().receive();
        const auto second = bench.queue().receive();
        QVERIFY(first && second && !bench.queue().receive());
        TF_COMPARE(bench.lives(), "1:locked 2:locked");
        QCOMPARE(bench.queue().complete(*second), Settlement::done);
        QCOMPARE(bench.queue().complete(*second), Settlement::lockLost);
        QCOMPARE(bench.queue().abandon(*first, "later"), Settlement::done);
        TF_COMPARE(bench.lives(), "1:retrying");
        QCOMPARE(bench.life(1).deliveries, 1U);
        QCOMPARE(bench.life(1).attempts, (std::vector<Attempt>{{1, Instant{}, "later"}}));
        TF_COMPARE(bench.rowText(), "accepted 2 delivered 1 retrying 1");
        bench.check();
        QCOMPARE(bench.unbalanced, 0U);
    }

    void whatComesBackTakesItsOldPlace() {
        QueueBench bench;
        for (int i = 0; i < 3; ++i) bench.give("pump");
        const auto first = *bench.queue().receive();
        bench.queue().abandon(first, "");
        QCOMPARE(bench.queue().find(*bench.queue().receive())->sequenceNumber, 1U);
        QCOMPARE(bench.queue().find(*bench.queue().receive())->sequenceNumber, 2U);
    }

    void aLockRunsOutUnlessItIsRenewed() {
        QueueBench bench; // 30 s
        bench.give("pump");
        const auto lock = *bench.queue().receive();
        bench.queue().settleTime();
        QCOMPARE(*bench.life(1).lockedUntil, Instant{} + 30s);
        bench.pass(20s);
        QCOMPARE(bench.queue().renew(lock), Settlement::done);
        bench.queue().settleTime();
        bench.pass(30s - 1ns);
        TF_COMPARE(bench.lives(), "1:locked");
        bench.pass(1ns);
        TF_COMPARE(bench.lives(), "1:retrying");
        QCOMPARE(bench.queue().renew(lock), Settlement::lockLost);
        QCOMPARE(bench.queue().complete(lock), Settlement::lockLost);
        TF_COMPARE(bench.life(1).attempts.at(0).result, "MessageLockLost");
        QCOMPARE(bench.life(1).attempts.at(0).at, Instant{} + 50s);
    }

    void tooManyDeliveriesEndInTheDeadLetters() {
        QueueBench bench(topic([](auto& desk) { desk.maxDeliveryCount = 2; }));
        bench.give("pump");
        bench.queue().abandon(*bench.queue().receive(), "one");
        bench.queue().receive();
        bench.queue().settleTime();
        bench.pass(30s); // a lock that ran out counts as well
        TF_COMPARE(bench.lives(), "1:MaxDeliveryCountExceeded");
        const DeadLetter letter = bench.endpoint->deadLetters(1).at(0);
        QCOMPARE(letter.attempts, 2U);
        QCOMPARE(letter.failures.attempts().size(), 2U);
        TF_COMPARE(bench.rowText(), "accepted 1 deadLettered 1");
    }

    void deferredMessagesAreReceivedByNumber() {
        QueueBench bench(topic([](auto& desk) { desk.timeToLive = 60s; }));
        bench.give("pump");
        bench.give("pump");
        bench.queue().defer(*bench.queue().receive());
        TF_COMPARE(bench.lives(), "1:deferred 2:waiting");
        QCOMPARE(bench.queue().find(*bench.queue().receive())->sequenceNumber, 2U);
        QVERIFY(!bench.queue().receive());
        QVERIFY(!bench.queue().receiveDeferred(2));
        bench.pass(2min); // a deferred message does not expire
        const auto lock = bench.queue().receiveDeferred(1);
        QVERIFY(lock && !bench.queue().receiveDeferred(1));
        bench.queue().abandon(*lock, "");
        QCOMPARE(bench.life(1).state, LifeState::deferred); // and stays deferred
        bench.queue().complete(*bench.queue().receiveDeferred(1));
        QVERIFY(bench.endpoint->row().delivered == 1);
    }

    void theReceiverDeadLettersWithReasonAndDescription() {
        QueueBench bench;
        bench.give("pump");
        bench.queue().deadLetter(*bench.queue().receive(), "NoSuchDesk", "Nobody sits at desk 7.");
        const DeadLetter letter = bench.endpoint->deadLetters(1).at(0);
        TF_COMPARE(letter.reason, "NoSuchDesk");
        TF_COMPARE(letter.description, "Nobody sits at desk 7.");
        QCOMPARE(letter.sequenceNumber, 1U);
    }

    void whatOutlivesItsTimeGoesAwayOrToTheDeadLetters() {
        for (const bool kept : {false, true}) {
            QueueBench bench(topic([&](auto& desk) {
                desk.timeToLive = 60s;
                desk.deadLetteringOnMessageExpiration = kept;
            }));
            bench.give("pump");
            bench.give("pump");
            bench.give("pump");
            QCOMPARE(*bench.life(2).expires, Instant{} + 60s);
            bench.pass(40s);
            const auto held = *bench.queue().receive();
            bench.queue().defer(*bench.queue().receive());
            bench.queue().settleTime();
            bench.pass(20s); // the third is active, the first locked until 70 s
            TF_COMPARE(bench.lives(), std::string("1:locked 2:deferred") + (kept ? " 3:TTLExpiredException" : ""));
            bench.pass(10s);
            TF_COMPARE(bench.rowText(),
                       kept ? "accepted 3 waiting 1 deadLettered 2" : "accepted 3 waiting 1 expired 2");
            QCOMPARE(bench.queue().complete(held), Settlement::lockLost);
            QCOMPARE(bench.unbalanced, 0U);
        }
    }

    void sessionsAreHeldByOneReceiverAndInOrder() {
        EndpointSettings settings = topic([](auto& desk) { desk.requiresSession = true; });
        settings.sessionIds = SessionIds::twin;
        QueueBench bench(settings);
        for (const char* twin : {"pump", "tank", "pump"}) bench.give(twin);
        QVERIFY(!bench.queue().receive()); // only in a session
        const auto pump = bench.queue().acceptNextSession();
        TF_COMPARE(bench.queue().sessionName(*pump), "pump");
        QVERIFY(!bench.queue().acceptSession("pump"));
        const auto first = *bench.queue().receive(*pump);
        QCOMPARE(bench.queue().find(first)->sequenceNumber, 1U);
        bench.queue().abandon(first, "");
        QCOMPARE(bench.queue().find(*bench.queue().receive(*pump))->sequenceNumber, 1U);
        QCOMPARE(bench.queue().find(*bench.queue().receive(*pump))->sequenceNumber, 3U);
        QVERIFY(!bench.queue().receive(*pump));
        TF_COMPARE(bench.queue().sessionName(*bench.queue().acceptNextSession()), "tank");
        QVERIFY(!bench.queue().acceptNextSession());
        // The state stays with the session, the locks of its messages end with its own.
        bench.queue().setSessionState(*pump, "half way");
        bench.queue().settleTime();
        bench.pass(20s);
        bench.queue().renewSession(*pump);
        bench.queue().settleTime();
        bench.pass(10s); // tank's lock runs out
        QCOMPARE(*bench.life(3).lockedUntil, Instant{} + 50s);
        bench.pass(20s);
        QVERIFY(!bench.queue().holds(*pump));
        QVERIFY(!bench.queue().sessionState(*pump));
        TF_COMPARE(bench.life(3).attempts.at(0).result, "SessionLockLost");
        const auto again = bench.queue().acceptNextSession();
        TF_COMPARE(bench.queue().sessionName(*again), "pump");
        TF_COMPARE(*bench.queue().sessionState(*again), "half way");
        QCOMPARE(bench.queue().find(*bench.queue().receive(*again))->deliveryCount, 2U);
    }

    void sessionsThatHoldNothingAreForgotten() {
        EndpointSettings settings = topic([](auto& desk) { desk.requiresSession = true; });
        settings.sessionIds = SessionIds::twin;
        QueueBench bench(settings);
        SubscriptionQueue& queue = bench.queue();
        bench.give("deferred");
        const auto deferring = queue.acceptNextSession();
        queue.defer(*queue.receive(*deferring));
        queue.releaseSession(*deferring);
        const auto stateful = queue.acceptSession("stateful");
        queue.setSessionState(*stateful, "half way");
        queue.releaseSession(*stateful);
        const auto held = queue.acceptSession("held");
        bench.give("waiting");
        std::size_t most = 0;
        for (int i = 0; i < 5000; ++i) {
            const std::string name = "session-" + std::to_string(i);
            bench.give(name);
            const auto session = queue.acceptSession(name);
            QCOMPARE(queue.complete(*queue.receive(*session)), Settlement::done);
            QCOMPARE(queue.releaseSession(*session), Settlement::done);
            most = std::max(most, queue.sessions());
        }
        QVERIFY2(most < 2000, std::to_string(most).c_str());
        QVERIFY(queue.holds(*held));
        TF_COMPARE(queue.sessionName(*held), "held");
        TF_COMPARE(*queue.sessionState(*queue.acceptSession("stateful")), "half way");
        const auto waiting = queue.acceptNextSession();
        TF_COMPARE(queue.sessionName(*waiting), "waiting");
        QVERIFY(queue.receive(*waiting));
        QVERIFY(queue.receiveDeferred(1, *queue.acceptSession("deferred")));
        TF_COMPARE(bench.rowText(), "accepted 5002 delivered 5000 waiting 2");
    }

    void aMessageWithoutASessionGoesToTheDeadLettersOfASubscriptionThatNeedsOne() {
        QueueBench bench(topic([](auto& desk) { desk.requiresSession = true; }));
        bench.give("pump");
        TF_COMPARE(bench.lives(), "1:Session ID is null.");
        TF_COMPARE(bench.rowText(), "accepted 1 deadLettered 1");
    }

    void scheduledMessagesEnterWhenTheirTimeComes() {
        QueueBench bench;
        std::uint64_t first = 0;
        std::uint64_t second = 0;
        bench.bus().send(bench.event("pump"), {nullptr, {}, Instant{} + 60s}, &first);
        bench.bus().send(bench.event("tank"), {nullptr, {}, Instant{} + 90s}, &second);
        bench.give("valve");
        TF_COMPARE(bench.lives(), "1:waiting");
        QCOMPARE(bench.endpoint->peek({}).size(), 2U);
        QCOMPARE(bench.endpoint->peek({})[0].state, LifeState::scheduled);
        QCOMPARE(*bench.endpoint->peek({})[0].nextAttempt, Instant{} + 60s);
        TF_COMPARE(Bench::text(bench.endpoint->row()), "accepted 3 waiting 3");
        bench.pass(60s);
        TF_COMPARE(bench.lives(), "1:waiting 2:waiting");
        QCOMPARE(bench.life(2).enqueued, Instant{} + 60s);
        QVERIFY(!bench.bus().cancelScheduled(first));
        QVERIFY(bench.bus().cancelScheduled(second));
        bench.pass(60s);
        TF_COMPARE(Bench::text(bench.endpoint->row()), "accepted 3 waiting 2 dropped 1");
        QCOMPARE(bench.unbalanced, 0U);
    }

    void duplicatesWithinTheWindowAreDropped() {
        EndpointSettings settings = topic();
        settings.requiresDuplicateDetection = true;
        settings.duplicateDetectionHistoryTimeWindow = 60s;
        QueueBench bench(settings);
        const auto same = bench.event("pump");
        for (const Duration pause : {30s, 29s, 1s, 0s}) {
            QCOMPARE(bench.endpoint->accept(same), Outcome::delivered);
            bench.pass(pause);
        }
        bench.endpoint->accept(same);
        TF_COMPARE(bench.lives(), "1:waiting 2:waiting"); // at 0 and 60 s
        TF_COMPARE(Bench::text(bench.endpoint->row()), "accepted 5 waiting 2 dropped 3");
        QCOMPARE(bench.endpoint->counts()[0].second, 3U);
        QCOMPARE(bench.endpoint->received(), 5U);
        bench.check();
        QCOMPARE(bench.unbalanced, 0U);
    }

    void aDeadLetterCanBeSentAgain() {
        QueueBench bench;
        bench.give("pump");
        bench.give("pump");
        bench.queue().deadLetter(*bench.queue().receive(), "Unwanted", "");
        QVERIFY(!bench.bus().resubmit("desk", 2));
        QVERIFY(!bench.bus().resubmit("bench", 1));
        QVERIFY(bench.bus().resubmit("desk", 1));
        TF_COMPARE(bench.lives(), "2:waiting 3:waiting");
        QCOMPARE(bench.life(3).event->number, 1U);
        QCOMPARE(bench.life(3).deliveries, 0U);
        TF_COMPARE(bench.rowText(), "accepted 3 waiting 2 deadLettered 1");
        QCOMPARE(bench.endpoint->received(), 2U); // no route brought it
    }

    void rulesDecideWhatASubscriptionGets() {
        QueueBench bench(topic([](auto& desk) {
            desk.rules = {{"pumps", "[cloudEvents:source] LIKE '%/pump'", {}, "SET kind = 'pump'"},
                          {"odd", "body > 1", {}, ""}};
        }));
        bench.give("pump");
        bench.give("tank");
        TF_COMPARE(bench.lives(), "1:waiting");
        TF_COMPARE(bench.rowText(), "accepted 1 waiting 1");
        QCOMPARE(bench.endpoint->row().filtered, 1U);
        QVERIFY(bench.queue().find(*bench.queue().receive())->properties);
        bench.check();
        QCOMPARE(bench.unbalanced, 0U);
    }

    void aFilterThatFailsAndPropertiesTooLargeEndInTheDeadLetters() {
        std::string action = "SET x = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'";
        for (int i = 0; i < 12; ++i) action += "; SET x = x + x";
        for (const bool kept : {true, false}) {
            QueueBench bench(topic([&](auto& desk) {
                desk.deadLetteringOnFilterEvaluationExceptions = kept;
                desk.rules = {{"wrong", "[cloudEvents:id] > 1", {}, ""}, {"large", "", {}, action}};
            }));
            bench.give("pump");
            TF_COMPARE(bench.lives(),
                       kept ? "1:HeaderSizeExceeded 2:FilterEvaluationException" : "1:HeaderSizeExceeded");
            if (kept) {
                TF_COMPARE(bench.endpoint->deadLetters(2)[1].description,
                           "Rule 'wrong': A text and a number have no order.");
            }
            bench.check();
            QCOMPARE(bench.unbalanced, 0U);
        }
    }

    void aMessageThatIsTooLargeIsRefusedForGood() {
        QueueBench bench;
        auto [ref, event] = bench.pool.take();
        event->type = events::EventType::telemetry;
        event->twin = bench.texts.intern("pump");
        event->body = '"' + std::string(256 * 1024, 'x') + '"';
        QCOMPARE(bench.endpoint->accept(ref), Outcome::tooLarge);
        QCOMPARE(bench.endpoint->received(), 0U);
        event->body.resize(255 * 1024);
        QCOMPARE(bench.endpoint->accept(ref), Outcome::delivered);
    }
};

QTEST_APPLESS_MAIN(SubscriptionQueueTest)
#include "tst_subscription_queue.moc"
