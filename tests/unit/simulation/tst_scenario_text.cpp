// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Scenarios as text: what is read, what is refused and where, and that writing and reading are inverse.
#include "base/file.h"
#include "simulation/fault_rules.h"
#include "simulation/scenario_text.h"
#include "support.h"

#include <rapidcheck.h>

using namespace twinflow;
using namespace twinflow::simulation;
using namespace std::chrono_literals;

namespace {

/// A scenario with every member there is, none at its default.
std::string everyMember() {
    return readFile(test::sourceFolder() / "tests" / "cases" / "simulation" / "every-member.json").value();
}

ReadScenario read(std::string_view text) {
    return readScenario(test::json(text), "default");
}

rc::Gen<double> anyNumber() {
    return rc::gen::map(
        rc::gen::pair(rc::gen::inRange(-1'000'000, 1'000'000), rc::gen::inRange(1, 1000)),
        [](const std::pair<int, int>& ratio) { return static_cast<double>(ratio.first) / ratio.second; });
}

Duration anyDuration(int least) {
    return std::chrono::milliseconds(*rc::gen::inRange(least, 100'000'000));
}

std::string anyName() {
    return "n" + *rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127));
}

bool anyFlag() {
    return *rc::gen::arbitrary<bool>();
}

Replay anyReplay() {
    Replay replay;
    replay.file = anyFlag() ? "data/x.csv" : "data/x.ndjson";
    replay.column = anyName();
    if (anyFlag()) replay.time = anyName();
    replay.rowEvery = anyDuration(1);
    replay.speed = *rc::gen::inRange(1, 1000) / 8.0;
    replay.skip = anyDuration(0);
    replay.loop = anyFlag();
    replay.together = anyFlag();
    replay.scale = *anyNumber();
    replay.offset = *anyNumber();
    replay.noise = std::abs(*anyNumber());
    return replay;
}

Schedule anySchedule() {
    Schedule schedule;
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
        schedule.periods.push_back({static_cast<std::uint8_t>(*rc::gen::inRange(1, 128)),
                                    std::chrono::minutes(*rc::gen::inRange(0, 1441)),
                                    std::chrono::minutes(*rc::gen::inRange(0, 1441)), *anyNumber()});
    }
    schedule.otherwise = *anyNumber();
    return schedule;
}

Choice anyChoice() {
    Choice choice{{Value(anyName()), Value(*anyNumber()), Value(anyFlag())}, {}};
    if (anyFlag()) choice.weights = {1, *rc::gen::inRange(0, 9) / 2.0, 0};
    return choice;
}

Generator anyGenerator() {
    double low = *anyNumber(), high = *anyNumber();
    if (low > high) std::swap(low, high);
    switch (*rc::gen::inRange(0, 11)) {
    case 0:
        return Constant{anyFlag() ? Value(*anyNumber()) : Value(anyFlag())};
    case 1:
        return Text{anyName()};
    case 2:
        return anyChoice();
    case 3:
        return Sine{*anyNumber(), *anyNumber(), anyDuration(1), std::abs(*anyNumber())};
    case 4:
        return Walk{low, std::abs(*anyNumber()), low, high};
    case 5:
        return Counter{*anyNumber(), low, high};
    case 6:
        return Steps{{low, high}, anyDuration(1), std::abs(*anyNumber())};
    case 7:
        return anySchedule();
    case 8:
        return Timestamp{static_cast<Timestamp::Form>(*rc::gen::inRange(0, 3))};
    case 9: {
        // One inside follows the other.
        PayloadMember walk{"walk", Walk{low, 1, low, high}, {}, 1};
        PayloadMember after{"after", Follow{"walk", *anyNumber(), *anyNumber(), 0, 10ms}, 2, 1};
        return Object{{std::move(after), std::move(walk)}};
    }
    default:
        return anyReplay();
    }
}

/// Only what its kind lets it say differs from the normal.
Fault anyFault() {
    const FaultRule& rule = *rc::gen::elementOf(std::vector<FaultRule>(faultRules().begin(), faultRules().end()));
    Fault fault{rule.kind, anyName(), anyDuration(0), anyDuration(1)};
    if (rule.has(FaultMember::share)) fault.share = *rc::gen::inRange(0, 101) / 100.0;
    if (rule.has(FaultMember::latency)) fault.latency = anyDuration(1);
    if (rule.has(FaultMember::status)) fault.status = *rc::gen::inRange(400, 600);
    if (rule.has(FaultMember::times)) fault.times = *rc::gen::inRange(2, 1001);
    if (rule.has(FaultMember::drift)) fault.drift = anyDuration(0) - 10h;
    if (rule.has(FaultMember::lost)) fault.lost = anyFlag();
    return fault;
}

Expectation anyExpectation() {
    Expectation expectation;
    expectation.kind = static_cast<Expectation::Kind>(*rc::gen::inRange(0, 5));
    if (anyFlag()) expectation.at = anyDuration(1);
    if (expectation.kind == Expectation::Kind::balanced) return expectation;
    if (expectation.kind == Expectation::Kind::latency) {
        expectation.latency = anyName();
        expectation.percentile = *rc::gen::inRange(0, 101);
        if (anyFlag()) expectation.minLatency = anyDuration(0);
        expectation.maxLatency = expectation.minLatency.value_or(0ms) + anyDuration(0);
        return expectation;
    }
    if (expectation.kind == Expectation::Kind::count) expectation.count = anyName();
    if (expectation.kind == Expectation::Kind::incidents) expectation.incidents = anyName();
    if (expectation.kind == Expectation::Kind::incidents && anyFlag()) expectation.service = anyName();
    if (expectation.kind == Expectation::Kind::twin) {
        expectation.twin = anyName();
        expectation.path = "/a/b";
    }
    if (anyFlag())
        expectation.equals = anyFlag() ? Value(anyName()) : anyFlag() ? Value(anyFlag()) : Value(*anyNumber());
    else
        expectation.min = *anyNumber();
    return expectation;
}

Scenario anyScenario() {
    Scenario scenario;
    scenario.name = "default";
    scenario.title = anyName();
    scenario.start = Instant(std::chrono::microseconds(*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000'000)));
    scenario.duration = 48h + anyDuration(1);
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
        Traffic traffic;
        traffic.devices = anyName();
        traffic.every = anyDuration(10);
        traffic.jitter = traffic.every / *rc::gen::inRange(2, 9);
        traffic.properties = {{anyName() + "1", anyName()}, {anyName() + "2", anyName()}};
        traffic.garbage = *rc::gen::inRange(0, 101) / 100.0;
        for (int m = *rc::gen::inRange(0, 4); m > 0; --m) {
            PayloadMember member{anyName() + std::to_string(m), anyGenerator(), {}, *rc::gen::inRange(0, 101) / 100.0};
            if (*rc::gen::arbitrary<bool>()) member.decimals = *rc::gen::inRange(0, 16);
            traffic.body.push_back(std::move(member));
        }
        scenario.traffic.push_back(std::move(traffic));
    }
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) scenario.faults.push_back(anyFault());
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
        scenario.resubmit.push_back({anyName(), anyFlag() ? anyName() : std::string(), anyDuration(0)});
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) scenario.expect.push_back(anyExpectation());
    return scenario;
}

} // namespace

class ScenarioTextTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyMemberIsRead() {
        const auto [scenario, findings] = read(everyMember());
        TF_COMPARE(test::lines(findings), "");
        TF_COMPARE(scenario.name, "default");
        TF_COMPARE(scenario.title, "A normal day");
        QCOMPARE(scenario.start, *parseInstant("2026-03-02T06:00:00Z"));
        QCOMPARE(scenario.duration, Duration(90min));
        QCOMPARE(scenario.traffic.size(), std::size_t(2));
        const Traffic& traffic = scenario.traffic[0];
        QCOMPARE(traffic.jitter, Duration(5s));
        QVERIFY((traffic.properties ==
                 std::vector<std::pair<std::string, std::string>>{{"kind", "climate"}, {"unit", "C"}}));
        QCOMPARE(traffic.body.size(), std::size_t(17));
        Replay weather;
        weather.file = "data/seattle-weather.csv";
        weather.column = "temperature";
        weather.rowEvery = 30min;
        weather.scale = 0.3;
        weather.offset = 18;
        weather.noise = 0.1;
        QVERIFY((traffic.body[0] == PayloadMember{"temperature", weather, 2, 1}));
        QVERIFY((traffic.body[2] == PayloadMember{"battery", Constant{Value(3.1)}, {}, 0.1}));
        QVERIFY((traffic.body[4].generator == Generator(Sine{2, 3, 12h, 0.05})));
        QVERIFY((traffic.body[7].generator == Generator(Walk{})));
        QVERIFY((traffic.body[8].generator == Generator(Constant{Value(true)})));
        QVERIFY(
            (traffic.body[9].generator == Generator(Choice{{Value("low"), Value(2.0), Value(false)}, {3, 1, 0.5}})));
        QVERIFY((traffic.body[10].generator == Generator(Steps{{1, 5, 2.5}, 15min, 0.1})));
        const Schedule::Period week{0b0010001, 8h, 18h + 30min, 21}, always{Schedule::kAllDays, 0h, 24h, 18};
        QVERIFY((traffic.body[11].generator == Generator(Schedule{{week, always}, 16, 0.2})));
        QVERIFY((traffic.body[12].generator == Generator(Follow{"humidity", -0.5, 60, 0.1, 2min})));
        Replay wind;
        wind.file = "data/wind.ndjson";
        wind.column = "/wind/speed";
        wind.time = "at";
        wind.speed = 12;
        wind.skip = 24h;
        wind.loop = false;
        wind.together = true;
        QVERIFY((traffic.body[13].generator == Generator(wind)));
        QVERIFY((traffic.body[15].generator == Generator(Timestamp{Timestamp::Form::milliseconds})));
        const Object gps{
            {{"lat", Constant{Value(47.6)}, {}, 1}, {"moving", Choice{{Value(true), Value(false)}, {}}, {}, 1}}};
        QVERIFY((traffic.body[16] == PayloadMember{"gps", gps, {}, 0.5}));
        QCOMPARE(scenario.traffic[1].every, Duration(10s));
        QVERIFY((scenario.faults[1] == Fault{FaultKind::downstreamDown, "archive", 0s, 90s}));
        Fault refusing{FaultKind::endpointRefusing, "work-orders", 20min, 5min};
        refusing.share = 0.25;
        refusing.status = 413;
        QVERIFY(scenario.faults[2] == refusing);
        QCOMPARE(scenario.faults.size(), faultRules().size() + 1);
        QVERIFY((scenario.resubmit == std::vector<Resubmission>{{"work-orders", "desk", 25min}, {"repairs", "", 1h}}));
        QCOMPARE(scenario.faults.back().drift, Duration(-90s));
        Expectation warm;
        warm.kind = Expectation::Kind::twin;
        warm.twin = "room-101";
        warm.path = "/temperature";
        warm.min = 5;
        warm.max = 35;
        QVERIFY(scenario.expect[1] == warm);
        QVERIFY(*scenario.expect[3].equals == Value("heat") && scenario.expect[3].at == Duration(10min));
        QVERIFY(scenario.expect[4].maxLatency == 1500ms);
        QCOMPARE(scenario.expect[4].percentile, 50.0);
        TF_COMPARE(scenario.expect[5].service, "ingest");
        QVERIFY(scenario.expect[2] == Expectation{});
    }

    void writingGivesTheSameText() {
        TF_COMPARE(scenarioText(read(everyMember()).scenario), everyMember());
        TF_COMPARE(scenarioText(Scenario{}), "{}\n");
    }

    void readingUndoesWriting() {
        const bool held = rc::check([] {
            const Scenario scenario = anyScenario();
            const auto [again, findings] = read(scenarioText(scenario));
            RC_ASSERT(test::lines(findings) == "");
            RC_ASSERT(again == scenario);
        });
        QVERIFY(held);
    }

    void whatIsWrongIsFoundWithItsPlace_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("found"); // code and place of each finding
        const auto row = [](const char* name, const char* text, const char* found) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(found);
        };
        const auto body = [&](const char* name, const std::string& member, const char* found) {
            const std::string text = "{\"traffic\":[{\"devices\":\"d\",\"body\":{\"v\":\n" + member + "\n}}]}";
            row(name, text.c_str(), found);
        };
        row("no object", "[]", "simulation-member-type 1:1");
        row("types", "{\"title\":1,\n\"duration\":3600,\n\"traffic\":{},\n\"expect\":7}",
            "simulation-member-type 1:10;simulation-member-type 2:12;simulation-member-type "
            "3:11;simulation-member-type 4:10");
        row("times", "{\"start\":\"yesterday\",\n\"duration\":\"1y\"}", "time-invalid 1:10;time-duration-invalid 2:12");
        row("no duration", "{\"duration\":\"0s\"}", "simulation-member-range 1:13");
        row("unknown", "{\"titel\":\"x\"}", "simulation-member-unknown 1:2");
        row("twice", "{\"title\":\"x\",\n\"title\":\"y\"}", "simulation-member-duplicate 2:1");
        row("no devices", "{\"traffic\":[{}, 5]}", "simulation-member-missing 1:13;simulation-member-type 1:17");
        row("ranges",
            "{\"traffic\":[{\"devices\":\"\",\n\"every\":\"0s\",\n\"garbage\":1.5,\n\"properties\":{\"a\":1}}]}",
            "simulation-member-range 1:24;simulation-member-range 2:9;simulation-member-type "
            "4:19;simulation-member-range 3:11");
        row("jitter", "{\"traffic\":[{\"devices\":\"d\",\"every\":\"10s\",\n\"jitter\":\"6s\"}]}",
            "simulation-member-range 2:10");
        body("no generator", "{}", "simulation-generator-missing 2:1");
        body("two generators", "{\"text\":\"a\",\"constant\":1}", "simulation-generator-ambiguous 2:1");
        body("no object", "3", "simulation-member-type 2:1");
        body("constant", "{\"constant\":\"3\"}", "simulation-member-type 2:13");
        body("no choice", "{\"choice\":[]}", "simulation-member-range 2:11");
        body("choice of arrays", "{\"choice\":[\"a\",[1]]}", "simulation-member-type 2:16");
        body("weights", "{\"choice\":[\"a\",\"b\"],\"weights\":[1]}", "simulation-member-range 2:31");
        body("no weight", "{\"choice\":[\"a\"],\"weights\":[0]}", "simulation-member-range 2:27");
        body("no levels", "{\"steps\":{}}", "simulation-member-missing 2:10");
        body("hour", "{\"schedule\":{\"periods\":[{\"from\":\"8:00\",\"to\":\"24:01\"}]}}",
             "simulation-member-range 2:33;simulation-member-range 2:45;simulation-member-missing 2:25");
        body("no hour", "{\"schedule\":{\"periods\":[{\"from\":\"\",\"to\":\"\",\"value\":1}]}}",
             "simulation-member-range 2:33;simulation-member-range 2:41");
        body("day", "{\"schedule\":{\"periods\":[{\"days\":[\"monday\"],\"value\":1}]}}",
             "simulation-member-range 2:34");
        body("follows nothing", "{\"follow\":\"w\"}", "simulation-follow-unknown 2:11");
        body("follows itself", "{\"follow\":\"v\"}", "simulation-follow-cycle 2:11");
        body("follows a text", "{\"follow\":\"v\"},\"w\":{\"follow\":\"x\"},\"x\":{\"text\":\"a\"}",
             "simulation-follow-cycle 2:11;simulation-follow-unknown 2:30");
        body("lag", "{\"follow\":\"w\",\"lag\":\"3h\"},\"w\":{\"walk\":{}}", "simulation-member-range 2:21");
        body("timestamp", "{\"timestamp\":\"rfc\"}", "simulation-member-range 2:14");
        body("speed", "{\"replay\":\"a.csv\",\"column\":\"a\",\"speed\":0,\"loop\":1}",
             "simulation-member-range 2:40;simulation-member-type 2:49");
        body("object", "{\"object\":{\"a\":{}}}", "simulation-generator-missing 2:16");
        body("decimals", "{\"constant\":1,\"decimals\":16}", "simulation-member-range 2:26");
        body("half a decimal", "{\"constant\":1,\"decimals\":1.5}", "simulation-member-type 2:26");
        body("probability", "{\"constant\":1,\"probability\":-0.1}", "simulation-member-range 2:29");
        body("walk", "{\"walk\":{\"low\":5,\"high\":1,\"hihg\":2}}",
             "simulation-member-unknown 2:27;simulation-member-range 2:9");
        body("walk outside", "{\"walk\":{\"start\":500}}", "simulation-member-range 2:9");
        body("counter", "{\"counter\":{\"low\":5}}", "simulation-member-range 2:12");
        body("sine", "{\"sine\":{\"period\":\"0s\"}}", "simulation-member-range 2:19");
        body("replay", "{\"replay\":\"../secret.csv\",\"column\":\"\"}",
             "simulation-member-range 2:11;simulation-member-range 2:36");
        body("replay absolute", "{\"replay\":\"/etc/passwd\"}",
             "simulation-member-range 2:11;simulation-member-missing 2:1");
        body("stray", "{\"constant\":1,\"column\":\"x\"}", "simulation-member-unknown 2:15");
        row("fault", "{\"faults\":[{\"kind\":\"meteor\",\n\"target\":\"a\",\"at\":\"2h\",\"for\":\"0s\"}]}",
            "simulation-member-range 1:20;simulation-member-range 2:30;simulation-fault-late 1:12");
        row("fault without", "{\"faults\":[{}]}",
            "simulation-member-missing 1:12;simulation-member-missing 1:12;simulation-member-missing "
            "1:12;simulation-member-missing 1:12");
        row("expects nothing", "{\"expect\":[{}]}", "simulation-member-missing 1:12");
        row("expects two", "{\"expect\":[{\"count\":\"a\",\"ledger\":\"balanced\"}]}",
            "simulation-member-missing 1:12");
        row("expect bounds", "{\"expect\":[{\"count\":\"a\",\"min\":3,\"max\":2}]}", "simulation-member-range 1:12");
        row("expect no bounds", "{\"expect\":[{\"count\":\"a\"}]}", "simulation-member-missing 1:12");
        row("expect path", "{\"expect\":[{\"twin\":\"a\",\"path\":\"t\",\"max\":2}]}", "simulation-member-range 1:31");
        row("fault members",
            "{\"faults\":[{\"kind\":\"endpointSlow\",\"target\":\"a\",\"at\":\"0s\",\"for\":\"1s\",\n\"share\":1}]}",
            "simulation-member-missing 1:12;simulation-member-unknown 2:1");
        row("fault ranges",
            "{\"faults\":[{\"kind\":\"endpointRefusing\",\"target\":\"a\",\"at\":\"0s\",\"for\":\"1s\",\n\"share\":2,\n"
            "\"status\":200},{\"kind\":\"deviceClockDrift\",\"target\":\"a\",\"at\":\"0s\",\"for\":\"1s\",\n\"drift\":"
            "\"--1s\"}]}",
            "simulation-member-range 2:9;simulation-member-range 3:10;time-duration-invalid 4:9");
        row("expect latency", "{\"expect\":[{\"latency\":\"a\",\"percentile\":101,\n\"max\":3}]}",
            "simulation-member-range 1:40;simulation-member-type 2:7");
        row("expect latency bounds", "{\"expect\":[{\"latency\":\"a\",\"min\":\"2s\",\"max\":\"1s\"}]}",
            "simulation-member-range 1:12");
        row("expect equals", "{\"expect\":[{\"twin\":\"a\",\"path\":\"/t\",\n\"equals\":[]}]}",
            "simulation-member-type 2:10;simulation-member-missing 1:12");
        row("expect ledger", "{\"expect\":[{\"ledger\":\"red\"}]}", "simulation-member-range 1:22");
    }
    void whatIsWrongIsFoundWithItsPlace() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, found);
        std::string list;
        for (const Error& finding : read(text.toStdString()).findings) {
            const Place& place = finding.place;
            list += (list.empty() ? "" : ";") + finding.code + " " + std::to_string(place.line) + ":" +
                    std::to_string(place.column);
            QVERIFY(!finding.hint.empty());
        }
        TF_COMPARE(list, found.toStdString());
    }

    void aLongChainOfFollowersIsReadAtOnce() {
        // The last member follows the tenth last: those ten are the circle, all others only lead into it.
        constexpr int kMembers = 5000;
        std::string text = R"({"traffic":[{"devices":"d","body":{)";
        for (int i = 0; i < kMembers; ++i) {
            const int followed = i + 1 < kMembers ? i + 1 : kMembers - 10;
            text +=
                (i == 0 ? "\"m" : ",\"m") + std::to_string(i) + "\":{\"follow\":\"m" + std::to_string(followed) + "\"}";
        }
        const Findings findings = read(text + "}}]}").findings;
        QCOMPARE(findings.size(), std::size_t(10));
        for (const Error& finding : findings) TF_COMPARE(finding.code, "simulation-follow-cycle");
    }

    void unknownMembersOnlyWarn() {
        const auto [scenario, findings] = read("{\"title\": \"x\", \"note\": 1}");
        TF_COMPARE(scenario.title, "x");
        QVERIFY(!hasErrors(findings));
        TF_COMPARE(findings.at(0).str(),
                   "test.json:1:16: 'note' is not known and has no effect. Known here are '$schema', 'title', "
                   "'description', 'start', 'duration', 'traffic', 'faults', 'resubmit', 'expect'. "
                   "[simulation-member-unknown]");
    }

    void damagedTextsNeverCrash() {
        // Every value of the whole example replaced by every kind of value.
        const std::string whole = everyMember();
        for (const char* value : {"null", "true", "-1", "1e400", "\"\"", "\"x\"", "[]", "[null]", "{}", "{\"\":{}}"}) {
            for (std::size_t at = whole.find(": "); at != std::string::npos; at = whole.find(": ", at + 1)) {
                const std::size_t end = whole.find_first_of(",}]\n", at);
                const auto document =
                    JsonDocument::parse(whole.substr(0, at + 2) + value + whole.substr(end), "test.json");
                if (document) read(document->text());
            }
        }
    }

    void theSamplesScenariosAreInThisForm() {
        const auto samples = test::sourceFolder() / "resources" / "samples";
        int count = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(samples)) {
            if (entry.path().parent_path().filename() != "scenarios") continue;
            const auto text = readFile(entry.path());
            TF_OK(text);
            const auto [scenario, findings] = read(*text);
            TF_COMPARE(test::lines(findings), "");
            TF_COMPARE(scenarioText(scenario), *text);
            ++count;
        }
        QVERIFY(count > 0);
    }
};

QTEST_APPLESS_MAIN(ScenarioTextTest)
#include "tst_scenario_text.moc"
