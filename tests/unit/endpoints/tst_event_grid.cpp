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
    EventSubscriptionSettings map;
    map.name = "to-map";
    map.jitter = 0; // waits can be worked out by hand
    settings.eventSubscriptions = {map};
    return settings;
}

EndpointSettings grid(const std::function<void(EventSubscriptionSettings&)>& change) {
    EndpointSettings settings = grid();
    change(settings.eventSubscriptions[0]);
    return settings;
}

std::vector<MessageLife> lives(const Bench& bench) {
    PeekRequest request;
    request.subscriber = "to-map";
    return bench.endpoint->peek(request);
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

    void livesAreShownInTheOrderOfTheirEvents() {
        Bench bench(grid());
        BenchConsumer map(bench.timeline);
        bench.endpoint->subscribe("to-map", map);
        for (const bool works : {false, true, false, true}) { // 2 and 4 arrive
            map.answer = works ? Outcome::delivered : Outcome::unavailable;
            bench.give("pump");
        }
        PeekRequest request;
        request.subscriber = "to-map";
        request.settled = true;
        const auto seen = [&] {
            std::string numbers;
            for (const MessageLife& life : bench.endpoint->peek(request))
                numbers += std::to_string(life.sequenceNumber);
            return numbers;
        };
        TF_COMPARE(seen(), "1234");
        request.limit = 2;
        TF_COMPARE(seen(), "12");
        request.from = 2;
        TF_COMPARE(seen(), "23");
        bench.endpoint->accept(bench.event("pump")); // arrives after 1 and 3 failed, and 1 after it
        bench.pass(10s);
        request = {"to-map", 0, 100, true, false};
        TF_COMPARE(seen(), "12345");
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
        QCOMPARE(lives(bench).size(), 1U);
        QCOMPARE(lives(bench)[0].state, LifeState::retrying);
        QCOMPARE(*lives(bench)[0].nextAttempt, Instant{} + 10s);
        QCOMPARE(lives(bench)[0].attempts, (std::vector<Attempt>{{1, Instant{}, "SocketError"}}));
        map.answer = Outcome::busy;
        bench.pass(1min);
        map.answer = Outcome::delivered;
        bench.pass(1min); // 10 s and 40 s failed, 100 s works
        TF_COMPARE(map.callTimes(), "1@0 2@0 1@10 1@40 1@100");
        QVERIFY(lives(bench).empty());
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
        map.httpStatus = 429;
        bench.give("pump");
        bench.pass(39s);
        TF_COMPARE(map.callTimes(), "1@0 1@30");
        TF_COMPARE(bench.rowText(), "accepted 1 retrying 1 attempts 2");
        bench.pass(5min); // the third attempt at 60 s: a busy taker is left alone for 30 s
        TF_COMPARE(bench.rowText(), "accepted 1 retrying 1 attempts 3");
        QCOMPARE(lives(bench)[0].state, LifeState::givenUp);
        bench.pass(21s);
        TF_COMPARE(bench.rowText(), "accepted 1 deadLettered 1 attempts 3");
        const std::string& content = bench.store.blobs.begin()->second;
        json(content);
        QVERIFY2(content.ends_with(
                     R"(,"data":{"rpm":1},"deadletterreason":"MaxDeliveryAttemptsExceeded","deliveryattempts":3,)"
                     R"("lastdeliveryoutcome":"Busy","lasthttpstatuscode":429,)"
                     R"("publishtime":"1970-01-01T00:00:00.0000000Z",)"
                     R"("lastdeliveryattempttime":"1970-01-01T00:01:00.0000000Z"}])"),
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
        TF_COMPARE(bench.rowText(0), "accepted 1 retrying 1 attempts 1");
        bench.pass(5min - 1ns);
        QCOMPARE(bench.store.blobs.size(), 0U);
        bench.pass(1ns);
        TF_COMPARE(bench.rowText(0), "accepted 1 deadLettered 1 attempts 1");
        QCOMPARE(bench.store.blobs.size(), 2U); // one blob for each subscription's copy
        QVERIFY(bench.store.blobs.begin()->second.find("UndeliverableDueToHttpBadRequest") != std::string::npos);
    }

    void anEventThatIsPublishedTwiceHasTwoDeadLetters() {
        Bench bench(grid());
        BenchConsumer map(bench.timeline);
        bench.endpoint->subscribe("to-map", map);
        map.answer = Outcome::forbidden;
        const events::EventRef event = bench.event("pump"); // by two routes
        for (int i = 0; i < 2; ++i) QCOMPARE(bench.endpoint->accept(event), Outcome::delivered);
        bench.pass(5min);
        TF_COMPARE(bench.rowText(), "accepted 2 deadLettered 2 attempts 2");
        QCOMPARE(bench.store.blobs.size(), 2U);
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
        bench.pass(9s); // the time to live is looked at when the next attempt is due
        TF_COMPARE(bench.rowText(), "accepted 2 retrying 1 dropped 1 attempts 2");
        bench.pass(1s);
        TF_COMPARE(bench.rowText(), "accepted 2 expired 1 dropped 1 attempts 2");
        QVERIFY(bench.endpoint->deadLetters(10).empty());
        QVERIFY(!bench.endpoint->keepDeadLetter(bench.event("pump"), delivery::Reason::attemptsExhausted));
        QCOMPARE(bench.unbalanced, 0U);
    }

    void aDayOfTheLadderIsExact() {
        Bench bench(grid());
        BenchConsumer map(bench.timeline);
        bench.endpoint->subscribe("to-map", map);
        map.answer = Outcome::unavailable;
        bench.give("pump");
        bench.pass(24h + 5min);
        TF_COMPARE(map.callTimes(), "1@0 1@10 1@40 1@100 1@400 1@1000 1@2800 1@6400 1@17200 1@38800 1@82000");
        TF_COMPARE(bench.rowText(), "accepted 1 deadLettered 1 attempts 11");
        QCOMPARE(bench.timeline.pendingWork(), 0U);
    }

    void waitsAreLongerByASeededShare() {
        const auto times = [](const char* twin) {
            Bench bench(grid([](auto& map) { map.jitter = 0.5; }));
            BenchConsumer map(bench.timeline);
            bench.endpoint->subscribe("to-map", map);
            map.answer = Outcome::unavailable;
            bench.give(twin);
            bench.pass(2min);
            std::vector<Duration> at;
            for (const auto& call : map.calls) at.push_back(call.at);
            return at;
        };
        const auto once = times("pump");
        QVERIFY(once.size() >= 3U);
        QCOMPARE(times("pump"), once); // the same run again
        QVERIFY(once[1] > 10s && once[1] <= 15s);
        QVERIFY(once[2] - once[1] > 30s && once[2] - once[1] <= 45s);
    }

    void someAnswersEndTheAttempts_data() {
        QTest::addColumn<int>("outcome");
        QTest::addColumn<int>("handler");
        QTest::addColumn<QString>("reason"); // empty: tried again
        const auto row = [](const char* name, Outcome outcome, GridHandler handler, const char* reason) {
            QTest::newRow(name) << static_cast<int>(outcome) << static_cast<int>(handler) << reason;
        };
        for (const auto handler : {GridHandler::azure, GridHandler::webhook}) {
            const bool web = handler == GridHandler::webhook;
            row(web ? "400 web" : "400", Outcome::refused, handler, "UndeliverableDueToHttpBadRequest");
            row(web ? "413 web" : "413", Outcome::tooLarge, handler, "UndeliverableDueToHttpPayloadTooLarge");
            row(web ? "403 web" : "403", Outcome::forbidden, handler, "UndeliverableDueToHttpForbidden");
            row(web ? "401 web" : "401", Outcome::unauthorized, handler,
                web ? "UndeliverableDueToHttpUnauthorized" : "");
            row(web ? "404 web" : "404", Outcome::notFound, handler, web ? "UndeliverableDueToHttpNotFound" : "");
            row(web ? "408 web" : "408", Outcome::timedOut, handler, "");
            row(web ? "503 web" : "503", Outcome::busy, handler, "");
            row(web ? "500 web" : "500", Outcome::failed, handler, "");
        }
    }
    void someAnswersEndTheAttempts() {
        QFETCH(int, outcome);
        QFETCH(int, handler);
        QFETCH(QString, reason);
        Bench bench(grid([&](auto& map) { map.handler = static_cast<GridHandler>(handler); }));
        BenchConsumer map(bench.timeline);
        bench.endpoint->subscribe("to-map", map);
        map.answer = static_cast<Outcome>(outcome);
        bench.give("pump");
        QCOMPARE(lives(bench)[0].state, reason.isEmpty() ? LifeState::retrying : LifeState::givenUp);
        TF_COMPARE(lives(bench)[0].reason, reason.toStdString());
        bench.pass(5min);
        QCOMPARE(bench.store.kept, reason.isEmpty() ? 0U : 1U);
        const bool fiveMinutes = map.answer == Outcome::unauthorized || map.answer == Outcome::notFound;
        if (reason.isEmpty() && fiveMinutes) TF_COMPARE(map.callTimes(), "1@0 1@300");
        if (map.answer == Outcome::timedOut) TF_COMPARE(map.callTimes(), "1@0 1@120 1@240");
    }

    void aTakerThatDoesNotAnswerIsLeftAlone() {
        Bench bench(grid());
        BenchConsumer map(bench.timeline);
        bench.endpoint->subscribe("to-map", map);
        map.answer = Outcome::unavailable;
        for (int i = 0; i < 10; ++i) bench.give("pump");
        bench.give("pump"); // the eleventh is not even tried
        TF_COMPARE(bench.rowText(), "accepted 11 waiting 1 retrying 10 attempts 10");
        QCOMPARE(lives(bench)[10].state, LifeState::probation);
        QCOMPARE(*lives(bench)[10].nextAttempt, Instant{} + 30s);
        bench.pass(29s); // retries at 10 s are put off as well
        QCOMPARE(map.calls.size(), 10U);
        bench.pass(1s); // one is tried, and all are put off for a minute
        QCOMPARE(map.calls.size(), 11U);
        QCOMPARE(*lives(bench)[9].nextAttempt, Instant{} + 90s);
        map.answer = Outcome::delivered;
        bench.pass(60s); // the first to be tried finds it well again; the one that failed at 30 s waits by its ladder
        TF_COMPARE(bench.rowText(), "accepted 11 delivered 11 attempts 22");
        QCOMPARE(bench.endpoint->counts()[0].second, 2U);
        QCOMPARE(bench.unbalanced, 0U);

        Bench hasty(grid([](auto& eager) { eager.delaysDelivery = false; }));
        BenchConsumer other(hasty.timeline);
        hasty.endpoint->subscribe("to-map", other);
        other.answer = Outcome::unavailable;
        for (int i = 0; i < 11; ++i) hasty.give("pump");
        QCOMPARE(other.calls.size(), 11U);
    }

    void whatWasNeverTriedSaysSo() {
        Bench bench(grid([](auto& map) { map.eventTimeToLive = 1min; }));
        BenchConsumer map(bench.timeline);
        bench.endpoint->subscribe("to-map", map);
        map.answer = Outcome::forbidden; // five minutes of probation
        for (int i = 0; i < 11; ++i) bench.give("pump");
        bench.pass(20min);
        const auto& letter = bench.endpoint->deadLetters(1).at(0);
        TF_COMPARE(letter.reason, "TimeToLiveExceeded");
        QCOMPARE(letter.attempts, 0U);
        QCOMPARE(bench.store.kept, 11U);
        bool said = false;
        for (const auto& [path, content] : bench.store.blobs)
            said = said || content.find(R"("lastDeliveryOutcome":"Probation","publishTime")") != std::string::npos;
        QVERIFY(said);
    }

    void filtersDecideWhatASubscriptionGets_data() {
        QTest::addColumn<QString>("filter"); // operatorType key values…, each : a JSON value
        QTest::addColumn<bool>("wanted");
        QTest::addColumn<bool>("isCloudEvents");
        QTest::addColumn<bool>("looksIntoLists");
        const auto row = [](const char* filter, bool wanted) {
            QTest::newRow(filter) << filter << wanted << false << true;
        };
        const auto cloudEvent = [](const char* filter, bool wanted) {
            QTest::addRow("CloudEvent: %s", filter) << filter << wanted << true << true;
        };
        row("NumberIn data.data.rpm 1 2", true);
        row("NumberIn data.data.rpm 2 3", false);
        row("NumberNotIn data.data.rpm 2", true);
        row("NumberNotIn data.data.none 2", true);
        row("NumberNotIn data.data.name 2", true);
        row("NumberIn data.data.none 2", false);
        row("NumberLessThan data.data.rpm 1", false);
        row("NumberLessThanOrEquals data.data.rpm 1", true);
        row("NumberGreaterThan data.data.rpm 0.5", true);
        row("NumberGreaterThanOrEquals data.data.rpm 1.5", false);
        row("NumberInRange data.data.rpm 5 9 0 1", true);
        row("NumberInRange data.data.rpm 5 9", false);
        row("NumberNotInRange data.data.rpm 5 9", true);
        row("StringIn subject \"PUMP\"", true);
        row("StringIn subject \"pum\"", false);
        row("StringNotIn subject \"tank\"", true);
        row("StringNotIn data.data.none \"tank\"", true);
        row("StringBeginsWith data.data.name \"north\" \"south\"", true);
        row("StringNotBeginsWith data.data.name \"SOUTH\"", false);
        row("StringNotBeginsWith data.data.none \"south\"", false);
        row("StringEndsWith eventType \"Telemetry\"", true);
        row("StringNotEndsWith eventType \"telemetry\"", false);
        row("StringContains data.data.name \"TH WI\"", true);
        row("StringNotContains data.data.name \"xyz\"", true);
        row("StringContains data.data.rpm \"1\"", false);
        row("BoolEquals data.data.on true", true);
        row("BoolEquals data.data.on false", false);
        row("BoolEquals data.data.rpm true", false);
        row("IsNullOrUndefined data.data.none", true);
        row("IsNullOrUndefined data.data.empty", true);
        row("IsNotNull data.data.rpm", true);
        row("IsNotNull data.data.empty", false);
        row("NumberIn data.rpm 1", false); // in this schema the body lies one level deeper
        row("NumberIn data.data.list 2", true);
        row("NumberNotIn data.data.list 2", false);
        row("NumberNotIn data.data.list 4", true);
        row("StringIn data.data.list \"x\"", false);
        row("NumberNotInRange data.data.list 5 9", true);
        row("NumberNotInRange data.data.list 3 9", false);
        row("StringContains data.data.names \"ou\"", true);
        row("StringNotContains data.data.names \"ou\"", false);
        row("StringNotContains data.data.names \"xyz\"", true);
        QTest::newRow("lists are not looked into") << "NumberIn data.data.list 2" << false << false << false;
        QTest::newRow("nor are they for a negation") << "NumberNotIn data.data.list 4" << false << false << false;
        row("StringIn Subject \"pump\"", true); // as the service's documents write them
        row("StringEndsWith EventType \"Telemetry\"", true);
        row("NumberIn Data.data.rpm 1", true);
        row("NumberIn data.data.RPM 1", false); // names in the body are the sender's
        cloudEvent("NumberIn data.rpm 1", true);
        cloudEvent("NumberIn Data.rpm 1", true);
        cloudEvent("NumberIn data.data.rpm 1", false);
        cloudEvent("StringEndsWith EventType \"telemetry\"", true);
        cloudEvent("StringEndsWith type \"telemetry\"", true);
        cloudEvent("StringIn EventId \"m-1\"", true);
        cloudEvent("StringEndsWith Source \"pump\"", true);
        cloudEvent("IsNotNull eventTypeVersion", false);
    }
    void filtersDecideWhatASubscriptionGets() {
        QFETCH(QString, filter);
        QFETCH(bool, wanted);
        QFETCH(bool, isCloudEvents);
        QFETCH(bool, looksIntoLists);
        AdvancedFilter advanced;
        const QStringList words = filter.split(QLatin1Char(' '));
        const std::string name = words[0].toStdString();
        for (int i = 0; i < kAdvancedOperators; ++i) {
            const auto op = static_cast<AdvancedOperator>(i);
            if (name == operatorName(op)) advanced.op = op;
        }
        TF_COMPARE(operatorName(advanced.op), name);
        advanced.key = words[1].toStdString();
        const std::string list =
            "[" + words.mid(2).join(QLatin1Char(name == "StringContains" ? ' ' : ',')).toStdString() + "]";
        const JsonDocument values = json(list);
        for (const JsonNode& item : values.root().items) advanced.values.push_back(item.value());
        EndpointSettings settings = grid([&](auto& map) {
            map.advancedFilters = {advanced};
            map.enableAdvancedFilteringOnArrays = looksIntoLists;
        });
        if (isCloudEvents) settings.schema = EventGridSchema::cloudEvents;
        TF_COMPARE(lines(findProblems(settings)), "");
        Bench bench(settings);
        BenchConsumer map(bench.timeline);
        bench.endpoint->subscribe("to-map", map);
        auto [ref, event] = bench.pool.take();
        event->type = events::EventType::telemetry;
        event->twin = bench.texts.intern("pump");
        event->number = 1;
        event->messageId = "m-1";
        event->body = "{\"rpm\":1,\"name\":\"South Wing\",\"on\":true,\"empty\":null,\"list\":[1,2,3],"
                      "\"names\":[\"North\",\"South\"]}";
        bench.endpoint->accept(ref);
        QCOMPARE(map.got.size(), wanted ? 1U : 0U);
        TF_COMPARE(bench.rowText(), wanted ? "accepted 1 delivered 1 attempts 1" : "");
        QCOMPARE(bench.endpoint->row().filtered, wanted ? 0U : 1U);
    }

    void typesAndSubjectsAreFilteredWithoutLookingInside() {
        const auto wants = [](const std::function<void(EventSubscriptionSettings&)>& change) {
            Bench bench(grid(change));
            BenchConsumer map(bench.timeline);
            bench.endpoint->subscribe("to-map", map);
            bench.give("Pump-7");
            return !map.got.empty();
        };
        QVERIFY(wants([](auto& map) { map.includedEventTypes = {"other", "Microsoft.IoT.Telemetry"}; }));
        QVERIFY(!wants([](auto& map) { map.includedEventTypes = {"other"}; }));
        QVERIFY(wants([](auto& map) { map.subjectBeginsWith = "pump"; }));
        QVERIFY(wants([](auto& map) { map.subjectEndsWith = "P-7"; }));
        QVERIFY(!wants([](auto& map) { map.subjectEndsWith = "P-8"; }));
        QVERIFY(!wants([](auto& map) {
            map.subjectBeginsWith = "pump";
            map.isSubjectCaseSensitive = true;
        }));
        AdvancedFilter list{AdvancedOperator::numberIn, "data.data.rpm", {Value(std::int64_t{1})}};
        QVERIFY(wants([&](auto& map) { map.advancedFilters = {list, list}; }));
    }

    void filtersThatCannotWorkAreFound() {
        const auto problems = [](std::vector<AdvancedFilter> filters) {
            return findProblems(grid([&](auto& map) { map.advancedFilters = std::move(filters); })).size();
        };
        const Value one(std::int64_t{1});
        QCOMPARE(problems({{AdvancedOperator::numberIn, "subject", {one}}}), 0U);
        QCOMPARE(problems({{AdvancedOperator::numberIn, "subject", {}}}), 1U);
        QCOMPARE(problems({{AdvancedOperator::numberIn, "subject", {Value("x")}}}), 1U);
        QCOMPARE(problems({{AdvancedOperator::stringIn, "subject", {one}}}), 1U);
        QCOMPARE(problems({{AdvancedOperator::numberInRange, "subject", {one}}}), 1U);
        QCOMPARE(problems({{AdvancedOperator::numberLessThan, "subject", {one, one}}}), 1U);
        QCOMPARE(problems({{AdvancedOperator::isNotNull, "subject", {one}}}), 1U);
        QCOMPARE(problems(std::vector<AdvancedFilter>(25, {AdvancedOperator::numberIn, "subject", {one}})), 0U);
        QCOMPARE(problems(std::vector<AdvancedFilter>(26, {AdvancedOperator::numberIn, "subject", {one}})), 2U);
        QCOMPARE(problems({{AdvancedOperator::numberIn, "subject", std::vector<Value>(25, one)}}), 0U);
        QCOMPARE(problems({{AdvancedOperator::numberIn, "subject", std::vector<Value>(26, one)}}), 1U);
        QCOMPARE(problems({{AdvancedOperator::numberInRange, "subject", std::vector<Value>(50, one)}}),
                 0U); // a pair is one
        QCOMPARE(problems({{AdvancedOperator::numberInRange, "subject", std::vector<Value>(52, one)}}), 1U);
    }

    void keysThatNoEventHasAreFound() {
        const auto problems = [](const char* key, EventGridSchema schema) {
            EndpointSettings settings = grid([&](auto& map) {
                map.advancedFilters = {{AdvancedOperator::isNotNull, key, {}}};
            });
            settings.schema = schema;
            return lines(findProblems(settings));
        };
        for (const char* key : {"Id", "Topic", "Subject", "EventType", "DataVersion", "data.data.rpm", "data"})
            TF_COMPARE(problems(key, EventGridSchema::eventGrid), "");
        for (const char* key : {"EventId", "Source", "eventtype", "EventTypeVersion", "subject", "data.rpm", "time"})
            TF_COMPARE(problems(key, EventGridSchema::cloudEvents), "");
        QVERIFY(problems("rpm", EventGridSchema::eventGrid).find("No event has anything at 'rpm'") !=
                std::string::npos);
        QVERIFY(!problems("type", EventGridSchema::eventGrid).empty());
        QVERIFY(!problems("topic", EventGridSchema::cloudEvents).empty());
        EndpointSettings settings = grid([&](auto& map) {
            map.advancedFilters = {{AdvancedOperator::isNotNull, "rpm", {}}};
        });
        QCOMPARE(findProblems(settings).at(0).severity, Severity::warning);
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
