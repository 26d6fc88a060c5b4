// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Event Hubs Capture: which file, and what a reader of Avro finds in it.
#include "avro_reader.h"
#include "downstream/archive_name.h"
#include "downstream/avro.h"
#include "downstream/capture_record.h"
#include "sink_bench.h"

#include <rapidcheck.h>

#include <limits>

using namespace twinflow;
using namespace twinflow::test;
using downstream::CaptureEncoding;

namespace {

downstream::DownstreamSettings archive(CaptureEncoding encoding = CaptureEncoding::avro) {
    downstream::DownstreamSettings settings{"archive", downstream::DownstreamKind::storage, "container", {}, {}};
    settings.capture.encoding = encoding;
    settings.capture.eventHubNamespace = "plant";
    settings.capture.skipEmptyArchives = false;
    return settings;
}

endpoints::EndpointSettings hub(std::uint32_t partitions) {
    endpoints::EndpointSettings settings;
    settings.name = "hub";
    settings.partitions = partitions;
    return settings;
}

std::string padded(std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

} // namespace

class CaptureTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void numbersAreZigzag() {
        const std::pair<std::int64_t, std::string> known[] = {{0, std::string(1, '\0')},
                                                              {-1, "\x01"},
                                                              {1, "\x02"},
                                                              {-2, "\x03"},
                                                              {63, "\x7e"},
                                                              {64, std::string("\x80\x01")},
                                                              {-65, std::string("\x81\x01")},
                                                              {8192, std::string("\x80\x80\x01")}};
        for (const auto& [number, bytes] : known) {
            std::string out;
            downstream::avro::appendLong(out, number);
            TF_COMPARE(out, bytes);
        }
        QVERIFY(rc::check("numbers read back", [](std::int64_t number) {
            std::string out;
            for (const std::int64_t each : {number, number >> 40, std::numeric_limits<std::int64_t>::min()})
                downstream::avro::appendLong(out, each);
            AvroReader in(out);
            RC_ASSERT(in.number() == number);
            RC_ASSERT(in.number() == number >> 40);
            RC_ASSERT(in.number() == std::numeric_limits<std::int64_t>::min());
            RC_ASSERT(in.atEnd());
        }));
    }

    void aRecordHoldsTheEventAsTheHubHasIt() {
        SinkBench bench(archive());
        bench.pass(3h);
        TF_OK(bench.sink->standBehind(hub(1), "archive"));
        const auto event = bench.telemetry("pump-07", "motor", "{\"vibration\": 0.31}");
        bench.sink->consume(
            {event, endpoints::EndpointKind::eventHub, {}, "hub", 1, 41, 10496, 0, bench.timeline.now() + 1234567ns});
        const auto files = bench.finish();
        const CapturedFile file = readCapturedFile(files.at("container/plant/hub/0/2024/03/05/13/15/30.avro"));
        TF_COMPARE(file.schema, std::string(downstream::kCaptureSchema));
        TF_COMPARE(file.codec, "null");
        QCOMPARE(file.events.size(), std::size_t(1));
        const CapturedEvent& captured = file.events.front();
        QCOMPARE(captured.sequenceNumber, 41);
        TF_COMPARE(captured.offset, "10496");
        TF_COMPARE(captured.enqueuedTimeUtc, "3/5/2024 1:15:30 PM");
        TF_COMPARE(captured.body, "{\"vibration\": 0.31}");
        const std::map<std::string, std::string> system{{"x-opt-sequence-number", "41"},
                                                        {"x-opt-offset", "10496"},
                                                        {"x-opt-enqueued-time", "1709644530001"},
                                                        {"x-opt-partition-key", "pump-07"},
                                                        {"content-type", "application/json"}};
        QVERIFY(captured.systemProperties == system);
        // The same attributes as a reader of the hub gets.
        std::string text;
        bench.dress.appendApplicationProperties(text, *event, endpoints::hopOf("hub"));
        std::map<std::string, std::string> properties;
        const JsonDocument read = json(text);
        for (const JsonNode::Member& member : read.root().members) properties.emplace(member.name, member.value.text);
        QVERIFY(captured.properties == properties);
    }

    void timesAreWrittenAsInTheUnitedStates() {
        auto settings = archive();
        settings.capture.skipEmptyArchives = true;
        SinkBench bench(settings);
        const auto event = bench.telemetry("a", "", "{}");
        std::vector<std::string> times;
        for (const char* at : {"2024-12-31T00:00:00Z", "2024-12-31T12:05:09Z", "2024-12-31T23:59:59.999Z"}) {
            bench.sink->consume({event, endpoints::EndpointKind::eventHub, {}, "hub", 1, 0, 0, 0, *parseInstant(at)});
        }
        for (const auto& [name, content] : bench.finish()) {
            for (const CapturedEvent& each : readCapturedFile(content).events) times.push_back(each.enqueuedTimeUtc);
        }
        const std::vector<std::string> expected{"12/31/2024 12:00:00 AM", "12/31/2024 12:05:09 PM",
                                                "12/31/2024 11:59:59 PM"};
        times.erase(std::remove_if(times.begin(), times.end(), [](const auto& text) { return text.empty(); }),
                    times.end());
        QVERIFY(times == expected);
    }

    void eachPartitionHasItsWindows() {
        SinkBench bench(archive());
        TF_OK(bench.sink->standBehind(hub(2), "archive"));
        const auto event = bench.telemetry("a", "", "{}");
        bench.fromEventHub(event, 0);
        bench.pass(5min - 1ns);
        bench.fromEventHub(event, 0); // the window's last instant
        bench.pass(1ns);
        bench.fromEventHub(event, 0);
        bench.pass(11min); // a window without events, and one at hand
        const auto files = bench.finish();
        std::map<std::string, std::size_t> events;
        for (const auto& [name, content] : files) events[name] = readCapturedFile(content).events.size();
        const std::map<std::string, std::size_t> expected{{"container/plant/hub/0/2024/03/05/10/15/30.avro", 2},
                                                          {"container/plant/hub/0/2024/03/05/10/20/30.avro", 1},
                                                          {"container/plant/hub/0/2024/03/05/10/25/30.avro", 0},
                                                          {"container/plant/hub/1/2024/03/05/10/15/30.avro", 0},
                                                          {"container/plant/hub/1/2024/03/05/10/20/30.avro", 0},
                                                          {"container/plant/hub/1/2024/03/05/10/25/30.avro", 0}};
        QVERIFY2(events == expected, namesOf(files).c_str());
        QCOMPARE(readCapturedFile(files.begin()->second).blocks, std::size_t(1));
    }

    void emptyFilesMayBeLeftOut() {
        for (const auto encoding : {CaptureEncoding::avro, CaptureEncoding::ndjson}) {
            auto settings = archive(encoding);
            settings.capture.skipEmptyArchives = true;
            settings.capture.interval = 1min;
            SinkBench bench(settings);
            TF_OK(bench.sink->standBehind(hub(3), "archive"));
            bench.pass(24h);
            bench.fromEventHub(bench.telemetry("a", "", "{}"), 2);
            bench.pass(1h);
            const std::string extension = encoding == CaptureEncoding::avro ? ".avro" : ".ndjson";
            TF_COMPARE(namesOf(bench.finish()), "container/plant/hub/2/2024/03/06/10/15/30" + extension + "\n");
        }
    }

    void aFullFileEndsItsWindow() {
        auto settings = archive(CaptureEncoding::avro);
        settings.capture.sizeLimitInBytes = 10'485'760;
        SinkBench bench(settings);
        TF_OK(bench.sink->standBehind(hub(1), "archive"));
        const auto event = bench.telemetry("a", "", "\"" + std::string(1024 * 1024, 'x') + "\"");
        for (int i = 0; i < 25; ++i) {
            bench.pass(1500ms);
            bench.fromEventHub(event);
        }
        const auto files = bench.finish();
        std::vector<std::size_t> events;
        for (const auto& [name, content] : files) events.push_back(readCapturedFile(content).events.size());
        QVERIFY2((events == std::vector<std::size_t>{10, 10, 5}), namesOf(files).c_str());
        QVERIFY(files.contains("container/plant/hub/0/2024/03/05/10/15/45.avro")); // the tenth came at 10:15:45
    }

    void deflatedFilesHoldTheSame() {
        CapturedFile files[2];
        std::size_t sizes[2];
        for (const auto encoding : {CaptureEncoding::avro, CaptureEncoding::avroDeflate}) {
            SinkBench bench(archive(encoding));
            for (int i = 0; i < 2000; ++i) {
                bench.fromEventHub(
                    bench.telemetry("twin-" + std::to_string(i % 7), "", "{\"t\":" + std::to_string(i) + "}"));
            }
            const auto written = bench.finish();
            QCOMPARE(written.size(), std::size_t(1));
            const std::size_t index = encoding == CaptureEncoding::avro ? 0 : 1;
            files[index] = readCapturedFile(written.begin()->second);
            sizes[index] = written.begin()->second.size();
        }
        TF_COMPARE(files[1].codec, "deflate");
        QVERIFY(sizes[1] < sizes[0] / 3);
        QVERIFY(files[0].blocks > 1);
        QCOMPARE(files[0].events.size(), std::size_t(2000));
        QCOMPARE(files[1].events.size(), std::size_t(2000));
        for (std::size_t i = 0; i < 2000; ++i) TF_COMPARE(files[1].events[i].body, files[0].events[i].body);
    }

    void aFileGoesOnAfterAFinish() {
        SinkBench bench(archive());
        bench.fromEventHub(bench.telemetry("a", "", "1"));
        bench.finish();
        bench.fromEventHub(bench.telemetry("a", "", "2"));
        const CapturedFile file = readCapturedFile(bench.finish().begin()->second);
        QCOMPARE(file.events.size(), std::size_t(2));
        QCOMPARE(file.blocks, std::size_t(2));
    }

    void syncMarkersDifferByFile() {
        SinkBench bench(archive());
        for (const std::uint32_t partition : {0U, 1U}) bench.fromEventHub(bench.telemetry("a", "", "1"), partition);
        const auto files = bench.finish();
        QVERIFY(readCapturedFile(files.begin()->second).sync != readCapturedFile(files.rbegin()->second).sync);
    }

    void bytesDoNotDependOnThreads() {
        const std::string difference =
            differenceBetweenLanes(archive(CaptureEncoding::avroDeflate), [](SinkBench& bench) {
                TF_OK(bench.sink->standBehind(hub(6), "archive"));
                for (int i = 0; i < 3000; ++i) {
                    bench.fromEventHub(bench.telemetry("twin-" + std::to_string(i % 40), "", "{\"a\":1}"), i % 5);
                    bench.pass(1s);
                }
            });
        TF_COMPARE(difference, "");
    }

    void namesFollowTheFormat() {
        const std::string format =
            "{EventHub}-{Namespace}/{Year}/{Month}{Day}/{Hour}_{Minute}_{Second}/part-{PartitionId}";
        TF_OK(downstream::checkArchiveNameFormat(format));
        QVERIFY(rc::check("every instant has its place", [&] {
            const auto seconds = *rc::gen::inRange<std::int64_t>(0, 4'000'000'000);
            const Instant at{std::chrono::seconds(seconds)};
            const auto day = std::chrono::floor<std::chrono::days>(at);
            const std::chrono::year_month_day date{day};
            const std::chrono::hh_mm_ss clock{std::chrono::floor<std::chrono::seconds>(at - day)};
            const std::string expected = "h-n/" + std::to_string(int(date.year())) + "/" +
                                         padded(unsigned(date.month())) + padded(unsigned(date.day())) + "/" +
                                         padded(clock.hours().count()) + "_" + padded(clock.minutes().count()) + "_" +
                                         padded(clock.seconds().count()) + "/part-17";
            RC_ASSERT(downstream::archiveName(format, {"n", "h", 17, at}) == expected);
        }));
    }

    void wrongFormatsAreRefused() {
        const std::string sound = downstream::CaptureSettings().archiveNameFormat;
        for (const std::string& wrong : {std::string(), std::string("{Namespace}"), sound.substr(0, sound.size() - 1),
                                         sound + "/{Week}", sound + "{", sound.substr(0, sound.rfind('/'))}) {
            const auto checked = downstream::checkArchiveNameFormat(wrong);
            QVERIFY2(!checked, wrong.c_str());
            TF_COMPARE(checked.error().code, "downstream-archive-name");
            auto settings = archive();
            settings.capture.archiveNameFormat = wrong;
            SinkBench bench(archive());
            const auto sink = downstream::Sink::make(settings, bench.dress, bench.folder(), bench.lane, bench.timeline);
            QVERIFY(!sink);
            TF_COMPARE(sink.error().code, "downstream-archive-name");
        }
    }
};

QTEST_APPLESS_MAIN(CaptureTest)
#include "tst_capture.moc"
