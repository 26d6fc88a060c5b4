// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Values over time: steps, schedules, members that follow others, recordings with times, and payloads from models.
#include "simulation/expectations.h"
#include "simulation/fleet.h"
#include "simulation/model_payload.h"
#include "simulation/scenario_text.h"
#include "support.h"

#include <map>

using namespace twinflow;
using namespace twinflow::simulation;
using namespace std::chrono_literals;

namespace {

const Instant kMonday = *parseInstant("2026-03-02T00:00:00Z");

/// Keeps the bodies in order.
class Log final : public MessageTaker {
public:
    std::vector<std::string> bodies;
    std::vector<Instant> times;
    void take(ingress::DeviceMessage& message) override {
        bodies.push_back(message.body);
        times.push_back(message.enqueued);
    }
};

Replay wind() {
    Replay replay;
    replay.file = "w.ndjson";
    replay.column = "/wind/speed";
    replay.time = "at";
    replay.together = true;
    return replay;
}

/// Rows at 0 s, 10 s and 40 s.
const char* const kWind = "{\"at\":\"2020-01-01 00:00\",\"wind\":{\"speed\":0}}\n\n"
                          "{\"at\":\"2020-01-01T00:00:10Z\",\"wind\":{\"speed\":10}}\r\n"
                          "{\"at\":\"2020-01-01T00:00:40.000Z\",\"wind\":{\"speed\":40}}";

Recordings recorded(const Traffic& traffic, const std::string& text, std::string& found) {
    Findings findings;
    auto recordings = readRecordings(
        {traffic}, [&](const std::string&) -> Result<std::string> { return text; }, findings);
    for (const Error& finding : findings) found += finding.code + " " + finding.place.str() + ";";
    return recordings;
}

/// One device's messages as (seconds since the start, body).
std::vector<std::pair<double, JsonDocument>> messages(std::vector<PayloadMember> body, Duration every, int ticks,
                                                      const std::string& recording = {}) {
    Traffic traffic;
    traffic.devices = "one";
    traffic.every = every;
    traffic.body = std::move(body);
    std::string found;
    const Recordings recordings = recorded(traffic, recording, found);
    if (!recording.empty() && !found.empty()) qFatal("%s", found.c_str());
    Timeline timeline(kMonday);
    Log log;
    Fleet fleet(traffic, {"a"}, recordings, Random(1), timeline, log);
    fleet.start();
    while (timeline.step(kMonday + every * ticks - 1ns)) {
    }
    std::vector<std::pair<double, JsonDocument>> all;
    for (std::size_t i = 0; i < log.bodies.size(); ++i)
        all.emplace_back(toSeconds(log.times[i] - kMonday), test::json(log.bodies[i]));
    return all;
}

double number(const JsonDocument& body, std::string_view name) {
    const JsonNode* node = body.root().find(name);
    return node ? node->number() : std::nan("");
}

bool near(double a, double b) {
    return std::abs(a - b) < 1e-6;
}

} // namespace

class GeneratorsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stepsStandAndGoRound() {
        const auto all = messages({{"v", Steps{{1, 5, 2}, 10min, 0}, {}, 1}}, 1min, 70);
        QCOMPARE(all.size(), std::size_t(70));
        for (const auto& [at, body] : all) {
            const double expected = std::array{1.0, 5.0, 2.0}[static_cast<std::size_t>(at / 600) % 3];
            QCOMPARE(number(body, "v"), expected);
        }
    }

    void aScheduleKnowsHourAndWeekday() {
        Schedule schedule;
        schedule.otherwise = 16;
        schedule.periods = {{0b0011111, 8h, 18h, 21},  // working hours
                            {0b0010000, 22h, 2h, 19},  // Friday night, into Saturday
                            {0b1100000, 0h, 24h, 17}}; // weekend
        const auto all = messages({{"v", schedule, {}, 1}}, 30min, 48 * 7);
        QCOMPARE(all.size(), std::size_t(48 * 7));
        for (const auto& [at, body] : all) {
            const int day = static_cast<int>(at / 86400);
            const double hour = (at - day * 86400) / 3600;
            double expected = day >= 5 ? 17 : 16;
            if (day < 5 && hour >= 8 && hour < 18) expected = 21;
            if ((day == 4 && hour >= 22) || (day == 5 && hour < 2)) expected = 19;
            QVERIFY2(number(body, "v") == expected, std::to_string(at / 3600).c_str());
        }
    }

    void aMemberFollowsAnotherWithItsLag() {
        // The follower stands before the one that it follows, which is rounded in the message only.
        const auto all = messages({{"after", Follow{"before", 2, 100, 0, 3min}, {}, 1},
                                   {"at once", Follow{"/before", -1, 0, 0, 0s}, {}, 1},
                                   {"before", Walk{50, 5, 0, 100}, 0, 1}},
                                  1min, 50);
        std::vector<double> before;
        for (const auto& [at, body] : all) {
            const double now = -number(body, "at once");
            QVERIFY(std::abs(now - number(body, "before")) <= 0.5);
            before.push_back(now);
            // Until three ticks are over, the first one holds.
            const double then = before[before.size() > 3 ? before.size() - 4 : 0];
            QVERIFY(near(number(body, "after"), then * 2 + 100));
        }
        QCOMPARE(before.size(), std::size_t(50));
    }

    void weightsAreShares() {
        std::map<std::string, int> seen;
        for (const auto& [at, body] :
             messages({{"v", Choice{{Value("a"), Value(2.0), Value(true)}, {6, 3, 1}}, {}, 1}}, 1s, 2000)) {
            std::string text;
            body.root().find("v")->appendJson(text);
            ++seen[text];
        }
        QCOMPARE(seen.size(), std::size_t(3));
        QVERIFY(seen["\"a\""] > 1100 && seen["\"a\""] < 1300);
        QVERIFY(seen["2"] > 500 && seen["2"] < 700);
        QVERIFY(seen["true"] > 140 && seen["true"] < 260);
    }

    void wholeNumbersKeepAllTheirDigits() {
        const auto read =
            readScenario(test::json(R"({"traffic":[{"devices":"d","body":{"a":{"constant":9007199254740993},)"
                                    R"("b":{"choice":[-9223372036854775808]},"c":{"constant":3.0}}}],)"
                                    R"("expect":[{"twin":"t","path":"/a","equals":9007199254740993}]})"),
                         "default");
        QVERIFY(read.findings.empty());
        for (const auto& [at, body] : messages(read.scenario.traffic[0].body, 1s, 1)) {
            std::string text;
            body.root().appendJson(text);
            TF_COMPARE(text, R"({"a":9007199254740993,"b":-9223372036854775808,"c":3})");
        }
        Outcomes outcomes;
        std::int64_t found = 9007199254740993;
        outcomes.twinValue = [&](const std::string&, const std::string&) { return Value(found); };
        QVERIFY(judge(read.scenario.expect[0], outcomes).met);
        --found;
        QVERIFY(!judge(read.scenario.expect[0], outcomes).met);
    }

    void objectsHoldMembersAndMayBeAbsent() {
        int present = 0;
        const Object gps{{{"lat", Constant{Value(47.6)}, 1, 1}, {"seen", Timestamp{}, {}, 1}}};
        for (const auto& [at, body] :
             messages({{"gps", gps, {}, 0.5}, {"v", Follow{"/gps/lat", 1, 0.4, 0, 0s}, 1, 1}}, 1s, 400)) {
            QVERIFY(near(number(body, "v"), 48.0));
            const JsonNode* object = body.root().find("gps");
            if (!object) continue;
            ++present;
            QCOMPARE(object->members.size(), std::size_t(2));
            TF_COMPARE(object->members[0].value.text, "47.6");
            QCOMPARE(toSeconds(*parseInstant(object->members[1].value.text) - kMonday), std::floor(at * 1000) / 1000);
        }
        QVERIFY(present > 140 && present < 260);
    }

    void recordedTimesArePlayedAtTheSpeedAskedFor() {
        // Back from the last row to the first it takes the mean gap, 20 s: once around is a minute.
        const auto expected = [](double at) {
            at = std::fmod(at, 60);
            return at <= 40 ? at : 40 - (at - 40) * 2;
        };
        for (const auto& [at, body] : messages({{"v", wind(), {}, 1}}, 1s, 200, kWind))
            QVERIFY2(near(number(body, "v"), expected(at)), std::to_string(at).c_str());
        Replay fast = wind();
        fast.speed = 10;
        fast.skip = 5s;
        for (const auto& [at, body] : messages({{"v", fast, {}, 1}}, 1s, 50, kWind))
            QVERIFY(near(number(body, "v"), expected(at * 10 + 5)));
        Replay once = wind();
        once.loop = false;
        for (const auto& [at, body] : messages({{"v", once, {}, 1}}, 1s, 100, kWind))
            QVERIFY(near(number(body, "v"), std::min(at, 40.0)));
    }

    void noSpeedIsTooFastForARecording() {
        // 30 days at these speeds are more nanoseconds than a duration holds.
        const auto expected = [](double at) { return at <= 40 ? at : 40 - (at - 40) * 2; };
        Replay byTimes = wind();
        byTimes.speed = 1e6;
        for (const auto& [at, body] : messages({{"v", byTimes, {}, 1}}, 24h, 30, kWind)) {
            const double wanted = expected(std::fmod(at * 1e6, 60));
            QVERIFY2(near(number(body, "v"), wanted), std::to_string(at).c_str());
        }
        Replay byRows = byTimes;
        byRows.time.clear();
        byRows.rowEvery = 10s;
        for (const auto& [at, body] : messages({{"v", byRows, {}, 1}}, 24h, 30, kWind)) {
            const double row = std::fmod(at * 1e6, 30) / 10;
            const double wanted = row < 1 ? row * 10 : row < 2 ? 10 + (row - 1) * 30 : 40 - (row - 2) * 40;
            QVERIFY2(near(number(body, "v"), wanted), std::to_string(at).c_str());
        }
        Replay once = byTimes;
        once.loop = false;
        once.skip = 24h * 36500;
        for (const auto& [at, body] : messages({{"v", once, {}, 1}}, 24h, 30, kWind)) QCOMPARE(number(body, "v"), 40.0);
    }

    void aLongRecordingGoesRound() {
        // Its last row lasts as long as the one before it: where the replay begins and what it has played are more
        // nanoseconds than a duration holds.
        Replay slow = wind();
        slow.skip = 24h * 36000;
        slow.speed = 1000;
        const std::string rows = "{\"at\":0,\"wind\":{\"speed\":1}}\n{\"at\":3155000000,\"wind\":{\"speed\":2}}\n";
        for (const auto& [at, body] : messages({{"v", slow, {}, 1}}, 24h, 2300, rows))
            QVERIFY2(number(body, "v") >= 1 && number(body, "v") <= 2, std::to_string(at).c_str());
    }

    void aRecordingLastsAHundredYearsAtMost() {
        Replay slow = wind();
        slow.time.clear();
        slow.rowEvery = 24h * 12175; // three rows are a hundred years
        Traffic traffic;
        traffic.body = {{"v", slow, {}, 1}};
        std::string said;
        QCOMPARE(recorded(traffic, kWind, said).size(), std::size_t(1));
        std::get<Replay>(traffic.body[0].generator).rowEvery += 1ns;
        QCOMPARE(recorded(traffic, kWind, said).size(), std::size_t(0));
        TF_COMPARE(said, "simulation-replay-long w.ndjson:1;");
    }

    void columnsOfObjectsAreJsonPointers() {
        Replay replay = wind();
        replay.time.clear();
        Traffic traffic;
        for (const char* column : {"/a~1b/1/x~0y", "a/b"}) {
            replay.column = column;
            traffic.body.push_back({column, replay, {}, 1});
        }
        std::string said;
        const Recordings recordings = recorded(traffic, "{\"a/b\":[0,{\"x~y\":7}]}", said);
        // What does not begin with '/' is a member's name, and that one is no number.
        TF_COMPARE(said, "simulation-replay-value w.ndjson:1;");
        QCOMPARE(recordings.size(), std::size_t(1));
        QVERIFY(recordings.begin()->second.values == std::vector<double>{7});
    }

    void whatARecordingLacksIsSaid_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("found");
        QTest::newRow("fine") << QByteArray(kWind) << QByteArray();
        QTest::newRow("no member") << QByteArray("{\"at\":1,\"wind\":{\"speed\":0}}\n{\"at\":2,\"wind\":3}\n")
                                   << QByteArray("simulation-replay-value w.ndjson:2;");
        QTest::newRow("not a time") << QByteArray("{\"at\":\"noon\",\"wind\":{\"speed\":0}}")
                                    << QByteArray("simulation-replay-time w.ndjson:1;");
        QTest::newRow("backwards") << QByteArray("{\"at\":5,\"wind\":{\"speed\":0}}\n{\"at\":4,\"wind\":{\"speed\":0}}")
                                   << QByteArray("simulation-replay-time w.ndjson:2;");
        QTest::newRow("three centuries") << QByteArray("{\"at\":\"1700-01-01\",\"wind\":{\"speed\":0}}\n"
                                                       "{\"at\":\"2200-01-01\",\"wind\":{\"speed\":0}}")
                                         << QByteArray("simulation-replay-long w.ndjson:2;");
        QTest::newRow("centuries back") << QByteArray("{\"at\":\"2200-01-01\",\"wind\":{\"speed\":0}}\n"
                                                      "{\"at\":\"1700-01-01\",\"wind\":{\"speed\":0}}")
                                        << QByteArray("simulation-replay-time w.ndjson:2;");
        QTest::newRow("seconds beyond all")
            << QByteArray("{\"at\":1e300,\"wind\":{\"speed\":0}}") << QByteArray("simulation-replay-time w.ndjson:1;");
        QTest::newRow("syntax") << QByteArray("{\"at\":5,\"wind\":{\"speed\":0}}\n{\"at\"")
                                << QByteArray("json-syntax w.ndjson:2:6;");
        QTest::newRow("nothing") << QByteArray("\n") << QByteArray("simulation-replay-value w.ndjson:1;");
    }
    void whatARecordingLacksIsSaid() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, found);
        Traffic traffic;
        traffic.body = {{"o", Object{{{"v", wind(), {}, 1}}}, {}, 1}};
        std::string said;
        const Recordings recordings = recorded(traffic, text.toStdString(), said);
        TF_COMPARE(said, found.toStdString());
        QCOMPARE(recordings.size(), std::size_t(found.isEmpty() ? 1 : 0));
    }

    void aModelSaysWhatItsDevicesMeasure() {
        const auto built = models::ModelSet::build(std::vector<JsonDocument>{test::json(R"([
          { "@context": ["dtmi:dtdl:context;3", "dtmi:dtdl:extension:quantitativeTypes;1"],
            "@id": "dtmi:t:Room;1", "@type": "Interface", "contents": [
            { "@type": ["Telemetry", "Temperature"], "name": "air", "schema": "double", "unit": "degreeCelsius" },
            { "@type": ["Property", "Energy"], "name": "used", "schema": "double", "unit": "kilowattHour" },
            { "@type": "Property", "name": "people", "schema": "integer" },
            { "@type": "Property", "name": "label", "schema": "string" },
            { "@type": "Property", "name": "open", "schema": "boolean" },
            { "@type": "Property", "name": "seen", "schema": "dateTime" },
            { "@type": "Property", "name": "mode", "schema": { "@type": "Enum", "valueSchema": "integer",
              "enumValues": [ { "name": "off", "enumValue": 0 }, { "name": "on", "enumValue": 7 } ] } },
            { "@type": "Relationship", "name": "has" },
            { "@type": "Component", "name": "power", "schema": "dtmi:t:Battery;1" } ] },
          { "@context": "dtmi:dtdl:context;3", "@id": "dtmi:t:Battery;1", "@type": "Interface", "contents": [
            { "@type": "Telemetry", "name": "load", "schema": "float" } ] } ])")});
        TF_COMPARE(test::lines(built.findings), "");
        const auto body = modelPayload(built.models, *built.models.find("dtmi:t:Room;1"));
        std::string names;
        for (const PayloadMember& member : body) names += member.name + " ";
        TF_COMPARE(names, "air used people open seen mode power ");
        double last = 0;
        for (const auto& [at, message] : messages(body, 1min, 300)) {
            QVERIFY(number(message, "air") >= 18 && number(message, "air") <= 26);
            QVERIFY(number(message, "used") >= last);
            last = number(message, "used");
            QVERIFY(message.root().find("people")->kind == JsonNode::Kind::integer);
            QVERIFY(number(message, "mode") == 0 || number(message, "mode") == 7);
            QVERIFY(message.root().find("power")->find("load")->isNumber());
        }
        QVERIFY(last > 0);
    }

    void theBodyOfAModelCanBeWrittenDown() {
        // What a model gives is itself a scenario's text: somebody may begin from it.
        Scenario scenario;
        scenario.traffic.emplace_back().devices = "rooms";
        scenario.traffic[0].body = {{"o", Object{{{"v", Walk{1, 1, 0, 2}, 2, 1}}}, {}, 1},
                                    {"c", Choice{{Value(std::int64_t{3})}, {}}, {}, 1}};
        const std::string text = scenarioText(scenario);
        const auto again = readScenario(test::json(text), {});
        TF_COMPARE(test::lines(again.findings), "");
        TF_COMPARE(scenarioText(again.scenario), text);
    }
};

QTEST_APPLESS_MAIN(GeneratorsTest)
#include "tst_generators.moc"
