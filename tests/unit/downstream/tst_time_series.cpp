// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The time series: what becomes a row, and that it reads back as it was.
#include "downstream/series_reader.h"
#include "sink_bench.h"

using namespace twinflow;
using namespace twinflow::test;
using delivery::Outcome;
using downstream::SeriesReader;

namespace {

downstream::DownstreamSettings history() {
    return {"history", downstream::DownstreamKind::timeSeries, {}, {}, {}};
}

/// "value@seconds after the start …"
std::string rowsOf(const SinkBench& bench, std::string_view id, std::string_view key, Duration from = -1h,
                   Duration to = 24h) {
    auto reader = SeriesReader::open(bench.folder());
    if (!reader) return reader.error().str();
    const auto rows = reader->rows(id, key, SinkBench::start() + from, SinkBench::start() + to);
    if (!rows) return rows.error().str();
    std::string text;
    for (const downstream::SeriesRow& row : *rows) {
        text += row.value.json() + "@" + formatDuration(row.timestamp - SinkBench::start()) + " ";
    }
    return text;
}

} // namespace

class TimeSeriesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void updatesGiveARowForEachValue() {
        SinkBench bench(history());
        bench.fromEventHub(bench.update("pump-07", R"([{"op":"replace","path":"/rpm","value":1480},
            {"op":"add","path":"/motor/current","value":12.5}, {"op":"remove","path":"/old"},
            {"op":"add","path":"/on","value":true}, {"op":"add","path":"/mode","value":"eco"},
            {"op":"add","path":"/status","value":{"code":2,"at":[1]}}, {"op":"add","path":"/whole","value":21.0}])"));
        bench.pass(10s);
        bench.fromEventHub(bench.update("pump-07", R"([{"op":"replace","path":"/rpm","value":1490}])"));
        bench.fromEventHub(bench.update("pump-08", R"([{"op":"replace","path":"/rpm","value":1}])"));
        bench.finish();
        TF_COMPARE(rowsOf(bench, "pump-07", "rpm"), "1480@0s 1490@10s ");
        TF_COMPARE(rowsOf(bench, "pump-07", "motor.current"), "12.5@0s ");
        TF_COMPARE(rowsOf(bench, "pump-07", "on"), "true@0s ");
        TF_COMPARE(rowsOf(bench, "pump-07", "mode"), "\"eco\"@0s ");
        TF_COMPARE(rowsOf(bench, "pump-07", "status"), "{\"code\":2,\"at\":[1]}@0s ");
        TF_COMPARE(rowsOf(bench, "pump-07", "old"), "");
        TF_COMPARE(rowsOf(bench, "pump-08", "rpm"), "1@10s ");
        TF_COMPARE(rowsOf(bench, "pump-07", "rpm", 0s, 10s), "1480@0s "); // the end is not in it
        TF_COMPARE(rowsOf(bench, "pump-07", "rpm", 10s, 11s), "1490@10s ");
        const auto whole =
            SeriesReader::open(bench.folder())->rows("pump-07", "whole", SinkBench::start(), SinkBench::start() + 1h);
        QVERIFY(whole->at(0).value == Value(21.0)); // stays a double
        QCOMPARE(bench.sink->row().delivered, 3U);
        QCOMPARE(bench.sink->latency().count(), 3U);
    }

    void telemetryGivesARowForEachMember() {
        SinkBench bench(history());
        bench.fromEventHub(bench.telemetry("pump-07", "motor", R"({"vibration":0.31,"peaks":[1,2]})"));
        bench.fromEventHub(bench.telemetry("pump-07", "", R"({"level":7,"note":null,"text":"\u0000\u00fc"})"));
        bench.finish();
        TF_COMPARE(rowsOf(bench, "pump-07", "motor.vibration"), "0.31@0s ");
        TF_COMPARE(rowsOf(bench, "pump-07", "motor.peaks"), "[1,2]@0s ");
        TF_COMPARE(rowsOf(bench, "pump-07", "level"), "7@0s ");
        TF_COMPARE(rowsOf(bench, "pump-07", "note"), "null@0s ");
        TF_COMPARE(rowsOf(bench, "pump-07", "text"), "\"\\u0000\u00fc\"@0s ");
    }

    void whatHoldsNothingIsFiltered() {
        SinkBench bench(history());
        using events::EventType;
        for (const EventType type : {EventType::twinCreate, EventType::twinDelete, EventType::relationshipCreate,
                                     EventType::relationshipUpdate, EventType::relationshipDelete}) {
            QVERIFY(bench.fromEventHub(bench.event(type, "a")) == Outcome::delivered);
        }
        bench.fromEventHub(bench.update("a", R"([{"op":"remove","path":"/x"}])"));
        for (const char* body : {"{}", "[1]", "7", "", "{\"a\":"}) bench.fromEventHub(bench.telemetry("a", "", body));
        bench.mustSend(R"({"$dtId":"a"})");
        QCOMPARE(bench.sink->row().filtered, 12U);
        QCOMPARE(bench.sink->row().delivered, 0U);
        QVERIFY(bench.sink->row().balances());
        QVERIFY(bench.finish().empty());
        TF_COMPARE(SeriesReader::open(bench.folder()).error().code, "downstream-series-missing");
    }

    void payloadsOfFunctionsAreFlat() {
        SinkBench bench(history());
        bench.mustSend(R"({"motor.current": 12.5, "rpm": 1480, "$dtId": "pump-07"})");
        bench.mustSend(R"({"$dtId":"pump-07","timestamp":"2024-03-05T10:15:35","rpm":1})");
        bench.mustSend(R"({"$dtId":"pump-07","timestamp":"2024-03-05T12:15:36+02:00","rpm":2,"extra":{"a":1}})");
        bench.finish();
        TF_COMPARE(rowsOf(bench, "pump-07", "motor.current"), "12.5@0s ");
        TF_COMPARE(rowsOf(bench, "pump-07", "rpm"), "1480@0s 1@5s 2@6s ");
        TF_COMPARE(rowsOf(bench, "pump-07", "extra"), "{\"a\":1}@6s ");
        TF_COMPARE(rowsOf(bench, "pump-07", "timestamp"), "");
    }

    void hostilePayloadsAreRefusedWithASentence_data() {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QByteArray>("what");
        const auto row = [](const char* payload, const char* what) {
            QTest::newRow(payload) << QByteArray(payload) << QByteArray(what);
        };
        row("", "cannot be read");
        row("[]", "cannot be read. This is not a JSON object.");
        row("{\"rpm\":1}", "does not say which twin");
        row("{\"$dtId\":\"\",\"rpm\":1}", "does not say which twin");
        row("{\"$dtId\":7,\"rpm\":1}", "does not say which twin");
        row("{\"$dtId\":{\"a\":1},\"rpm\":1}", "does not say which twin");
        row("{\"$dtId\":\"a\",\"timestamp\":5,\"rpm\":1}", "'timestamp'");
        row("{\"$dtId\":\"a\",\"timestamp\":\"soon\",\"rpm\":1}", "'timestamp'");
    }
    void hostilePayloadsAreRefusedWithASentence() {
        QFETCH(QByteArray, payload);
        QFETCH(QByteArray, what);
        SinkBench bench(history());
        const auto sent = bench.send(payload.toStdString());
        QVERIFY(!sent);
        TF_COMPARE(sent.error().code, "downstream-payload-invalid");
        QVERIFY2(sent.error().what.str().find(what.toStdString()) != std::string::npos, sent.error().str().c_str());
        QCOMPARE(bench.sink->row().offered, 0U);
        QVERIFY(bench.finish().empty());
    }

    void digestAndRowsDoNotDependOnThreads() {
        const std::string difference = differenceBetweenLanes(history(), [](SinkBench& bench) {
            for (int i = 0; i < 3000; ++i) {
                bench.fromEventHub(
                    bench.update("twin-" + std::to_string(i % 40), R"([{"op":"add","path":"/t","value":1.5}])"));
                bench.fromEventHub(bench.telemetry("pump", "", R"({"a":1,"b":"x"})"));
                bench.pass(100ms);
            }
        });
        TF_COMPARE(difference, "");
    }

    void rowsKeepComingAfterAFinish() {
        SinkBench bench(history());
        bench.mustSend(R"({"$dtId":"a","x":1})");
        bench.finish();
        TF_COMPARE(rowsOf(bench, "a", "x"), "1@0s ");
        bench.mustSend(R"({"$dtId":"a","x":2})");
        bench.finish();
        TF_COMPARE(rowsOf(bench, "a", "x"), "1@0s 2@0s ");
        QCOMPARE(*SeriesReader::open(bench.folder())->count(), 2U);
    }

    void anEarlierRunsFileIsBegunAnew() {
        SinkBench bench(history());
        TF_OK(writeFile(bench.folder() / downstream::kSeriesFile, "not a data base"));
        bench.mustSend(R"({"$dtId":"a","x":1})");
        bench.finish();
        TF_COMPARE(rowsOf(bench, "a", "x"), "1@0s ");
    }

    void aDamagedFileIsReported() {
        SinkBench bench(history());
        TF_OK(writeFile(bench.folder() / downstream::kSeriesFile, std::string(5000, 'x')));
        TF_COMPARE(SeriesReader::open(bench.folder()).error().code, "downstream-database-failed");
    }

    void aFolderThatCannotBeWrittenFailsTheLane() {
        SinkBench bench(history());
        TF_OK(writeFile(bench.folder(), "a file stands where the folder should be"));
        bench.mustSend(R"({"$dtId":"a","x":1})");
        TF_COMPARE(bench.lane.failure().value().code, "downstream-unwritable");
        QVERIFY(bench.lane.failure()->what.str().find("series.sqlite' cannot be written") != std::string::npos);
    }

    void downMeansUnavailable() {
        SinkBench bench(history());
        bench.sink->condition.down = true;
        QVERIFY(bench.fromEventHub(bench.telemetry("a", "", R"({"x":1})")) == Outcome::unavailable);
        TF_COMPARE(bench.send(R"({"$dtId":"a","x":1})").error().code, "downstream-unavailable");
        QCOMPARE(bench.sink->row().offered, 0U);
    }
};

QTEST_APPLESS_MAIN(TimeSeriesTest)
#include "tst_time_series.moc"
