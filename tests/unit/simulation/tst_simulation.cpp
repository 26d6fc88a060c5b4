// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Fleets and their payloads, recordings, faults on the time line, expectations.
#include "simulation/csv.h"
#include "simulation/expectations.h"
#include "simulation/faults.h"
#include "simulation/fleet.h"
#include "simulation/wave.h"
#include "support.h"

#include <cmath>
#include <map>
#include <set>

using namespace twinflow;
using namespace twinflow::simulation;
using namespace std::chrono_literals;

namespace {

const Instant kStart = *parseInstant("2026-03-02T06:00:00Z");

/// Writes down what is sent: a line per message.
class Log final : public MessageTaker {
public:
    std::string text;
    std::vector<ingress::DeviceMessage> messages;

    void take(ingress::DeviceMessage& message) override {
        text += formatInstant(message.enqueued, 9) + " " + message.device + " " + message.body + "\n";
        messages.push_back(message);
    }
    /// The lines of devices whose id begins so.
    std::string of(std::string_view prefix) const {
        std::string lines;
        for (const auto& message : messages) {
            if (message.device.starts_with(prefix))
                lines += formatInstant(message.enqueued, 9) + " " + message.body + "\n";
        }
        return lines;
    }
};

const Recordings kRamp = {{{"data/ramp.csv", "value", ""}, {{0, 10, 20, 30}, {}}}};

Replay column(std::string file, std::string name, Duration rowEvery, double scale = 1, double offset = 0,
              double noise = 0) {
    Replay replay;
    replay.file = std::move(file);
    replay.column = std::move(name);
    replay.rowEvery = rowEvery;
    replay.scale = scale;
    replay.offset = offset;
    replay.noise = noise;
    return replay;
}

Traffic climate(std::string group) {
    Traffic traffic;
    traffic.devices = std::move(group);
    traffic.every = 30s;
    traffic.jitter = 5s;
    traffic.body = {
        {"temperature", column("data/ramp.csv", "value", 1h, 1, 0, 0.1), 2, 1},
        {"humidity", Walk{45, 2, 20, 80}, 1, 1},
        {"power", Sine{2, 1, 24h, 0.05}, 3, 1},
        {"energy", Counter{100, 0, 0.4}, {}, 1},
        {"mode", Choice{{Value("heat"), Value("cool"), Value("off")}, {}}, {}, 1},
        {"battery", Constant{Value(3.1)}, {}, 0.3},
        {"unit", Text{"deg\"C\""}, {}, 1},
    };
    return traffic;
}

std::vector<std::string> named(const std::string& prefix, int count) {
    std::vector<std::string> ids;
    for (int i = 1; i <= count; ++i) ids.push_back(prefix + std::to_string(i));
    return ids;
}

void runFor(Timeline& timeline, Duration duration) {
    const Instant end = timeline.now() + duration;
    while (timeline.step(end)) {
    }
    timeline.advanceTo(end);
}

/// One device's bodies with a single member, a line each.
std::string bodies(PayloadMember member, Duration every, int ticks, std::uint64_t seed = 1) {
    Traffic traffic;
    traffic.devices = "one";
    traffic.every = every;
    traffic.body = {std::move(member)};
    Timeline timeline(kStart);
    Log log;
    Fleet fleet(traffic, {"a"}, kRamp, Random(seed), timeline, log);
    fleet.start();
    runFor(timeline, every * ticks);
    std::string text;
    for (const auto& message : log.messages) text += message.body + "\n";
    return text;
}

/// The numbers of those bodies.
std::vector<double> numbers(PayloadMember member, Duration every, int ticks) {
    std::vector<double> values;
    for (const QString& line :
         QString::fromStdString(bodies(std::move(member), every, ticks)).split(u'\n', Qt::SkipEmptyParts)) {
        values.push_back(test::json(line.toStdString()).root().members.at(0).value.number());
    }
    return values;
}

} // namespace

class SimulationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSameSeedGivesTheSameBytes() {
        const auto run = [](std::uint64_t seed) {
            Timeline timeline(kStart);
            Log log;
            Fleet fleet(climate("rooms"), named("room-", 20), kRamp, Random(seed), timeline, log);
            fleet.start();
            runFor(timeline, 1h);
            return log.text;
        };
        const std::string first = run(42);
        QVERIFY(first.size() > 100'000);
        TF_COMPARE(run(42), first);
        QVERIFY(run(43) != first);
    }

    void anotherGroupOrDeviceChangesNoOther() {
        Timeline alone(kStart), together(kStart);
        Log few, many;
        Fleet rooms(climate("rooms"), named("room-", 5), kRamp, Random(7), alone, few);
        rooms.start();
        runFor(alone, 1h);
        Fleet halls(climate("halls"), named("hall-", 5), kRamp, Random(7), together, many);
        Fleet moreRooms(climate("rooms"), {"a-room", "room-1", "room-2", "room-3", "room-4", "room-5"}, kRamp,
                        Random(7), together, many);
        halls.start();
        moreRooms.start();
        runFor(together, 1h);
        TF_COMPARE(many.of("room-"), few.of("room-"));
        QVERIFY(many.of("hall-1") != many.of("room-1"));
    }

    void everyDeviceTicksOnceAnIntervalWithinItsJitter() {
        Timeline timeline(kStart);
        Log log;
        Fleet fleet(climate("rooms"), named("room-", 50), kRamp, Random(3), timeline, log);
        fleet.start();
        runFor(timeline, 10min);
        std::map<std::string, std::vector<Instant>> ticks;
        for (const auto& message : log.messages) ticks[message.device].push_back(message.enqueued);
        QCOMPARE(ticks.size(), std::size_t(50));
        QCOMPARE(fleet.row().delivered, std::uint64_t(log.messages.size()));
        std::set<Instant> firsts;
        bool jittered = false;
        for (const auto& [device, times] : ticks) {
            firsts.insert(times.front());
            QVERIFY(times.front() < kStart + 35s);
            QVERIFY(times.size() >= 19 && times.size() <= 21);
            for (std::size_t i = 1; i < times.size(); ++i) {
                const Duration gap = times[i] - times[i - 1];
                QVERIFY(gap >= 20s && gap <= 40s);
                if (gap != 30s) jittered = true;
                // Jitter does not add up: every tick keeps to the first one's phase.
                const Duration drift = times[i] - times[0] - 30s * static_cast<std::int64_t>(i);
                QVERIFY(drift >= -10s && drift <= 10s);
            }
        }
        QVERIFY(firsts.size() > 40);
        QVERIFY(jittered);
    }

    void messagesCarryTheTrafficsHeadersAndTheTime() {
        Traffic traffic = climate("rooms");
        traffic.contentType = "text/plain";
        traffic.contentEncoding = "utf-16";
        traffic.properties = {{"kind", "climate"}};
        Timeline timeline(kStart);
        Log log;
        Fleet fleet(traffic, {"room-1"}, kRamp, Random(1), timeline, log);
        fleet.start();
        QCOMPARE(timeline.pendingWork(), std::size_t(0)); // traffic alone keeps no run alive
        QVERIFY(timeline.step(kStart + 1min));
        const ingress::DeviceMessage& message = log.messages.front();
        TF_COMPARE(message.contentType, "text/plain");
        TF_COMPARE(message.contentEncoding, "utf-16");
        QVERIFY(message.properties == traffic.properties);
        QCOMPARE(message.enqueued, timeline.now());
        const JsonDocument body = test::json(message.body);
        TF_COMPARE(body.root().find("unit")->text, "deg\"C\"");
    }

    void aStoppedFleetIsSilent() {
        Timeline timeline(kStart);
        Log log;
        Fleet fleet(climate("rooms"), named("room-", 3), kRamp, Random(1), timeline, log);
        fleet.start();
        runFor(timeline, 2min);
        const std::uint64_t sent = fleet.row().delivered;
        QVERIFY(sent > 0);
        fleet.stop();
        runFor(timeline, 10min);
        QCOMPARE(fleet.row().delivered, sent);
        QVERIFY(timeline.empty());
    }

    void garbageIsAShareOfRandomBytes() {
        Traffic traffic = climate("rooms");
        traffic.garbage = 0.25;
        Timeline timeline(kStart);
        Log log;
        Fleet fleet(traffic, named("room-", 20), kRamp, Random(5), timeline, log);
        fleet.start();
        runFor(timeline, 1h);
        std::size_t garbage = 0;
        for (const auto& message : log.messages) {
            TF_COMPARE(message.contentType, "application/json");
            if (!JsonDocument::parse(message.body, "body")) ++garbage;
        }
        const double share = static_cast<double>(garbage) / static_cast<double>(log.messages.size());
        QVERIFY2(share > 0.2 && share < 0.3, std::to_string(share).c_str());
    }

    void replayRunsFromRowToRowAndAround() {
        // Half an hour a tick over rows an hour apart: whole rows and the middles between them.
        const std::vector<double> values =
            numbers({"v", column("data/ramp.csv", "value", 1h, 1, 0, 0), {}, 1}, 30min, 12);
        QCOMPARE(values.size(), std::size_t(12));
        for (std::size_t i = 1; i < values.size(); ++i) {
            const double step = values[i] - values[i - 1];
            // Up by half a row, or on the way from the last row back to the first.
            QVERIFY2(std::abs(step - 5) < 1e-9 || step < 0, std::to_string(step).c_str());
        }
        for (std::size_t i = 8; i < values.size(); ++i) QVERIFY(std::abs(values[i] - values[i - 8]) < 1e-9);
        // Scaled, moved.
        for (const double value : numbers({"v", column("data/ramp.csv", "value", 1h, 0.1, 18, 0), {}, 1}, 7min, 50)) {
            QVERIFY(value >= 18 && value <= 21);
        }
    }

    void replayStartsAtEachDevicesOwnRow() {
        Traffic traffic;
        traffic.devices = "rooms";
        traffic.every = 1s;
        traffic.body = {{"v", column("data/ramp.csv", "value", 1000h, 1, 0, 0), 0, 1}};
        Timeline timeline(kStart);
        Log log;
        Fleet fleet(traffic, named("room-", 40), kRamp, Random(5), timeline, log);
        fleet.start();
        runFor(timeline, 1s);
        std::set<std::string> seen;
        for (const auto& message : log.messages) seen.insert(message.body);
        QCOMPARE(seen.size(), std::size_t(4));
    }

    void walksStayInsideAndCountersNeverFall() {
        bool reachedLow = false, reachedHigh = false;
        double last = 5;
        for (const double value : numbers({"v", Walk{5, 3, 0, 10}, {}, 1}, 1s, 500)) {
            QVERIFY(value >= 0 && value <= 10 && std::abs(value - last) <= 3);
            reachedLow |= value == 0;
            reachedHigh |= value == 10;
            last = value;
        }
        QVERIFY(reachedLow && reachedHigh);
        last = 100;
        for (const double value : numbers({"v", Counter{100, 0.1, 0.4}, {}, 1}, 1s, 500)) {
            QVERIFY(value - last >= 0.1 - 1e-9 && value - last <= 0.4 + 1e-9);
            last = value;
        }
    }

    void aSineSwingsOncePerPeriodFrom1970() {
        for (int i = 0; i < 4096; ++i) {
            const double turn = i / 4096.0;
            QVERIFY(std::abs(sineOfTurn(turn) - std::sin(turn * 2 * M_PI)) < 1e-11);
        }
        // At 06:00 a sine of a day is at its top; a short traffic around it stays there.
        for (const double value : numbers({"v", Sine{20, 5, 24h, 0}, 2, 1}, 1s, 10)) QCOMPARE(value, 25.0);
    }

    void choicesAndProbabilitiesAreShares() {
        const QString modes =
            QString::fromStdString(bodies({"mode", Choice{{Value("heat"), Value("cool")}, {}}, {}, 1}, 1s, 400));
        QVERIFY(modes.count(QLatin1String("\"heat\"")) > 150 && modes.count(QLatin1String("\"cool\"")) > 150);
        const QString rare = QString::fromStdString(bodies({"battery", Constant{Value(3.1)}, {}, 0.25}, 1s, 400));
        QVERIFY(rare.count(QLatin1String("3.1")) > 60 && rare.count(QLatin1String("3.1")) < 140);
        QCOMPARE(rare.count(QLatin1String("{}")), 400 - rare.count(QLatin1String("3.1")));
    }

    void numbersAreRoundedAsAsked_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<int>("decimals");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("two") << 21.456 << 2 << QByteArray("21.46");
        QTest::newRow("zeros stay") << 21.0 << 2 << QByteArray("21.00");
        QTest::newRow("whole") << 21.6 << 0 << QByteArray("22");
        QTest::newRow("shortest") << 21.456 << -1 << QByteArray("21.456");
        QTest::newRow("no minus zero") << -0.001 << 2 << QByteArray("0.00");
        QTest::newRow("minus") << -0.006 << 2 << QByteArray("-0.01");
        QTest::newRow("large") << 1e300 << 15 << QByteArray::number(1e300, 'f', 15);
    }
    void numbersAreRoundedAsAsked() {
        QFETCH(double, value);
        QFETCH(int, decimals);
        QFETCH(QByteArray, text);
        const std::optional<int> rounded = decimals < 0 ? std::nullopt : std::optional(decimals);
        TF_COMPARE(bodies({"v", Constant{Value(value)}, rounded, 1}, 1s, 1), "{\"v\":" + text.toStdString() + "}\n");
    }

    void csvReadsQuotesLineEndsAndSaysWhere() {
        CsvReader reader("\xef\xbb\xbf"
                         "a,\"b \"\"x\"\"\",c\r\n\r\n1,\"two\nlines\",3\n4,,",
                         "t.csv");
        std::vector<std::string> row;
        QVERIFY(*reader.next(row));
        QVERIFY((row == std::vector<std::string>{"a", "b \"x\"", "c"}));
        QVERIFY(*reader.next(row));
        QVERIFY((row == std::vector<std::string>{"1", "two\nlines", "3"}));
        QCOMPARE(reader.line(), 3U);
        QVERIFY(*reader.next(row));
        QVERIFY((row == std::vector<std::string>{"4", "", ""}));
        QCOMPARE(reader.line(), 5U);
        QVERIFY(!*reader.next(row));

        CsvReader open("a\n\"b\nc\n", "t.csv");
        QVERIFY(*open.next(row));
        const auto broken = open.next(row);
        QVERIFY(!broken);
        TF_COMPARE(broken.error().place.str(), "t.csv:2");
    }

    void recordingsAreReadOrSayWhatIsWrong_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("found"); // codes with places
        QTest::newRow("good") << QByteArray("date,value\r\nx,1.5\r\n\r\ny, -2e1 \r\n") << QByteArray();
        QTest::newRow("column") << QByteArray("date,temp\nx,1\n") << QByteArray("simulation-replay-column r.csv:1");
        QTest::newRow("word") << QByteArray("date,value\nx,1\ny,warm\nz,hot\n")
                              << QByteArray("simulation-replay-value r.csv:3");
        QTest::newRow("empty cell") << QByteArray("value,date\n1,x\n,y\n")
                                    << QByteArray("simulation-replay-value r.csv:3");
        QTest::newRow("short row") << QByteArray("date,value\nx\n") << QByteArray("simulation-replay-value r.csv:2");
        QTest::newRow("nan") << QByteArray("value\nnan\n") << QByteArray("simulation-replay-value r.csv:2");
        QTest::newRow("no rows") << QByteArray("value\n") << QByteArray("simulation-replay-value r.csv:1");
        QTest::newRow("nothing") << QByteArray() << QByteArray("simulation-replay-column r.csv:1");
        QTest::newRow("quote") << QByteArray("value\n1\n\"2\n") << QByteArray("simulation-replay-quote r.csv:3");
        QTest::newRow("binary") << QByteArray("\x00\xff\n\x01,\x02", 6)
                                << QByteArray("simulation-replay-column r.csv:1");
    }
    void recordingsAreReadOrSayWhatIsWrong() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, found);
        Traffic traffic;
        traffic.body = {{"v", column("r.csv", "value", 1h, 1, 0, 0), {}, 1},
                        {"w", column("r.csv", "value", 1h, 1, 0, 0), {}, 1}};
        Findings findings;
        int reads = 0;
        const Recordings recordings = readRecordings(
            {traffic},
            [&](const std::string&) -> Result<std::string> {
                ++reads;
                return text.toStdString();
            },
            findings);
        QCOMPARE(reads, 1);
        if (found.isEmpty()) {
            TF_COMPARE(test::lines(findings), "");
            QVERIFY((recordings == Recordings{{{"r.csv", "value", ""}, {{1.5, -20}, {}}}}));
        } else {
            QCOMPARE(findings.size(), std::size_t(1));
            TF_COMPARE(findings[0].code + " " + findings[0].place.str(), found.toStdString());
            QVERIFY(recordings.empty());
        }
    }

    void aMissingRecordingIsAFinding() {
        Traffic traffic;
        traffic.body = {{"v", column("gone.csv", "value", 1h, 1, 0, 0), {}, 1}};
        Findings findings;
        readRecordings(
            {traffic},
            [](const std::string&) -> Result<std::string> { return refuse(fault("file-missing", "It is not there.")); },
            findings);
        TF_COMPARE(test::codes(findings), "simulation-replay-missing");
    }

    void theScheduleSaysWhichFaultsHold() {
        Timeline timeline(kStart);
        std::string heard;
        const auto kind = FaultKind::endpointDown;
        FaultSchedule schedule({{kind, "a", 10min, 10min},
                                {kind, "a", 12min, 2min},  // inside
                                {kind, "a", 15min, 10min}, // overlaps
                                {kind, "a", 25min, 5min},  // touches
                                {FaultKind::deviceSilent, "b", 40min, 1min}},
                               timeline, [&](const std::vector<const Fault*>& active) {
                                   heard += std::to_string((timeline.now() - kStart) / 1min) + ":";
                                   for (const Fault* fault : active)
                                       heard += fault->target + std::to_string(fault->at / 1min);
                                   heard += " ";
                               });
        schedule.start();
        QCOMPARE(timeline.pendingWork(), std::size_t(0));
        runFor(timeline, 1h);
        // At 25 minutes the next begins before the last one ends.
        TF_COMPARE(heard, "10:a10 12:a10a12 14:a10 15:a10a15 20:a15 25:a15a25 25:a25 30: 40:b40 41: ");
    }

    void aCutNetworkKeepsMessagesOrLosesThem() {
        const auto run = [](bool lost) {
            Timeline timeline(kStart);
            auto log = std::make_unique<Log>();
            Fleet fleet(climate("rooms"), named("room-", 3), kRamp, Random(3), timeline, *log);
            Fault cut{FaultKind::networkCut, "rooms/room-2", 10min, 10min};
            cut.lost = lost;
            FaultSchedule schedule({cut}, timeline, [&](const auto& active) { fleet.setFaults(active, "hub"); });
            schedule.start();
            fleet.start();
            runFor(timeline, 15min);
            const bool waits = fleet.row().waiting >= 9 && timeline.pendingWork() == 1;
            if (waits == lost || !fleet.row().balances()) qFatal("in the cut");
            runFor(timeline, 15min);
            if (fleet.row().waiting != 0 || timeline.pendingWork() != 0 || !fleet.row().balances()) qFatal("after it");
            if ((fleet.row().dropped > 15) != lost) qFatal("lost");
            return log;
        };
        Timeline undisturbed(kStart);
        Log whole;
        Fleet fleet(climate("rooms"), named("room-", 3), kRamp, Random(3), undisturbed, whole);
        fleet.start();
        runFor(undisturbed, 30min);
        const auto bodies = [](const Log& log, const std::string& device) {
            std::vector<std::string> all;
            for (const auto& message : log.messages) {
                if (message.device == device) all.push_back(message.body);
            }
            return all;
        };
        // The same messages in the same order; those of the cut arrive together when it ends.
        const auto kept = run(false);
        QVERIFY(bodies(*kept, "room-2") == bodies(whole, "room-2"));
        TF_COMPARE(kept->of("room-1"), whole.of("room-1"));
        int together = 0;
        for (const auto& message : kept->messages) {
            if (message.device != "room-2") continue;
            QVERIFY(message.enqueued < kStart + 10min || message.enqueued >= kStart + 20min);
            together += message.enqueued == kStart + 20min ? 1 : 0;
        }
        QVERIFY(together >= 19 && together <= 21);
        const auto lost = run(true);
        QCOMPARE(bodies(*lost, "room-2").size(), bodies(whole, "room-2").size() - static_cast<std::size_t>(together));
        TF_COMPARE(lost->of("room-3"), whole.of("room-3"));
    }

    void faultsOfDevicesDoWhatTheySay() {
        Traffic traffic;
        traffic.devices = "rooms";
        traffic.every = 10s;
        traffic.body = {{"n", Counter{0, 1, 1}, 0, 1}, {"at", Timestamp{}, {}, 1}};
        const auto run = [&](Fault fault) {
            fault.target = "rooms";
            fault.at = 10min;
            fault.lasts = 20min;
            Timeline timeline(kStart);
            auto log = std::make_unique<Log>();
            Fleet fleet(traffic, named("room-", 1), kRamp, Random(3), timeline, *log);
            FaultSchedule schedule({fault}, timeline, [&](const auto& active) { fleet.setFaults(active, "hub"); });
            schedule.start();
            fleet.start();
            runFor(timeline, 40min);
            if (!fleet.row().balances() || fleet.row().waiting != 0) qFatal("does not balance");
            return log;
        };
        const auto numbers = [](const Log& log) {
            std::vector<int> all;
            for (const auto& message : log.messages) {
                const auto body = JsonDocument::parse(message.body, "body");
                all.push_back(body ? static_cast<int>(body->root().find("n")->number()) : -1);
            }
            return all;
        };
        Fault fault;
        fault.kind = FaultKind::deviceSilent;
        const auto silent = numbers(*run(fault));
        QCOMPARE(silent.size(), std::size_t(120)); // of 240
        QCOMPARE(silent.back(), 240);              // the world went on
        fault.kind = FaultKind::deviceBursting;
        fault.times = 3;
        QCOMPARE(numbers(*run(fault)).size(), std::size_t(120 + 3 * 120));
        fault.share = 0.5;
        fault.kind = FaultKind::deviceGarbage;
        const auto garbage = numbers(*run(fault));
        const auto broken = std::count(garbage.begin(), garbage.end(), -1);
        QVERIFY(garbage.size() == 240 && broken > 40 && broken < 80);
        fault.kind = FaultKind::deviceDuplicating;
        auto doubled = numbers(*run(fault));
        QVERIFY(doubled.size() > 280 && doubled.size() < 320);
        QVERIFY(std::is_sorted(doubled.begin(), doubled.end()));
        doubled.erase(std::unique(doubled.begin(), doubled.end()), doubled.end());
        QCOMPARE(doubled.size(), std::size_t(240));
        fault.kind = FaultKind::deviceReordering;
        auto shuffled = numbers(*run(fault));
        QCOMPARE(shuffled.size(), std::size_t(240));
        int backwards = 0;
        for (std::size_t i = 1; i < shuffled.size(); ++i) backwards += shuffled[i] < shuffled[i - 1] ? 1 : 0;
        QVERIFY(backwards > 25 && backwards < 60);
        std::sort(shuffled.begin(), shuffled.end());
        for (int i = 0; i < 240; ++i) QCOMPARE(shuffled[static_cast<std::size_t>(i)], i + 1);
        fault.kind = FaultKind::deviceClockDrift;
        fault.drift = -2min;
        const auto drifted = run(fault);
        for (const auto& message : drifted->messages) {
            const Instant said = *parseInstant(test::json(message.body).root().find("at")->text);
            const double wrong = toSeconds(message.enqueued - said);
            const double into = toSeconds(message.enqueued - kStart - 10min);
            const double expected = into < 0 || into >= 1200 ? 0 : into / 10;
            QVERIFY2(std::abs(wrong - expected) < 0.01, std::to_string(wrong).c_str());
        }
    }

    void ofFaultsOfOneKindTheStrongestCounts_data() {
        QTest::addColumn<bool>("reversed");
        QTest::newRow("as written") << false;
        QTest::newRow("the other way round") << true;
    }
    void ofFaultsOfOneKindTheStrongestCounts() {
        QFETCH(bool, reversed);
        Traffic traffic;
        traffic.devices = "rooms";
        traffic.every = 10s;
        traffic.body = {{"at", Timestamp{}, {}, 1}};
        const auto fault = [](FaultKind kind, Duration at, Duration lasts) {
            Fault made;
            made.kind = kind;
            made.target = "rooms";
            made.at = at;
            made.lasts = lasts;
            return made;
        };
        metrics::LedgerRow row;
        const auto run = [&](std::vector<Fault> faults) {
            if (reversed) std::reverse(faults.begin(), faults.end());
            Timeline timeline(kStart);
            auto log = std::make_unique<Log>();
            Fleet fleet(traffic, named("room-", 1), kRamp, Random(3), timeline, *log);
            FaultSchedule schedule(faults, timeline, [&](const auto& active) { fleet.setFaults(active, "hub"); });
            schedule.start();
            fleet.start();
            runFor(timeline, 40min);
            row = fleet.row();
            if (!row.balances() || row.waiting != 0) qFatal("does not balance");
            return log;
        };
        Fault never = fault(FaultKind::deviceDuplicating, 10min, 20min);
        never.share = 0;
        QCOMPARE(run({never, fault(FaultKind::deviceDuplicating, 10min, 20min)})->messages.size(),
                 std::size_t(240 + 120));

        // What was kept before the cut that loses is kept until that one ends, too.
        Fault loses = fault(FaultKind::networkCut, 15min, 10min);
        loses.lost = true;
        const auto cut = run({fault(FaultKind::networkCut, 10min, 10min), loses});
        QCOMPARE(cut->messages.size(), std::size_t(180));
        QCOMPARE(row.dropped, std::uint64_t(60));
        const auto late = [](const auto& message) { return message.enqueued == kStart + 25min; };
        QCOMPARE(std::count_if(cut->messages.begin(), cut->messages.end(), late), std::ptrdiff_t(30));

        Fault slow = fault(FaultKind::deviceClockDrift, 10min, 20min);
        slow.drift = 1min;
        Fault fast = slow;
        fast.target = "rooms/room-1";
        fast.drift = -5min;
        const auto drifted = run({slow, fast});
        for (const auto& message : drifted->messages) {
            const Instant said = *parseInstant(test::json(message.body).root().find("at")->text);
            const double wrong = toSeconds(message.enqueued - said);
            const double into = toSeconds(message.enqueued - kStart - 10min);
            const double expected = into < 0 || into >= 1200 ? 0 : into / 4;
            QVERIFY2(std::abs(wrong - expected) < 0.01, std::to_string(wrong).c_str());
        }
    }

    void linesOfOneGroupDrawTheirOwnNumbers() {
        Traffic first;
        first.devices = "rooms";
        first.body = {{"o", Object{{{"a", Walk{}, {}, 1}}}, {}, 1}};
        Traffic second = first;
        second.every = 20s;
        Traffic other = first;
        other.body[0].name = "p";
        const Random random(5);
        auto streams = lineStreams({first, other, second, second}, random);
        std::vector<std::uint64_t> drawn;
        for (Random& stream : streams) drawn.push_back(stream.fork("rooms/a/o").next());
        QCOMPARE(drawn[0], Random(5).fork("rooms/a/o").next());
        QCOMPARE(drawn[1], drawn[0]); // its names keep it apart
        QCOMPARE(std::set<std::uint64_t>(drawn.begin(), drawn.end()).size(), std::size_t(3));
    }

    void expectationsAreJudged() {
        Outcomes outcomes;
        outcomes.number = [](const std::string& path) -> std::optional<double> {
            if (path == "routes.alarms.delivered") return 3;
            if (path == "nan") return std::nan("");
            return {};
        };
        outcomes.twinValue = [](const std::string& twin, const std::string& path) -> std::optional<Value> {
            if (twin == "room" && path == "/temperature") return Value(21.5);
            if (twin == "room" && path == "/mode") return Value("heat");
            if (twin == "room" && path == "/open") return Value(true);
            return {};
        };
        outcomes.latency = [](const std::string& name, double share) -> std::optional<Duration> {
            if (name != "archive") return {};
            return share < 0.9 ? Duration(20ms) : Duration(1500ms);
        };
        outcomes.incidents = [](const std::string& code, const std::string& service) -> std::uint64_t {
            return code == "functions-threw" ? service.empty() ? 5 : 2 : 0;
        };
        bool balanced = true;
        outcomes.balanced = [&] { return balanced; };
        const auto count = [](std::string path, std::optional<double> min, std::optional<double> max) {
            Expectation expectation;
            expectation.kind = Expectation::Kind::count;
            expectation.count = std::move(path);
            expectation.min = min;
            expectation.max = max;
            return expectation;
        };
        const auto room = [](std::string path, std::optional<Value> equals) {
            Expectation expectation;
            expectation.kind = Expectation::Kind::twin;
            expectation.twin = "room";
            expectation.path = std::move(path);
            expectation.equals = std::move(equals);
            return expectation;
        };
        const auto say = [&](const Expectation& expectation) {
            const Verdict verdict = judge(expectation, outcomes);
            return (verdict.met ? "met: " : "missed: ") + verdict.expected.str() + " " + verdict.found.str();
        };
        TF_COMPARE(say(count("routes.alarms.delivered", 1, {})),
                   "met: 'routes.alarms.delivered' is at least 1. It is 3.");
        TF_COMPARE(say(count("routes.alarms.delivered", {}, 2)),
                   "missed: 'routes.alarms.delivered' is at most 2. It is 3.");
        TF_COMPARE(say(count("routes.alarms.delivered", 3, 3)), "met: 'routes.alarms.delivered' is 3. It is 3.");
        TF_COMPARE(say(count("routes.alarms.delivered", 4, 5)),
                   "missed: 'routes.alarms.delivered' lies between 4 and 5. It is 3.");
        TF_COMPARE(say(count("routes.x.delivered", {}, 5)),
                   "missed: 'routes.x.delivered' is at most 5. The report has no such number.");
        QVERIFY(!judge(count("nan", {}, 5), outcomes).met);
        Expectation warm = room("/temperature", {});
        warm.min = 20;
        warm.max = 25;
        warm.at = 10min;
        TF_COMPARE(say(warm), "met: 'room/temperature' lies between 20 and 25 after 10m. It is 21.5.");
        TF_COMPARE(say(room("/mode", Value("heat"))), "met: 'room/mode' is \"heat\". It is \"heat\".");
        TF_COMPARE(say(room("/mode", Value("cool"))), "missed: 'room/mode' is \"cool\". It is \"heat\".");
        TF_COMPARE(say(room("/open", Value(true))), "met: 'room/open' is true. It is true.");
        TF_COMPARE(say(room("/temperature", Value(std::int64_t{21}))), "missed: 'room/temperature' is 21. It is 21.5.");
        TF_COMPARE(say(room("/label", Value("a"))), "missed: 'room/label' is \"a\". The twin has no such value.");
        Expectation quick;
        quick.kind = Expectation::Kind::latency;
        quick.latency = "archive";
        quick.percentile = 50;
        quick.maxLatency = 100ms;
        TF_COMPARE(say(quick), "met: 'latency of archive at 50 %' is at most 100ms. It is 20ms.");
        quick.percentile = 99;
        TF_COMPARE(say(quick), "missed: 'latency of archive at 99 %' is at most 100ms. It is 1s500ms.");
        quick.minLatency = 1001ms;
        quick.maxLatency.reset();
        TF_COMPARE(say(quick), "met: 'latency of archive at 99 %' is at least 1s1ms. It is 1s500ms.");
        quick.latency = "nowhere";
        QVERIFY(!judge(quick, outcomes).met);
        Expectation none;
        none.kind = Expectation::Kind::incidents;
        none.incidents = "functions-threw";
        none.max = 2;
        TF_COMPARE(say(none), "missed: 'incidents functions-threw' is at most 2. It is 5.");
        none.service = "ingest";
        TF_COMPARE(say(none), "met: 'incidents functions-threw of ingest' is at most 2. It is 2.");
        TF_COMPARE(say(Expectation{}), "met: The ledger balances. It does.");
        balanced = false;
        TF_COMPARE(say(Expectation{}), "missed: The ledger balances. It does not.");
    }
};

QTEST_APPLESS_MAIN(SimulationTest)
#include "tst_simulation.moc"
