// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The storage: which blob a line goes to, and that its bytes do not depend on threads.
#include "downstream/append_file.h"
#include "downstream/blob_list.h"
#include "endpoints/bus_properties.h"
#include "endpoints/endpoint.h"
#include "sink_bench.h"

using namespace twinflow;
using namespace twinflow::test;
using delivery::Outcome;

namespace {

downstream::DownstreamSettings archive() {
    downstream::DownstreamSettings settings{"archive", downstream::DownstreamKind::storage, "container", {}, {}};
    settings.capture.encoding = downstream::CaptureEncoding::ndjson;
    settings.capture.interval = 1min;
    return settings;
}

} // namespace

class StorageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void blobsAreNamedByTime() {
        SinkBench bench(archive());
        bench.fromEventHub(bench.update("a", R"([{"op":"add","path":"/t","value":1}])"), 0);
        bench.fromEventHub(bench.update("b", R"([{"op":"add","path":"/t","value":2}])"), 3);
        bench.fromEventGrid(bench.update("a", R"([{"op":"add","path":"/t","value":1}])"));
        bench.pass(1min); // the next window
        bench.fromEventHub(bench.update("a", R"([{"op":"add","path":"/t","value":3}])"), 0);
        bench.fromEventGrid(bench.update("a", R"([{"op":"add","path":"/t","value":3}])"));
        bench.pass(1h);
        bench.fromEventGrid(bench.update("a", R"([{"op":"add","path":"/t","value":4}])"));
        bench.mustSend(R"({"any": ["thing"]})");
        const auto files = bench.finish();
        TF_COMPARE(namesOf(files), "container/2024/03/05/11.ndjson\n"
                                   "container/topic/2024/03/05/10.ndjson\n"
                                   "container/topic/2024/03/05/11.ndjson\n"
                                   "container/twinflow/hub/0/2024/03/05/10/15/30.ndjson\n"
                                   "container/twinflow/hub/0/2024/03/05/10/16/30.ndjson\n"
                                   "container/twinflow/hub/3/2024/03/05/10/15/30.ndjson\n");
        QCOMPARE(QByteArray::fromStdString(files.at("container/topic/2024/03/05/10.ndjson")).count('\n'), 2);
        TF_COMPARE(files.at("container/2024/03/05/11.ndjson"), "{\"any\": [\"thing\"]}\n");
        QCOMPARE(bench.sink->row().delivered, 7U);
        QVERIFY(bench.sink->row().balances());
        std::size_t total = 0;
        for (const auto& [name, content] : files) total += content.size();
        QCOMPARE(bench.sink->bytes(), std::uint64_t(total));
    }

    void eachLineIsOneCloudEvent() {
        SinkBench bench(archive());
        bench.fromEventHub(bench.telemetry("pump", "motor", "{\n  \"vibration\": 0.31\r\n}"));
        const auto files = bench.finish();
        const std::string& line = files.at("container/twinflow/hub/0/2024/03/05/10/15/30.ndjson");
        QCOMPARE(line.find('\n'), line.size() - 1);
        const JsonDocument event = json(line);
        TF_COMPARE(event.root().find("type")->text, "microsoft.iot.telemetry");
        TF_COMPARE(event.root().find("subject")->text, "motor");
        TF_COMPARE(event.root().find("data")->find("vibration")->text, "0.31");
    }

    void aBlobThatComesBackIsContinued() {
        SinkBench bench(archive());
        const auto event = bench.update("a", R"([{"op":"add","path":"/t","value":1}])");
        const auto at = [&](Duration after) {
            bench.sink->consume(
                {event, endpoints::EndpointKind::serviceBus, {}, "topic", 1, 0, 0, 0, SinkBench::start() + after});
        };
        for (const Duration after : {0h, 1h, 0h}) at(after);
        QCOMPARE(QByteArray::fromStdString(bench.finish().at("container/topic/2024/03/05/10.ndjson")).count('\n'), 2);
        at(1h); // after a finish as well
        QCOMPARE(QByteArray::fromStdString(bench.finish().at("container/topic/2024/03/05/11.ndjson")).count('\n'), 2);
    }

    void aTopicsLinesAreItsMessages() {
        SinkBench bench(archive());
        endpoints::BusProperties changes;
        changes.user["priority"] = Value(std::int64_t{1});
        changes.system[endpoints::SystemProperty::label] = Value("vip");
        const auto event = bench.telemetry("pump", "", "{\n\"rpm\": 1}");
        endpoints::Delivery delivery{
            event, endpoints::EndpointKind::serviceBus, {}, "topic", 1, 7, 0, 0, SinkBench::start()};
        delivery.properties = &changes;
        bench.sink->consume(delivery);
        const std::string line = bench.finish().at("container/topic/2024/03/05/10.ndjson");
        QCOMPARE(line.find('\n'), line.size() - 1);
        const JsonDocument message = json(line);
        TF_COMPARE(message.root().find("subject")->text, "vip");
        TF_COMPARE(message.root().find("applicationProperties")->find("priority")->text, "1");
        TF_COMPARE(message.root().find("body")->find("rpm")->text, "1");
    }

    void aHubIsCapturedOnce() {
        SinkBench bench(archive());
        endpoints::EndpointSettings hub;
        hub.name = "hub";
        TF_OK(bench.sink->standBehind(hub, "one"));
        TF_COMPARE(bench.sink->standBehind(hub, "two").error().code, "downstream-captured-twice");
        hub.name = "other";
        TF_OK(bench.sink->standBehind(hub, "one"));
        hub.kind = endpoints::EndpointKind::eventGrid; // topics have as many subscriptions as one likes
        for (const char* name : {"one", "two"}) TF_OK(bench.sink->standBehind(hub, name));
    }

    void anEarlierRunsBlobIsBegunAnew() {
        SinkBench bench(archive());
        const auto blob = bench.folder() / "container/2024/03/05/10.ndjson";
        TF_OK(writeFile(blob, "old\n"));
        bench.mustSend("1");
        bench.finish();
        TF_COMPARE(*readFile(blob), "1\n");
    }

    void aLargeBlobIsWrittenInParts() {
        SinkBench bench(archive());
        const std::string payload = '"' + std::string(1000, 'x') + '"';
        for (int i = 0; i < 300; ++i) bench.mustSend(payload);
        QVERIFY(!filesIn(bench.folder()).empty()); // not all is held back
        QCOMPARE(bench.finish().begin()->second.size(), 300 * (payload.size() + 1));
    }

    void bytesDoNotDependOnThreads() {
        const std::string difference = differenceBetweenLanes(archive(), [](SinkBench& bench) {
            for (int i = 0; i < 3000; ++i) {
                bench.fromEventHub(
                    bench.update("twin-" + std::to_string(i % 40), R"([{"op":"add","path":"/t","value":1}])"), i % 6);
                if (i % 10 == 0) bench.fromEventGrid(bench.telemetry("pump", "", R"({"a":1})"));
                if (i % 50 == 0) QVERIFY(bench.send(R"({"i":1})"));
                if (i % 500 == 0) bench.sink->deadLetters()->keep("dead/" + std::to_string(i) + ".json", "{}");
                bench.pass(100ms);
            }
        });
        TF_COMPARE(difference, "");
    }

    void digestsTellNamesApart() {
        std::string digests[2];
        for (const std::uint32_t partition : {0U, 1U}) {
            SinkBench bench(archive());
            bench.fromEventHub(bench.update("a", R"([{"op":"add","path":"/t","value":1}])"), partition);
            bench.finish();
            digests[partition] = bench.sink->digest();
        }
        QVERIFY(digests[0] != digests[1]);
    }

    void keptBlobsStayInTheContainer() {
        SinkBench bench(archive());
        endpoints::DeadLetterStore& store = *bench.sink->deadLetters();
        store.keep("hub/2024/03/05/10/id.json", "{\"a\":1}");
        store.keep("hub/2024/03/05/10/id.json", "{\"a\":2}"); // a blob is replaced
        store.keep("../../../outside.json", "{}");
        store.keep("hub/a b.json", "{}"); // as readable as it may be
        store.keep("/absolute.json", "{}");
        store.keep("x.json", "{}");
        store.keep("x.json/y.json", "{}"); // both can stand
        store.keep("hub/" + std::string(3000, '?') + ".json", "{}");
        const auto files = bench.finish();
        QVERIFY(!bench.lane.failure());
        QCOMPARE(files.size(), std::size_t(7));
        QVERIFY(files.contains("container/hub/a b.json"));
        for (const auto& [name, content] : files) QVERIFY2(name.starts_with("container/"), name.c_str());
        TF_COMPARE(files.at("container/hub/2024/03/05/10/id.json"), "{\"a\":2}");
        QCOMPARE(filesIn(bench.dir.path().toStdString()).size(), files.size());
        QCOMPARE(bench.sink->row().delivered, 8U);
        QCOMPARE(bench.sink->overwritten(), 1U);
    }

    void blobsAreListedAsTheServiceDoes() {
        SinkBench bench(archive());
        endpoints::DeadLetterStore& store = *bench.sink->deadLetters();
        for (const char* name : {"a/x.json", "a/b/y.avro", "a/b/z.ndjson", "ab.bin", "c.json"}) store.keep(name, "12");
        bench.finish();
        const auto listed = [&](std::string_view prefix, std::string_view delimiter) {
            std::string text;
            const auto items = downstream::listBlobs(bench.folder() / "container", prefix, delimiter);
            for (const auto& item : *items) {
                text += item.name + " " +
                        (item.isPrefix ? "-" : std::to_string(item.bytes) + " " + std::string(item.contentType)) + "\n";
            }
            return text;
        };
        TF_COMPARE(listed("", ""), "a/b/y.avro 2 avro/binary\na/b/z.ndjson 2 application/x-ndjson\n"
                                   "a/x.json 2 application/json\nab.bin 2 application/octet-stream\n"
                                   "c.json 2 application/json\n");
        TF_COMPARE(listed("", "/"), "a/ -\nab.bin 2 application/octet-stream\nc.json 2 application/json\n");
        TF_COMPARE(listed("a/", "/"), "a/b/ -\na/x.json 2 application/json\n");
        TF_COMPARE(listed("a", "/"), "a/ -\nab.bin 2 application/octet-stream\n");
        TF_COMPARE(listed("d", "/"), "");
        QVERIFY(downstream::listBlobs(bench.folder() / "none", "", "/")->empty());
    }

    void unsafeEndpointNamesStayInTheContainer() {
        SinkBench bench({"..", downstream::DownstreamKind::storage, {}, {}, {}});
        bench.fromEventHub(bench.telemetry("a", "", "{}"), 0, "../../up");
        const auto files = bench.finish();
        TF_COMPARE(namesOf(files), ".%2E/twinflow/%2E%2E/%2E%2E/up/0/2024/03/05/10/15/30.avro\n");
    }

    void downMeansUnavailable() {
        SinkBench bench(archive());
        bench.sink->condition.down = true;
        QVERIFY(bench.fromEventHub(bench.telemetry("a", "", "{}")) == Outcome::unavailable);
        TF_COMPARE(bench.send("{}").error().code, "downstream-unavailable");
        TF_COMPARE(bench.send("{}").error().what.str(), "'archive' is not available at the moment.");
        QCOMPARE(bench.sink->row().attempts, 3U);
        QCOMPARE(bench.sink->row().offered, 0U);
        bench.sink->condition.down = false;
        QVERIFY(bench.fromEventHub(bench.telemetry("a", "", "{}")) == Outcome::delivered);
    }

    void latencyIsFromTheOrigin() {
        SinkBench bench(archive());
        const auto event = bench.telemetry("a", "", "{}");
        bench.pass(250ms);
        bench.fromEventHub(event);
        QVERIFY(bench.sink->send("{}", bench.timeline.now(), bench.timeline.now() - 1s));
        QCOMPARE(bench.sink->latency().count(), 2U);
        QCOMPARE(bench.sink->latency().min(), Duration(250ms));
        QCOMPARE(bench.sink->latency().max(), Duration(1s));
    }

    void payloadsThatAreNotJsonAreRefused() {
        SinkBench bench(archive());
        for (const char* payload : {"", "undefined", "{\"a\":", "{}{}", "{\"a\":1}\n{\"b\":2}", "\xff"}) {
            const auto sent = bench.send(payload);
            QVERIFY2(!sent, payload);
            TF_COMPARE(sent.error().code, "downstream-payload-invalid");
            QVERIFY(sent.error().what.str().starts_with("The payload for 'archive' cannot be read."));
        }
        QCOMPARE(bench.sink->row().offered, 0U);
        QVERIFY(bench.finish().empty()); // nothing written, nothing made
        bench.mustSend("[1,\n2]");
        TF_COMPARE(bench.finish().begin()->second, "[1, 2]\n");
    }

    void aFolderThatCannotBeWrittenFailsTheLane() {
        for (const bool kept : {false, true}) {
            SinkBench bench(archive(), true);
            TF_OK(writeFile(bench.folder(), "a file stands where the folder should be"));
            if (kept) {
                bench.sink->deadLetters()->keep("x.json", "{}");
            } else {
                bench.mustSend("{}");
            }
            bench.sink->finish();
            bench.lane.drain();
            const auto failure = bench.lane.failure();
            QVERIFY(failure);
            TF_COMPARE(failure->code, kept ? "file-unwritable" : "downstream-unwritable");
            QVERIFY(failure->what.str().find("cannot be written") != std::string::npos);
            QVERIFY(!failure->hint.empty());
        }
    }

    void aSinkMayGoBeforeTheLaneHasWritten() {
        SinkBench bench(archive(), true);
        bench.mustSend("1");
        bench.sink->finish();
        bench.sink.reset();
        bench.lane.drain();
        QCOMPARE(filesIn(bench.folder()).size(), std::size_t(1));
    }

    void aSinkNeedsAName() {
        SinkBench bench(archive());
        const auto sink = downstream::Sink::make({}, bench.dress, bench.folder(), bench.lane, bench.timeline);
        QVERIFY(!sink);
        TF_COMPARE(sink.error().code, "downstream-name-missing");
    }
};

QTEST_APPLESS_MAIN(StorageTest)
#include "tst_storage.moc"
