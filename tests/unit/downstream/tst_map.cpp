// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The map: the latest state wins, and nothing but functions may write.
#include "downstream/map.h"
#include "sink_bench.h"

using namespace twinflow;
using namespace twinflow::test;
using delivery::Outcome;

namespace {

downstream::DownstreamSettings floorMap() {
    return {"floor-map", downstream::DownstreamKind::map, {}, "rooms", {}};
}

downstream::DownstreamSettings styledMap() {
    auto settings = floorMap();
    settings.styles =
        "[{\"keyname\":\"temperature\",\"type\":\"number\",\"rules\":[{\"range\":{\"exclusiveMaximum\":\"66\"},"
        "\"color\":\"#00204e\"},"
        "{\"range\":{\"minimum\":66,\"exclusiveMaximum\":80},\"color\":\"#0278da\"}]},"
        "{\"keyname\":\"occupied\",\"type\":\"boolean\",\"rules\":[{\"true\":\"#FF0001\",\"false\":\"#00FF00\"}]},"
        "{\"keyname\":\"meeting\",\"type\":\"string\",\"rules\":[{\"secret\":\"#FF0000\",\"open\":\"#FF00AA\"}]}]";
    return settings;
}

std::string state(std::string_view feature, std::string_view key, std::string_view value, std::string_view time) {
    std::string text = R"({"featureId":")";
    text.append(feature).append(R"(","states":[{"keyName":")").append(key).append(R"(","value":")").append(value);
    return text.append(R"(","eventTimestamp":")").append(time).append("\"}]}");
}

} // namespace

class MapTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLatestStateOfEachKeyIsKept() {
        SinkBench bench(floorMap());
        bench.mustSend(state("UNIT103", "temperature", "71", "2024-03-05T10:15:30"));
        bench.mustSend(state("UNIT103", "temperature", "70", "2024-03-05T10:15:29")); // earlier
        bench.mustSend(state("UNIT103", "temperature", "69", "2024-03-05T10:15:30")); // the same
        bench.mustSend(state("UNIT103", "temperature", "72", "2024-03-05T10:15:30.1"));
        bench.mustSend(state("UNIT103", "occupied", "true", "2024-03-05T10:00:00Z")); // its own key
        bench.mustSend(state("UNIT101", "temperature", "60", "2024-03-05T10:00:00"));
        const auto files = bench.finish();
        TF_COMPARE(files.at("feature-states.json"), R"({"statesetId":"rooms","features":[
{"featureId":"UNIT101","states":[{"keyName":"temperature","value":"60","eventTimestamp":"2024-03-05T10:00:00","updates":1,"outdated":0}]},
{"featureId":"UNIT103","states":[{"keyName":"occupied","value":"true","eventTimestamp":"2024-03-05T10:00:00Z","updates":1,"outdated":0},{"keyName":"temperature","value":"72","eventTimestamp":"2024-03-05T10:15:30.1","updates":2,"outdated":2}]}
]}
)");
        TF_COMPARE(
            files.at("states.ndjson").substr(0, files.at("states.ndjson").find('\n')),
            R"({"time":"2024-03-05T10:15:30.0000000Z","featureId":"UNIT103","keyName":"temperature","value":"71","eventTimestamp":"2024-03-05T10:15:30"})");
        QCOMPARE(QByteArray::fromStdString(files.at("states.ndjson")).count('\n'), 4);
        QCOMPARE(bench.sink->row().delivered, 4U);
        QCOMPARE(bench.sink->row().dropped, 2U);
        QVERIFY(bench.sink->row().balances());
        QCOMPARE(bench.sink->latency().count(), 4U);
        QCOMPARE(bench.sink->bytes(),
                 std::uint64_t(files.at("states.ndjson").size() + files.at("feature-states.json").size()));
    }

    void stylesSayWhichStatesThereAre() {
        SinkBench bench(styledMap());
        bench.mustSend(state("U", "temperature", "71.5", "2024-03-05T10:15:30"));
        bench.mustSend(state("U", "occupied", "true", "2024-03-05T10:15:30"));
        bench.mustSend(state("U", "meeting", "secret", "2024-03-05T10:15:30"));
        bench.mustSend("{\"featureId\":\"V\",\"states\":[{\"keyName\":\"temperature\",\"value\":66,"
                       "\"eventTimestamp\":\"2024-03-05T10:15:30\"},{\"keyName\":\"occupied\",\"value\":false,"
                       "\"eventTimestamp\":\"2024-03-05T10:15:30\"}]}");
        bench.mustSend(state("U", "temperature", "200", "2024-03-05T10:15:31")); // no range: taken, without a colour
        const auto refused = [&](const std::string& payload) {
            const auto sent = bench.send(payload);
            return sent ? std::string() : sent.error().what.str();
        };
        TF_COMPARE(refused(state("U", "humidity", "1", "2024-03-05T10:16:00")),
                   "The payload for 'floor-map' has a state 'humidity', which the state set does not know.");
        for (const auto& [key, value] : {std::pair("temperature", "warm"),
                                         {"temperature", "nan"},
                                         {"temperature", "-infinity"},
                                         {"occupied", "1"},
                                         {"meeting", "Secret"}}) {
            TF_COMPARE(refused(state("U", key, value, "2024-03-05T10:16:00")),
                       "The payload for 'floor-map' has a value of '" + std::string(key) +
                           "' that its style does not take.");
        }
        // A payload is taken whole or not at all.
        refused("{\"featureId\":\"V\",\"states\":[{\"keyName\":\"temperature\",\"value\":1,"
                "\"eventTimestamp\":\"2024-03-05T11:00:00\"},{\"keyName\":\"x\",\"value\":1,"
                "\"eventTimestamp\":\"2024-03-05T11:00:00\"}]}");
        const downstream::Map& map = *bench.sink->map();
        QVERIFY((map.features() == std::vector<std::string>{"U", "V"}));
        std::string text;
        for (const char* feature : {"U", "V"}) {
            for (const auto& now : map.states(feature))
                text += now.keyName + "=" + now.value + " " + now.color + " " + std::to_string(now.updates) + "\n";
        }
        TF_COMPARE(text, "meeting=\"secret\" #FF0000 1\noccupied=true #FF0001 1\ntemperature=200  2\n"
                         "occupied=false #00FF00 1\ntemperature=66 #0278da 1\n");
        QVERIFY(map.states("W").empty());
        QCOMPARE(bench.sink->row().delivered, 6U);
    }

    void stylesAreReadStrictly() {
        const char* wrong[] = {
            "{}",
            "[1",
            "[{}]",
            "[{\"keyname\":\"a\"}]",
            "[{\"keyname\":\"a\",\"type\":\"date\",\"rules\":[{}]}]",
            "[{\"keyname\":\"a\",\"type\":\"number\",\"rules\":[]}]",
            "[{\"keyname\":\"a\",\"type\":\"number\",\"rules\":[{\"color\":\"#fff\"}]}]",
            "[{\"keyname\":\"a\",\"type\":\"number\",\"rules\":[{\"color\":\"#fff\",\"range\":{\"from\":1}}]}]",
            "[{\"keyname\":\"a\",\"type\":\"number\",\"rules\":[{\"color\":\"#fff\",\"range\":{\"minimum\":\"x\"}}]}]",
            "[{\"keyname\":\"a\",\"type\":\"number\",\"rules\":[{\"color\":\"#fff\",\"range\":{\"minimum\":\"nan\"}}]}"
            "]",
            "[{\"keyname\":\"a\",\"type\":\"boolean\",\"rules\":[{\"yes\":\"#fff\"}]}]",
            "[{\"keyname\":\"a\",\"type\":\"string\",\"rules\":[{\"yes\":1}]}]",
            "[{\"keyname\":\"a\",\"type\":\"string\",\"rules\":[{\"yes\":\"#fff\"}]},"
            "{\"keyname\":\"a\",\"type\":\"string\",\"rules\":[{\"yes\":\"#fff\"}]}]"};
        for (const char* styles : wrong) {
            const auto read = downstream::FeatureStyles::parse(styles);
            QVERIFY2(!read, styles);
            TF_COMPARE(read.error().code, "downstream-styles");
        }
        auto settings = floorMap();
        settings.styles = "[{}]";
        SinkBench bench(floorMap());
        const auto sink = downstream::Sink::make(settings, bench.dress, bench.folder(), bench.lane, bench.timeline);
        QVERIFY(!sink);
        TF_COMPARE(sink.error().code, "downstream-styles");
    }

    void endsOfRangesAreInsideOrOutside() {
        const auto styles =
            downstream::FeatureStyles::parse("[{\"keyname\":\"t\",\"type\":\"number\",\"rules\":[{\"range\":{"
                                             "\"minimum\":1,\"exclusiveMaximum\":\"2\"},\"color\":\"a\"},"
                                             "{\"range\":{\"exclusiveMinimum\":2,\"maximum\":3},\"color\":\"b\"}]}]");
        std::string colors;
        for (const double value : {0.99, 1.0, 1.99, 2.0, 2.01, 3.0, 3.01}) {
            const std::string_view color = downstream::colorOf(*styles->find("t"), Value(value));
            colors += color.empty() ? "-" : std::string(color);
        }
        TF_COMPARE(colors, "-aa-bb-");
    }

    void aPayloadMayHoldManyStatesAndOtherKindsOfValue() {
        SinkBench bench(floorMap());
        bench.mustSend(
            R"({"featureId":"U","States":[{"keyName":"a","value":1.50,"eventTimestamp":"2024-03-05T10:15:30Z"},
            {"keyName":"b","value":true,"eventTimestamp":"2024-03-05T10:15:30Z"},
            {"keyName":"a","value":"2","eventTimestamp":"2024-03-05T10:15:29Z"}]})");
        QCOMPARE(bench.sink->row().delivered, 2U);
        QCOMPARE(bench.sink->row().dropped, 1U);
        QVERIFY(bench.finish().at("feature-states.json").find(R"("keyName":"a","value":1.50,)") != std::string::npos);
    }

    void endpointsAreRefused() {
        SinkBench bench(floorMap());
        QVERIFY(bench.fromEventGrid(bench.telemetry("a", "", "{}")) == Outcome::refused);
        QCOMPARE(bench.sink->row().attempts, 1U);
        QCOMPARE(bench.sink->row().offered, 0U);
    }

    void hostilePayloadsAreRefusedWhole_data() {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("what");
        const auto row = [](const char* payload, const char* what) {
            QTest::newRow(payload) << QByteArray(payload) << QByteArray(what);
        };
        row("", "cannot be read");
        row("7", "which feature");
        row("{}", "which feature");
        row(R"({"featureId":5,"states":[]})", "which feature");
        row(R"({"featureId":"U"})", "no states");
        row(R"({"featureId":"U","states":[]})", "no states");
        row(R"({"featureId":"U","states":{"keyName":"a"}})", "no states");
        row(R"({"featureId":"U","states":[7]})", "without 'keyName'");
        row(R"({"featureId":"U","states":[{"keyName":"","value":"1","eventTimestamp":"2024-03-05T10:15:30"}]})",
            "without 'keyName'");
        row(R"({"featureId":"U","states":[{"keyName":"a","eventTimestamp":"2024-03-05T10:15:30"}]})", "'value'");
        row(R"({"featureId":"U","states":[{"keyName":"a","value":{"x":1},"eventTimestamp":"2024-03-05T10:15:30"}]})",
            "'value'");
        row(R"({"featureId":"U","states":[{"keyName":"a","value":"1"}]})", "'eventTimestamp'");
        row(R"({"featureId":"U","states":[{"keyName":"a","value":"1","eventTimestamp":7}]})", "'eventTimestamp'");
        row(R"({"featureId":"U","states":[{"keyName":"a","value":"1","eventTimestamp":"2024-03-05T10:15:30"},{"keyName":"b","value":"1","eventTimestamp":"now"}]})",
            "'eventTimestamp'");
    }
    void hostilePayloadsAreRefusedWhole() {
        QFETCH(QByteArray, payload);
        QFETCH(QByteArray, what);
        SinkBench bench(floorMap());
        const auto sent = bench.send(payload.toStdString());
        QVERIFY(!sent);
        TF_COMPARE(sent.error().code, "downstream-payload-invalid");
        QVERIFY2(sent.error().what.str().find(what.toStdString()) != std::string::npos, sent.error().str().c_str());
        QCOMPARE(bench.sink->row().offered, 0U);
        QVERIFY(!bench.finish().contains("states.ndjson"));
    }

    void wrongStatesAreNamedByTheirPlace() {
        SinkBench bench(floorMap());
        const auto sent = bench.send(
            R"({"featureId":"U","states":[{"keyName":"a","value":"1","eventTimestamp":"2024-03-05T10:15:30"},7]})");
        TF_COMPARE(sent.error().place.path, "/states/1");
    }

    void bytesDoNotDependOnThreads() {
        const std::string difference = differenceBetweenLanes(floorMap(), [](SinkBench& bench) {
            for (int i = 0; i < 3000; ++i) {
                const std::string time = formatInstant(SinkBench::start() + std::chrono::seconds(i % 7 == 0 ? 0 : i));
                QVERIFY(bench.send(state("UNIT" + std::to_string(i % 50), "temperature", std::to_string(i), time)));
                bench.pass(1s);
            }
        });
        TF_COMPARE(difference, "");
    }

    void downMeansUnavailable() {
        SinkBench bench(floorMap());
        bench.sink->condition.down = true;
        TF_COMPARE(bench.send(state("U", "a", "1", "2024-03-05T10:15:30")).error().code, "downstream-unavailable");
    }

    void aFolderThatCannotBeWrittenFailsTheLane() {
        SinkBench bench(floorMap());
        TF_OK(writeFile(bench.folder(), "a file stands where the folder should be"));
        bench.sink->finish();
        QVERIFY(bench.lane.failure().value().what.str().find("cannot be written") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(MapTest)
#include "tst_map.moc"
