// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The map: the latest state wins, and nothing but functions may write.
#include "sink_bench.h"

using namespace twinflow;
using namespace twinflow::test;
using delivery::Outcome;

namespace {

downstream::DownstreamSettings floorMap() {
    return {"floor-map", downstream::DownstreamKind::map, {}, "rooms", {}};
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
{"featureId":"UNIT101","states":[{"keyName":"temperature","value":"60","eventTimestamp":"2024-03-05T10:00:00"}]},
{"featureId":"UNIT103","states":[{"keyName":"occupied","value":"true","eventTimestamp":"2024-03-05T10:00:00Z"},{"keyName":"temperature","value":"72","eventTimestamp":"2024-03-05T10:15:30.1"}]}
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
