// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of messages and dead letters, the ring, and that a delivered event costs no memory.
#include "base/json_document.h"
#include "bench.h"
#include "endpoints/bus_properties.h"
#include "endpoints/dead_letter_blob.h"
#include "endpoints/ring.h"

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <new>

using namespace twinflow;
using namespace twinflow::endpoints;
using namespace twinflow::test;
using namespace std::chrono_literals;

namespace {

std::size_t allocations = 0;

/// JSON with ' for ": moc loses its way in raw strings.
std::string quoted(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

class Taker final : public Consumer {
public:
    std::uint64_t got = 0;
    Reply consume(const Delivery&) override {
        ++got;
        return delivery::Outcome::delivered;
    }
    std::optional<Duration> waitBefore(std::uint32_t) const override { return std::nullopt; }
};

EndpointSettings named(EndpointKind kind) {
    EndpointSettings settings;
    settings.name = "work";
    settings.kind = kind;
    return settings;
}

} // namespace

void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

class EndpointsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void kindsAreNamedAsTheServiceDoes() {
        TF_COMPARE(kindName(EndpointKind::eventHub), "EventHub");
        TF_COMPARE(kindName(EndpointKind::eventGrid), "EventGrid");
        TF_COMPARE(kindName(EndpointKind::serviceBus), "ServiceBus");
    }

    void aHubMessageHasABareBodyAndProperties() {
        Bench bench(named(EndpointKind::eventHub));
        const events::EventRef event = bench.event("pump 7");
        std::string properties;
        bench.dress.appendApplicationProperties(properties, *event, hopOf("work"));
        std::string text;
        appendMessage(
            text,
            {event, EndpointKind::eventHub, EventGridSchema::eventGrid, "work", 1, 12, 3072, 2, Instant{} + 1500ms},
            bench.dress);
        TF_COMPARE(text, quoted("{'body':{'rpm':1},'applicationProperties':") + properties +
                             quoted(",'contentType':'application/json','partitionKey':'pump 7','sequenceNumber':12,"
                                    "'offset':'3072','enqueuedTime':'1970-01-01T00:00:01.500Z'}"));
        json(text);
    }

    void aTopicMessageHasADeliveryCount() {
        Bench bench(named(EndpointKind::serviceBus));
        const events::EventRef event = bench.event("pump");
        std::string text;
        appendMessage(text, {event, EndpointKind::serviceBus, EventGridSchema::eventGrid, "work", 3, 12}, bench.dress);
        json(text);
        QVERIFY2(text.ends_with(quoted("'contentType':'application/json','messageId':'m-1','sequenceNumber':12,"
                                       "'enqueuedTime':'1970-01-01T00:00:00.000Z','deliveryCount':3}")),
                 text.c_str());
    }

    void aTopicMessageHasTheChangesOfSendersAndRules() {
        Bench bench(named(EndpointKind::serviceBus));
        const events::EventRef event = bench.event("pump");
        BusProperties changes;
        changes.system = {
            {SystemProperty::label, Value("vip")},       {SystemProperty::correlationId, Value("c-1")},
            {SystemProperty::contentType, std::nullopt}, {SystemProperty::to, Value("desk")},
            {SystemProperty::replyTo, Value("back")},    {SystemProperty::replyToSessionId, Value("s-2")}};
        changes.user["priority"] = Value(std::int64_t{1});
        Delivery delivery{event, EndpointKind::serviceBus, EventGridSchema::eventGrid, "work", 1, 12};
        delivery.properties = &changes;
        delivery.session = "s-1";
        std::string text;
        appendMessage(text, delivery, bench.dress);
        const JsonDocument message = json(text);
        TF_COMPARE(message.root().find("applicationProperties")->find("priority")->text, "1");
        QVERIFY2(text.ends_with(quoted(",'messageId':'m-1','subject':'vip','correlationId':'c-1','to':'desk',"
                                       "'replyTo':'back','replyToSessionId':'s-2','sequenceNumber':12,"
                                       "'enqueuedTime':'1970-01-01T00:00:00.000Z','deliveryCount':1,"
                                       "'sessionId':'s-1'}")),
                 text.c_str());
        QVERIFY(!message.root().find("contentType"));
    }

    void anEventGridMessageIsItsSchema() {
        Bench bench(named(EndpointKind::eventGrid));
        const events::EventRef event = bench.event("pump");
        std::string envelope;
        appendMessage(envelope, {event, EndpointKind::eventGrid, EventGridSchema::eventGrid, "work"}, bench.dress);
        json(envelope);
        QVERIFY2(envelope.find(quoted("/providers/Microsoft.EventGrid/topics/work'")) != std::string::npos,
                 envelope.c_str());
        std::string cloud, expected;
        appendMessage(cloud, {event, EndpointKind::eventGrid, EventGridSchema::cloudEvents, "work"}, bench.dress);
        bench.dress.appendCloudEvent(expected, *event, hopOf("work"));
        TF_COMPARE(cloud, expected);
    }

    void deadLettersAreNamedAsTheServicesDo() {
        const Instant now = *parseInstant("2024-03-05T09:15:30.5Z");
        TF_COMPARE(deadLetterPath("telemetry-hub", "5a6f1f0e-8a4f", now),
                   "telemetry-hub/2024/03/05/09/5a6f1f0e-8a4f.json");
        TF_COMPARE(deadLetterPath("hub", "a b", now), "hub/2024/03/05/09/a b.json"); // the store makes a file of it
        TF_COMPARE(topicDeadLetterPath("bus", "desk", "m-1", 12, now), "bus/desk/2024/03/05/09/m-1-12.json");
        const std::string path = eventGridDeadLetterPath("grid", "to-map", 7, now);
        QVERIFY2(path.starts_with("TO-MAP/2024/3/5/9/"), path.c_str());
        QVERIFY(path != eventGridDeadLetterPath("grid", "to-map", 8, now));
        QVERIFY(path != eventGridDeadLetterPath("other", "to-map", 7, now));
        TF_COMPARE(path, eventGridDeadLetterPath("grid", "to-map", 7, now));
    }

    void aRoutesDeadLetterIsABareCloudEvent() {
        Bench bench(named(EndpointKind::eventHub), *parseInstant("2024-03-05T09:15:30Z"));
        const events::EventRef event = bench.event("pump");
        QVERIFY(bench.endpoint->keepDeadLetter(event, delivery::Reason::timeToLiveExceeded));
        std::string expected;
        bench.dress.appendCloudEvent(expected, *event, hopOf("work"));
        TF_COMPARE(bench.store.blobs.at("work/2024/03/05/09/m-1.json"), expected);
        const auto letters = bench.endpoint->deadLetters(10);
        QCOMPARE(letters.size(), 1U);
        TF_COMPARE(letters[0].subscriber, "");
        TF_COMPARE(letters[0].reason, "TimeToLiveExceeded");
        QCOMPARE(bench.endpoint->row(), metrics::LedgerRow{}); // the route's row counts it
    }

    void theRingIsAQueueWhateverItsSize() {
        Ring<int> ring;
        std::deque<int> model;
        int next = 0;
        for (const int change : {5, -3, 40, -41, 17, -10, 1000, -1, -1000, 3}) {
            for (int i = 0; i < change; ++i) {
                ring.pushBack(next);
                model.push_back(next++);
            }
            for (int i = change; i < 0; ++i) {
                QCOMPARE(ring.takeFront(), model.front());
                model.pop_front();
            }
            QCOMPARE(ring.size(), model.size());
            for (std::size_t i = 0; i < model.size(); ++i) QCOMPARE(ring[i], model[i]);
            if (!model.empty()) QCOMPARE(ring.back(), model.back());
        }
    }

    void aDeliveredEventCostsNoAllocation_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("EventHub") << static_cast<int>(EndpointKind::eventHub);
        QTest::newRow("EventGrid") << static_cast<int>(EndpointKind::eventGrid);
        QTest::newRow("ServiceBus") << static_cast<int>(EndpointKind::serviceBus);
    }
    void aDeliveredEventCostsNoAllocation() {
        QFETCH(int, kind);
        Bench bench(named(static_cast<EndpointKind>(kind)));
        Taker one, two;
        bench.endpoint->subscribe("one", one);
        bench.endpoint->subscribe("two", two);
        const auto run = [&](int events) {
            for (int i = 0; i < events; ++i) {
                auto [ref, event] = bench.pool.take();
                event->twin = bench.texts.intern("pump");
                event->number = ++bench.numbered;
                bench.endpoint->accept(ref);
            }
        };
        run(3000); // until the history is full
        const std::size_t before = allocations;
        run(3000);
        QCOMPARE(allocations - before, 0U);
        QCOMPARE(two.got, 6000U);
    }
};

QTEST_APPLESS_MAIN(EndpointsTest)
#include "tst_endpoints.moc"
