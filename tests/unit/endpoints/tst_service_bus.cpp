// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Service Bus topics: peek-lock, delivery counts, time to live, dead-letter queues, all counts by hand.
#include "base/json_document.h"
#include "bench.h"
#include "endpoints/forwarder.h"
#include "endpoints/outgoing_message.h"
#include "endpoints/service_bus.h"

using namespace twinflow;
using namespace twinflow::endpoints;
using namespace twinflow::test;
using namespace std::chrono_literals;
using delivery::Outcome;

namespace {

EndpointSettings topic() {
    EndpointSettings settings;
    settings.name = "work-orders";
    settings.kind = EndpointKind::serviceBus;
    return settings;
}

EndpointSettings topic(const std::function<void(TopicSubscriptionSettings&)>& change) {
    EndpointSettings settings = topic();
    settings.subscriptions.resize(1);
    settings.subscriptions[0].name = "desk";
    change(settings.subscriptions[0]);
    return settings;
}

/// A queue beside the bench's topic, whose readers want sessions.
EndpointSettings sessionQueue(std::string name) {
    EndpointSettings settings = topic();
    settings.name = std::move(name);
    settings.entity = BusEntity::queue;
    settings.reader.requiresSession = true;
    settings.reader.deadLetteringOnMessageExpiration = true;
    return settings;
}

std::vector<MessageLife> livesOf(const ServiceBus& bus, std::string subscriber) {
    PeekRequest request;
    request.subscriber = std::move(subscriber);
    return bus.peek(request);
}

std::vector<MessageLife> lives(const Bench& bench) {
    PeekRequest request;
    request.subscriber = "desk";
    return bench.endpoint->peek(request);
}

} // namespace

class ServiceBusTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everySubscriptionGetsItsCopy() {
        Bench bench(topic());
        BenchConsumer desk(bench.timeline);
        BenchConsumer audit(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        bench.endpoint->subscribe("audit", audit);
        for (int i = 0; i < 3; ++i) QCOMPARE(bench.give("pump"), Outcome::delivered);
        TF_COMPARE(desk.gotNumbers(), "1 2 3");
        TF_COMPARE(audit.gotNumbers(), "1 2 3");
        QCOMPARE(desk.got[0].sequenceNumber, 1U);
        QCOMPARE(audit.got[2].sequenceNumber, 3U);
        TF_COMPARE(bench.rowText(1), "accepted 3 delivered 3 attempts 3");
        QCOMPARE(bench.endpoint->row().accepted, 6U);
        QCOMPARE(bench.endpoint->lastMessages(2).back().sequenceNumber, 3U);
    }

    void dropsWithoutASubscription() {
        Bench bench(topic());
        bench.give("pump");
        TF_COMPARE(Bench::text(bench.endpoint->row()), "accepted 1 dropped 1");
    }

    void abandonsAndDeliversAgainAfterALongerDelay() {
        Bench bench(topic());
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        desk.answer = Outcome::unavailable;
        bench.give("pump");
        QCOMPARE(lives(bench).size(), 1U);
        QCOMPARE(lives(bench)[0].state, LifeState::locked); // the taker holds it for a second
        QCOMPARE(lives(bench)[0].attempts, (std::vector<Attempt>{{1, Instant{}, "SocketError"}}));
        TF_COMPARE(bench.rowText(), "accepted 1 retrying 1 attempts 1");
        bench.pass(5s); // again at 1, 3 and 6 s
        desk.answer = Outcome::delivered;
        bench.give("pump"); // is not held up
        bench.pass(1s);
        TF_COMPARE(desk.callTimes(), "1@0 1@1 1@3 2@5 1@6");
        TF_COMPARE(desk.gotNumbers(), "2 1");
        QCOMPARE(desk.got[1].attempt, 4U);
        TF_COMPARE(bench.rowText(), "accepted 2 delivered 2 attempts 5");
        QVERIFY(lives(bench).empty());
        QCOMPARE(bench.unbalanced, 0U);
    }

    void livesAreShownInTheOrderOfTheirNumbers() {
        Bench bench(topic([](auto& desk) { desk.retryDelay = 30s; }));
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        for (const bool works : {false, true, false, true}) {
            desk.answer = works ? Outcome::delivered : Outcome::unavailable;
            bench.give("pump");
        }
        PeekRequest request;
        request.subscriber = "desk";
        request.settled = true;
        request.limit = 3;
        std::string seen;
        for (const MessageLife& life : bench.endpoint->peek(request))
            seen += std::to_string(life.sequenceNumber) + std::string(lifeStateName(life.state)) + " ";
        TF_COMPARE(seen, "1locked 2delivered 3locked ");
    }

    void theDelayEndsAtTheLockDuration() {
        EndpointSettings settings = topic();
        settings.lockDuration = 2s;
        Bench bench(settings);
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        desk.answer = Outcome::busy;
        bench.give("pump");
        bench.pass(8s);
        TF_COMPARE(desk.callTimes(), "1@0 1@1 1@3 1@5 1@7");
    }

    void deadLettersAtMaxDeliveryCount() {
        EndpointSettings settings = topic();
        settings.maxDeliveryCount = 3;
        Bench bench(settings, *parseInstant("2026-03-02T22:59:55Z"));
        BenchConsumer desk(bench.timeline);
        BenchConsumer audit(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        bench.endpoint->subscribe("audit", audit);
        desk.answer = Outcome::unavailable;
        bench.give("pump");
        bench.pass(2s);
        TF_COMPARE(bench.rowText(), "accepted 1 retrying 1 attempts 2");
        bench.pass(3s); // third delivery at 3 s, given up at 6 s
        TF_COMPARE(bench.rowText(), "accepted 1 retrying 1 attempts 3");
        bench.pass(1s);
        TF_COMPARE(bench.rowText(), "accepted 1 deadLettered 1 attempts 3");
        TF_COMPARE(bench.rowText(1), "accepted 1 delivered 1 attempts 1");
        const auto letters = bench.endpoint->deadLetters(10);
        QCOMPARE(letters.size(), 1U);
        TF_COMPARE(letters[0].reason, "MaxDeliveryCountExceeded");
        TF_COMPARE(letters[0].subscriber, "desk");
        QCOMPARE(letters[0].attempts, 3U);
        QCOMPARE(bench.store.blobs.size(), 1U);
        TF_COMPARE(bench.store.blobs.begin()->first, "work-orders/desk/2026/03/02/23/m-1-1.json");
        const std::string& content = bench.store.blobs.begin()->second;
        const JsonDocument letter = json(content); // as a reader of the dead-letter queue has it
        TF_COMPARE(letter.root().find("messageId")->text, "m-1");
        TF_COMPARE(letter.root().find("deliveryCount")->text, "3");
        TF_COMPARE(letter.root().find("body")->find("rpm")->text, "1");
        const JsonNode& properties = *letter.root().find("applicationProperties");
        TF_COMPARE(properties.find("DeadLetterReason")->text, "MaxDeliveryCountExceeded");
        TF_COMPARE(properties.find("DeadLetterErrorDescription")->text, letters[0].description);
        TF_COMPARE(properties.find("cloudEvents:id")->text, "m-1");
        TF_COMPARE(desk.lost, "1 MaxDeliveryCountExceeded\n");
        QCOMPARE(bench.timeline.pendingWork(), 0U);
        QCOMPARE(bench.unbalanced, 0U);
    }

    void everyCopyHasADeadLetterOfItsOwn() {
        EndpointSettings settings = topic([](auto& desk) {
            desk.rules = {{"first", "", {}, "SET sys.Label = 'one'"}, {"second", "", {}, "SET sys.Label = 'two'"}};
        });
        settings.maxDeliveryCount = 1;
        Bench bench(settings);
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        desk.answer = Outcome::unavailable;
        bench.give("pump");
        bench.pass(1s);
        std::string labels;
        for (const auto& [path, content] : bench.store.blobs)
            labels += path + " " + json(content).root().find("subject")->text + "\n";
        TF_COMPARE(labels, "work-orders/desk/1970/01/01/00/m-1-1.json one\n"
                           "work-orders/desk/1970/01/01/00/m-1-2.json two\n");
    }

    void aDuplicateIsToldToThoseWhoMissIt() {
        EndpointSettings settings = topic();
        settings.requiresDuplicateDetection = true;
        Bench bench(settings);
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        const events::EventRef event = bench.event("pump");
        for (int i = 0; i < 2; ++i) QCOMPARE(bench.endpoint->accept(event), Outcome::delivered);
        TF_COMPARE(desk.gotNumbers(), "1");
        TF_COMPARE(desk.lost, "1 filtered Duplicate\n");
        TF_COMPARE(Bench::text(bench.endpoint->row()), "accepted 2 delivered 1 dropped 1 attempts 1");
    }

    void theQueueOfDeadLettersNeedsNoStore() {
        EndpointSettings settings = topic();
        settings.maxDeliveryCount = 1;
        Bench bench(settings, Instant{}, false);
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        desk.answer = Outcome::busy;
        for (std::size_t i = 0; i < kDeadLetterHistory + 5; ++i) bench.give("pump");
        bench.pass(1s);
        TF_COMPARE(bench.rowText(), "accepted 1005 deadLettered 1005 attempts 1005");
        const auto letters = bench.endpoint->deadLetters(5000);
        QCOMPARE(letters.size(), kDeadLetterHistory);
        QCOMPARE(letters.front().event->number, 6U);
        QCOMPARE(bench.endpoint->deadLetters(2).front().event->number, 1004U);
        QVERIFY(!bench.endpoint->keepDeadLetter(bench.event("pump"), delivery::Reason::refused));
    }

    void refusedIsDeadLetteredByTheConsumer() {
        Bench bench(topic());
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        desk.poison = 2;
        for (int i = 0; i < 3; ++i) bench.give("pump");
        TF_COMPARE(desk.gotNumbers(), "1 3");
        TF_COMPARE(bench.rowText(), "accepted 3 delivered 2 deadLettered 1 attempts 3");
        TF_COMPARE(bench.endpoint->deadLetters(1)[0].reason, "Refused");
    }

    void expiresAfterItsTimeToLive() {
        EndpointSettings settings = topic();
        settings.timeToLive = 5s;
        Bench bench(settings);
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        desk.answer = Outcome::unavailable;
        bench.give("pump");
        bench.pass(5999ms); // 0, 1 and 3 s; when the third comes back its time is over
        TF_COMPARE(bench.rowText(), "accepted 1 retrying 1 attempts 3");
        bench.pass(1ms);
        TF_COMPARE(bench.rowText(), "accepted 1 expired 1 attempts 3");
        TF_COMPARE(desk.lost, "1 TTLExpiredException\n");
        QCOMPARE(bench.store.kept, 0U);
        QVERIFY(bench.endpoint->deadLetters(10).empty());
        QCOMPARE(bench.timeline.pendingWork(), 0U);
        QCOMPARE(bench.unbalanced, 0U);
    }

    void withoutADelayDeliveriesAreUsedUpInAnInstant() {
        Bench bench(topic([](auto& desk) { desk.retryDelay = 0s; }));
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        desk.answer = Outcome::unavailable;
        bench.give("pump");
        TF_COMPARE(bench.rowText(), "accepted 1 deadLettered 1 attempts 10");
        TF_COMPARE(bench.endpoint->deadLetters(1)[0].reason, "MaxDeliveryCountExceeded");
    }

    void aSlowTakerWorksOnAsManyAsItMay() {
        Bench bench(topic([](auto& desk) {
            desk.processingTime = 4s;
            desk.maxConcurrentCalls = 2;
        }));
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        for (int i = 0; i < 5; ++i) bench.give("pump");
        TF_COMPARE(bench.rowText(), "accepted 5 waiting 5 attempts 2");
        bench.pass(12s);
        TF_COMPARE(desk.callTimes(), "1@0 2@0 3@4 4@4 5@8");
        TF_COMPARE(bench.rowText(), "accepted 5 delivered 5 attempts 5");
        QCOMPARE(bench.unbalanced, 0U);
    }

    void aTakerThatIsTooSlowLosesItsLocks() {
        for (const Duration renew : {0s, 60s}) {
            Bench bench(topic([&](auto& desk) {
                desk.processingTime = 75s; // the lock lasts 30 s
                desk.autoRenew = renew;
                desk.maxDeliveryCount = 2;
            }));
            BenchConsumer desk(bench.timeline);
            bench.endpoint->subscribe("desk", desk);
            bench.give("pump");
            bench.pass(10min);
            const std::uint64_t locksLost = bench.endpoint->counts()[3].second;
            if (renew == 0s) { // taken at 0 and 30 s, locks lost at 30 and 60 s, each settled too late
                TF_COMPARE(desk.callTimes(), "1@0 1@30");
                TF_COMPARE(bench.rowText(), "accepted 1 deadLettered 1 attempts 2");
                QCOMPARE(locksLost, 2U);
                QCOMPARE(bench.endpoint->handedOver("desk"), 2U); // the taker did its work twice
            } else {                                              // renewed at 20, 40 and 60 s
                TF_COMPARE(bench.rowText(), "accepted 1 delivered 1 attempts 1");
                QCOMPARE(locksLost, 0U);
            }
            QCOMPARE(bench.timeline.pendingWork(), 0U);
            QCOMPARE(bench.unbalanced, 0U);
        }
    }

    void sessionsKeepTheirOrderWhileOthersGoOn() {
        EndpointSettings settings = topic([](auto& desk) {
            desk.requiresSession = true;
            desk.maxConcurrentCalls = 2;
        });
        settings.sessionIds = SessionIds::twin;
        Bench bench(settings);
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        desk.answer = Outcome::unavailable;
        bench.give("pump"); // held for a second
        desk.answer = Outcome::delivered;
        bench.give("pump");
        bench.give("tank");
        TF_COMPARE(desk.gotNumbers(), "3");
        bench.pass(1s);
        TF_COMPARE(desk.gotNumbers(), "3 1 2");
        TF_COMPARE(bench.rowText(), "accepted 3 delivered 3 attempts 4");
        QVERIFY(lives(bench).empty());
        QCOMPARE(bench.unbalanced, 0U);
    }

    void aSubscriptionWithoutATakerHoldsItsMessages() {
        Bench bench(topic([](auto& desk) { desk.timeToLive = 60s; }));
        bench.give("pump");
        bench.pass(30s);
        TF_COMPARE(bench.rowText(), "accepted 1 waiting 1");
        QCOMPARE(bench.timeline.pendingWork(), 0U); // nobody waits for it
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        TF_COMPARE(desk.gotNumbers(), "1");
        bench.give("pump");
        TF_COMPARE(bench.rowText(), "accepted 2 delivered 2 attempts 2");
    }

    void aTakerDefersAndReceivesLaterByNumber() {
        Bench bench(topic());
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        std::string received;
        desk.whenCalled = [&](const Delivery& delivery) {
            if (delivery.sequenceNumber <= 2) {
                TF_OK(delivery.actions->deferMessage(delivery.lock, {{"round", Value(std::int64_t{1})}}));
            } else {
                const std::vector<std::uint64_t> twice{2, 1, 2};
                TF_COMPARE(delivery.actions->receiveDeferredMessages(twice, {}).error().code, "MessageNotFound");
                const std::vector<std::uint64_t> numbers{2, 1};
                const auto got = delivery.actions->receiveDeferredMessages(numbers, [&](const Delivery& deferred) {
                    appendReceivedMessage(received, deferred, bench.dress);
                    received += '\n';
                    if (deferred.sequenceNumber == 1) TF_OK(delivery.actions->completeMessage(deferred.lock));
                });
                TF_OK(got);
            }
        };
        bench.give("pump");
        bench.give("tank");
        QCOMPARE(lives(bench)[1].state, LifeState::deferred);
        TF_COMPARE(bench.rowText(), "accepted 2 waiting 2 attempts 2"); // held: neither lost nor delivered
        QCOMPARE(bench.timeline.pendingWork(), 0U);                     // nobody is to come back for them
        bench.pass(10min);
        bench.give("valve"); // the first deferred one is settled with it, the second is left to the end of its lock
        TF_COMPARE(bench.rowText(), "accepted 3 delivered 2 waiting 1 attempts 3");
        QCOMPARE(lives(bench)[0].state, LifeState::locked);
        bench.pass(30s);
        QCOMPARE(lives(bench)[0].state, LifeState::deferred);
        TF_COMPARE(bench.rowText(), "accepted 3 delivered 2 retrying 1 attempts 3");
        const std::string second = received.substr(0, received.find('\n'));
        const JsonDocument message = json(second);
        TF_COMPARE(message.root().find("messageId")->text, "m-2");
        TF_COMPARE(message.root().find("applicationProperties")->find("round")->text, "1");
        TF_COMPARE(message.root().find("enqueuedTimeUtc")->text, "1970-01-01T00:00:00.000Z");
        TF_COMPARE(message.root().find("lockedUntilUtc")->text, "1970-01-01T00:10:30.000Z");
        TF_COMPARE(message.root().find("expiresAtUtc")->text, "1970-01-15T00:00:00.000Z");
        QCOMPARE(bench.unbalanced, 0U);
    }

    void aMessageIsSettledOnceAndOnlyByItsOwnReader() {
        Bench bench(topic());
        BenchConsumer desk(bench.timeline);
        BenchConsumer audit(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        bench.endpoint->subscribe("audit", audit);
        LockId atDesk;
        desk.whenCalled = [&](const Delivery& delivery) {
            atDesk = delivery.lock;
            QVERIFY(LockId::parse(atDesk.text()) == atDesk);
            TF_OK(delivery.actions->completeMessage(delivery.lock));
            const auto again = delivery.actions->deferMessage(delivery.lock, {});
            QVERIFY(!again);
            TF_COMPARE(again.error().code, "MessageLockLost");
        };
        audit.whenCalled = [&](const Delivery& delivery) {
            TF_COMPARE(delivery.actions->abandonMessage(atDesk, {}).error().code, "MessageLockLost");
            const std::vector<std::uint64_t> none{7};
            TF_COMPARE(delivery.actions->receiveDeferredMessages(none, {}).error().code, "MessageNotFound");
        };
        bench.give("pump");
        TF_COMPARE(bench.rowText(0), "accepted 1 delivered 1 attempts 1");
        TF_COMPARE(bench.rowText(1), "accepted 1 delivered 1 attempts 1"); // it answered, and so is done
        for (const char* wrong :
             {"", "1", "00000000-0000-0000-0000-00000000000g", "00000000 0000 0000 0000 000000000000"})
            QVERIFY2(!LockId::parse(wrong), wrong);
    }

    void aTakerThatSettlesIsNotAskedWhatItAnswered() {
        Bench bench(topic([](auto& desk) {
            desk.processingTime = 5s;
            desk.maxConcurrentCalls = 1;
        }));
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        desk.answer = Outcome::failed;
        desk.whenCalled = [&](const Delivery& delivery) {
            TF_OK(delivery.actions->deadLetterMessage(delivery.lock, "Odd", "Its number is odd.",
                                                      {{"checkedBy", Value("desk")}}));
        };
        bench.give("pump");
        bench.give("pump"); // and the one before is no work any more
        TF_COMPARE(bench.rowText(), "accepted 2 deadLettered 2 attempts 2");
        const DeadLetter letter = bench.endpoint->deadLetters(1).front();
        TF_COMPARE(letter.reason, "Odd");
        TF_COMPARE(letter.description, "Its number is odd.");
        const JsonDocument blob = json(bench.store.blobs.begin()->second);
        const JsonNode& properties = *blob.root().find("applicationProperties");
        TF_COMPARE(properties.find("DeadLetterReason")->text, "Odd");
        TF_COMPARE(properties.find("checkedBy")->text, "desk");
        QCOMPARE(bench.timeline.pendingWork(), 0U);
    }

    void whatATakerAbandonsComesBackAtOnceWithItsNewProperties() {
        Bench bench(topic([](auto& desk) { desk.maxDeliveryCount = 3; }));
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        std::string seen;
        desk.whenCalled = [&](const Delivery& delivery) {
            std::string text;
            appendMessage(text, delivery, bench.dress);
            const JsonDocument message = json(text);
            const JsonNode* round = message.root().find("applicationProperties")->find("round");
            seen += (round ? std::string(round->text) : "none") + " ";
            TF_OK(delivery.actions->abandonMessage(delivery.lock,
                                                   {{"round", Value(static_cast<std::int64_t>(delivery.attempt))}}));
        };
        bench.give("pump");
        TF_COMPARE(seen, "none 1 2 ");
        TF_COMPARE(bench.rowText(), "accepted 1 deadLettered 1 attempts 3");
        const DeadLetter letter = bench.endpoint->deadLetters(1).front();
        TF_COMPARE(letter.reason, "MaxDeliveryCountExceeded");
        TF_COMPARE(letter.failures.attempts().back().result, "Abandoned");
    }

    void aSessionsDeferredMessagesAreReceivedWhileItIsHeld() {
        EndpointSettings settings = topic([](auto& desk) { desk.requiresSession = true; });
        settings.sessionIds = SessionIds::twin;
        Bench bench(settings);
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        std::string said;
        desk.whenCalled = [&](const Delivery& delivery) {
            const std::vector<std::uint64_t> first{1};
            if (delivery.sequenceNumber == 1) {
                TF_OK(delivery.actions->deferMessage(delivery.lock, {{"kept", Value(true)}}));
                return;
            }
            const auto got = delivery.actions->receiveDeferredMessages(first, [&](const Delivery& deferred) {
                said += "got " + std::string(deferred.session) + ' ';
                TF_OK(delivery.actions->completeMessage(deferred.lock));
                said += delivery.actions->completeMessage(deferred.lock).error().code + ' ';
                said += delivery.actions->renewMessageLock(delivery.lock).error().code + ' ';
            });
            if (!got) said += got.error().code + ' ';
        };
        bench.give("pump");
        bench.give("tank"); // another session
        bench.give("pump");
        TF_COMPARE(said, "MessageNotFound got pump SessionLockLost InvalidOperation ");
        TF_COMPARE(bench.rowText(), "accepted 3 delivered 3 attempts 3");
    }

    void aTakerMayHoldADeferredMessageOverCallsAndRenewItsLock() {
        Bench bench(topic());
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        LockId kept;
        std::string ends;
        desk.whenCalled = [&](const Delivery& delivery) {
            const std::vector<std::uint64_t> first{1};
            if (delivery.sequenceNumber == 1) TF_OK(delivery.actions->deferMessage(delivery.lock, {}));
            if (delivery.sequenceNumber == 2)
                TF_OK(delivery.actions->receiveDeferredMessages(first, [&](const Delivery& got) { kept = got.lock; }));
            if (delivery.sequenceNumber == 3) ends = formatInstant(delivery.actions->renewMessageLock(kept).value(), 0);
            if (delivery.sequenceNumber == 4) TF_OK(delivery.actions->completeMessage(kept));
        };
        for (int i = 0; i < 4; ++i) {
            bench.give("pump");
            bench.pass(20s); // its lock lasts 30 s
        }
        TF_COMPARE(ends, "1970-01-01T00:01:10Z");
        TF_COMPARE(bench.rowText(), "accepted 4 delivered 4 attempts 4");
        QCOMPARE(bench.unbalanced, 0U);
    }

    void aSenderChoosesTheSessionAndAReadersChangesKeepIt() {
        Bench bench(topic([](auto& desk) { desk.requiresSession = true; }));
        auto& bus = dynamic_cast<ServiceBus&>(*bench.endpoint);
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        desk.whenCalled = [&](const Delivery& delivery) {
            TF_OK(delivery.actions->deferMessage(delivery.lock, {{"seen", Value(true)}}));
        };
        for (const char* session : {"a session with a long name of its own", ""}) {
            SendOptions options;
            auto properties = std::make_shared<BusProperties>();
            properties->system[SystemProperty::sessionId] = Value(session);
            options.properties = properties;
            QCOMPARE(bus.post(bench.event("pump"), options), Outcome::delivered);
        }
        QVERIFY(desk.calls.empty()); // whoever posts may be called itself: nobody is called before that is over
        bench.pass(0s);
        QCOMPARE(desk.calls.size(), std::size_t(1));
        const auto held = lives(bench);
        QCOMPARE(held.size(), std::size_t(1));
        TF_COMPARE(held[0].session, "a session with a long name of its own");
        QCOMPARE(held[0].properties->user.size(), std::size_t(1));
        TF_COMPARE(bench.endpoint->deadLetters(1).front().reason, "Session ID is null.");
        TF_COMPARE(bench.rowText(), "accepted 2 waiting 1 deadLettered 1 attempts 1");
        bench.endpoint->condition.down = true;
        QCOMPARE(bus.post(bench.event("pump"), {}), Outcome::unavailable);
        QCOMPARE(bench.unbalanced, 0U);
    }

    void aQueueIsOneSubscriptionAndAMessageBringsItsOwnLife() {
        EndpointSettings settings = topic();
        settings.entity = BusEntity::queue;
        settings.reader.deadLetteringOnMessageExpiration = true;
        settings.requiresDuplicateDetection = true;
        Bench bench(settings);
        auto& queue = dynamic_cast<ServiceBus&>(*bench.endpoint);
        SendOptions options;
        options.timeToLive = 5s;
        const events::EventRef event = bench.event("pump");
        for (int i = 0; i < 2; ++i)
            QCOMPARE(queue.post(event, options), Outcome::delivered); // the second is a duplicate
        bench.pass(1s);
        TF_COMPARE(Bench::text(bench.endpoint->row()), "accepted 2 waiting 1 dropped 1");
        bench.pass(5s);
        TF_COMPARE(bench.rowText(), "accepted 1 deadLettered 1");
        TF_COMPARE(bench.endpoint->deadLetters(1).front().reason, "TTLExpiredException");
        TF_COMPARE(bench.endpoint->subscriptions().front().first, "work-orders");
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("work-orders", desk);
        bench.give("pump");
        TF_COMPARE(desk.gotNumbers(), "2");
        QCOMPARE(bench.unbalanced, 0U);
    }

    void whatIsForwardedKeepsItsSessionPropertiesAndLife() {
        EndpointSettings settings = topic([](auto& desk) { desk.rules = {{"r", "", {}, "SET round = 7"}}; });
        settings.sessionIds = SessionIds::twin;
        Bench bench(settings);
        ServiceBus orders(sessionQueue("orders"), bench.timeline, bench.dress, nullptr);
        Forwarder forwarder(orders);
        bench.endpoint->subscribe("desk", forwarder);
        SendOptions options;
        options.timeToLive = 20s;
        const events::EventRef event = bench.event("pump");
        QCOMPARE(dynamic_cast<ServiceBus&>(*bench.endpoint).post(event, options), Outcome::delivered);
        bench.pass(5s);
        const auto there = livesOf(orders, "orders");
        QCOMPARE(there.size(), std::size_t(1));
        TF_COMPARE(there[0].session, "pump");
        TF_COMPARE(there[0].properties->user.at("round")->json(), "7");
        QCOMPARE(*there[0].expires, Instant{} + 20s);
        TF_COMPARE(bench.rowText(), "accepted 1 delivered 1 attempts 1");
    }

    void whatIsSentAgainKeepsItsSessionAndItsLife() {
        EndpointSettings settings = topic([](auto&) {});
        settings.sessionIds = SessionIds::twin;
        Bench bench(settings);
        ServiceBus orders(sessionQueue("orders"), bench.timeline, bench.dress, nullptr);
        Forwarder forwarder(orders);
        bench.endpoint->subscribe("desk", forwarder);
        SendOptions options;
        options.timeToLive = 20s;
        dynamic_cast<ServiceBus&>(*bench.endpoint).post(bench.event("pump"), options);
        bench.pass(30s); // nobody reads it: it expires
        QVERIFY(orders.resubmit("orders", 1));
        const auto again = livesOf(orders, "orders");
        QCOMPARE(again.size(), std::size_t(1));
        TF_COMPARE(again[0].session, "pump");
        QCOMPARE(*again[0].expires, Instant{} + 50s);
        orders.find("orders")->deliver();
        bench.pass(20s);
        QCOMPARE(orders.deadLetters(2).size(), std::size_t(1)); // it expires again
    }

    void propertiesBeyondTheirLimitAreRefused() {
        const std::string large(65 * 1024, 'x');
        Bench bench(topic([](auto&) {}));
        auto& bus = dynamic_cast<ServiceBus&>(*bench.endpoint);
        BenchConsumer desk(bench.timeline);
        bench.endpoint->subscribe("desk", desk);
        std::string said;
        desk.whenCalled = [&](const Delivery& delivery) {
            MessageActions& actions = *delivery.actions;
            const PropertyChanges changes{{"large", Value(std::string_view(large))}};
            said += actions.abandonMessage(delivery.lock, changes).error().code + ' ';
            said += actions.deferMessage(delivery.lock, changes).error().code + ' ';
            said += actions.deadLetterMessage(delivery.lock, "Large", "", changes).error().code + ' ';
            TF_OK(actions.deferMessage(delivery.lock, {{"small", Value(true)}}));
        };
        SendOptions options;
        auto properties = std::make_shared<BusProperties>();
        properties->user["large"] = Value(std::string_view(large));
        options.properties = properties;
        const auto [update, event] = bench.pool.take(); // a twin's update is not measured, its properties are
        event->type = events::EventType::twinUpdate;
        event->twin = bench.texts.intern("pump");
        QCOMPARE(bus.post(update, options), Outcome::tooLarge);
        QCOMPARE(bus.post(update, {}), Outcome::delivered);
        bench.pass(0s);
        TF_COMPARE(said, "MessageSizeExceeded MessageSizeExceeded MessageSizeExceeded ");
        TF_COMPARE(bench.rowText(), "accepted 1 waiting 1 attempts 1");
        QCOMPARE(lives(bench)[0].properties->user.size(), std::size_t(1));
    }

    void whatIsCancelledIsNotWaitedFor() {
        Bench bench(topic([](auto&) {}));
        auto& bus = dynamic_cast<ServiceBus&>(*bench.endpoint);
        SendOptions options;
        options.scheduledEnqueueTime = Instant{} + 24h;
        std::uint64_t later = 0;
        bus.post(bench.event("pump"), options, &later);
        QCOMPARE(bench.timeline.pendingWork(), 1U);
        QVERIFY(bus.cancelScheduled(later));
        QCOMPARE(bench.timeline.pendingWork(), 0U);
        bus.post(bench.event("pump"), options);
        bench.pass(24h);
        QCOMPARE(bench.timeline.pendingWork(), 0U);
        TF_COMPARE(bench.rowText(), "accepted 1 waiting 1");
        TF_COMPARE(Bench::text(bench.endpoint->row()), "accepted 2 waiting 1 dropped 1");
        QCOMPARE(bench.unbalanced, 0U);
    }

    void everyMessageOfASenderHasANumber() {
        EndpointSettings settings = topic([](auto&) {});
        settings.requiresDuplicateDetection = true;
        Bench bench(settings);
        auto& bus = dynamic_cast<ServiceBus&>(*bench.endpoint);
        bench.pass(1min);
        const events::EventRef event = bench.event("pump");
        SendOptions past;
        past.scheduledEnqueueTime = Instant{} + 1s;
        std::uint64_t first = 0;
        std::uint64_t second = 0;
        bus.post(event, past, &first);
        bus.post(event, past, &second); // a duplicate
        QVERIFY(first != 0 && second > first);
        QVERIFY(!bus.cancelScheduled(first)); // it is on its way in
        QVERIFY(!bus.cancelScheduled(second));
        bench.pass(0s);
        TF_COMPARE(bench.rowText(), "accepted 1 waiting 1");
        QCOMPARE(bench.unbalanced, 0U);
    }

    void deadLettersStayWhereTheyCannotBeSentAgain() {
        EndpointSettings settings = topic([](auto& desk) {
            desk.maxDeliveryCount = 1;
            desk.retryDelay = 0s;
        });
        settings.subscriptions.push_back(settings.subscriptions[0]);
        settings.subscriptions[1].name = "audit";
        Bench bench(settings);
        auto& bus = dynamic_cast<ServiceBus&>(*bench.endpoint);
        BenchConsumer desk(bench.timeline);
        BenchConsumer audit(bench.timeline);
        desk.answer = audit.answer = Outcome::busy;
        bench.endpoint->subscribe("desk", desk);
        bench.endpoint->subscribe("audit", audit);
        bench.give("pump");
        bench.give("pump");
        bench.endpoint->condition.down = true;
        QVERIFY(!bus.resubmit("desk", 1));
        QCOMPARE(bus.resubmitAll(""), std::size_t(0));
        QCOMPARE(bench.endpoint->deadLetters(9).size(), std::size_t(4));
        bench.endpoint->condition.down = false;
        desk.answer = audit.answer = Outcome::delivered;
        QCOMPARE(bus.resubmitAll("nobody"), std::size_t(0));
        QCOMPARE(bus.resubmitAll("desk"), std::size_t(2));
        QCOMPARE(bus.resubmitAll(""), std::size_t(2)); // of the audit; both came to both
        TF_COMPARE(desk.gotNumbers(), "1 2 1 2");
        TF_COMPARE(audit.gotNumbers(), "1 2 1 2");
        QVERIFY(bench.endpoint->deadLetters(9).empty());
    }

    void aDeadLetterThatGrewTooLargeStays() {
        std::string action = "SET x = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'";
        for (int i = 0; i < 12; ++i) action += "; SET x = x + x";
        Bench bench(topic([&](auto& desk) { desk.rules = {{"large", "", {}, action}}; }));
        bench.give("pump");
        QVERIFY(!dynamic_cast<ServiceBus&>(*bench.endpoint).resubmit("desk", 1));
        QCOMPARE(bench.endpoint->deadLetters(9).size(), std::size_t(1));
        TF_COMPARE(bench.rowText(), "accepted 1 deadLettered 1");
    }

    void aRingOfQueuesEndsAfterFourHops() {
        EndpointSettings settings = topic();
        settings.entity = BusEntity::queue;
        Bench bench(settings);
        settings.name = "other";
        ServiceBus other(settings, bench.timeline, bench.dress, nullptr);
        Forwarder there(other);
        Forwarder back(dynamic_cast<ServiceBus&>(*bench.endpoint));
        bench.endpoint->subscribe("work-orders", there);
        other.subscribe("other", back);
        bench.give("pump");
        bench.pass(0s);
        TF_COMPARE(bench.rowText(), "accepted 3 delivered 2 deadLettered 1 attempts 3");
        TF_COMPARE(Bench::text(other.row()), "accepted 2 delivered 2 attempts 2");
        TF_COMPARE(bench.endpoint->deadLetters(1)[0].reason, "MaxTransferHopCountExceeded");
        QCOMPARE(bench.unbalanced, 0U);
    }

    void scheduledMessagesAreShownWithTheirSessions() {
        EndpointSettings settings = topic([](auto&) {});
        settings.sessionIds = SessionIds::twin;
        Bench bench(settings);
        auto& bus = dynamic_cast<ServiceBus&>(*bench.endpoint);
        for (const char* session : {"", "own", "third"}) {
            SendOptions options;
            options.scheduledEnqueueTime = Instant{} + 1h;
            options.properties = withSession(nullptr, session);
            bus.post(bench.event("pump"), options);
        }
        PeekRequest request;
        request.scheduled = true;
        request.limit = 2;
        std::string seen;
        for (request.from = 0; request.from < 4; request.from += 2) {
            for (const MessageLife& life : bus.peek(request))
                seen += std::to_string(life.sequenceNumber) + life.session + ' ';
        }
        TF_COMPARE(seen, "1pump 2own 2own 3third ");
    }

    void everyTimeToLiveAboveZeroIsALife() {
        const auto life = [](const std::string& milliseconds) {
            const JsonDocument document = json("{\"body\":1,\"timeToLive\":" + milliseconds + "}");
            const auto outgoing = readOutgoing(document.root());
            return outgoing ? outgoing->options.timeToLive : Duration(-1);
        };
        QCOMPARE(life("1500"), Duration(1500ms));
        QCOMPARE(life("1e-7"), Duration(1));  // not 0, which would be no life of its own
        QCOMPARE(life("9.3e12"), Duration()); // more nanoseconds than there are numbers: as long as the queue's
        QCOMPARE(life("1e300"), Duration());
        QCOMPARE(life("0"), Duration(-1));
    }

    void everySubscriptionSeesACauseBeforeItsEffect() {
        Bench bench(topic());
        BenchConsumer first(bench.timeline);
        BenchConsumer second(bench.timeline);
        bench.endpoint->subscribe("first", first);
        bench.endpoint->subscribe("second", second);
        first.whenCalled = [&](const Delivery& delivery) {
            if (delivery.event->number < 40) bench.cause("pump");
        };
        bench.give("pump");
        QCOMPARE(first.got.size(), 40U);
        TF_COMPARE(first.gotNumbers(), second.gotNumbers());
        QVERIFY(
            std::is_sorted(first.got.begin(), first.got.end(), [](auto& a, auto& b) { return a.number < b.number; }));
        bench.check();
        QCOMPARE(bench.unbalanced, 0U);
    }
};

QTEST_APPLESS_MAIN(ServiceBusTest)
#include "tst_service_bus.moc"
