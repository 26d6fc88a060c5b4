// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The webhook: the requests that would have been made.
#include "sink_bench.h"

using namespace twinflow;
using namespace twinflow::test;
using delivery::Outcome;

namespace {

downstream::DownstreamSettings helpdesk() {
    return {"helpdesk", downstream::DownstreamKind::webhook, {}, {}, "https://helpdesk.example/hook"};
}

} // namespace

class WebhookTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void requestsHoldTheMessageOfTheEndpoint() {
        SinkBench bench(helpdesk());
        const auto event = bench.update("pump-07", R"([{"op":"add","path":"/t","value":1}])");
        bench.pass(2s);
        bench.fromEventGrid(event);
        bench.fromEventGrid(event, endpoints::EventGridSchema::cloudEvents);
        bench.fromEventHub(event);
        bench.mustSend("{\n\"ticket\": 5}");
        const auto files = bench.finish();
        TF_COMPARE(namesOf(files), "requests.ndjson\n");
        const QList<QByteArray> lines = QByteArray::fromStdString(files.at("requests.ndjson")).split('\n');
        QCOMPARE(lines.size(), 5);
        const JsonDocument grid = json(lines[0].toStdString());
        TF_COMPARE(grid.root().find("time")->text, "2024-03-05T10:15:32.0000000Z");
        TF_COMPARE(grid.root().find("url")->text, "https://helpdesk.example/hook");
        QCOMPARE(grid.root().find("body")->items.size(), std::size_t(1));
        TF_COMPARE(grid.root().find("body")->items[0].find("eventType")->text, "Microsoft.DigitalTwins.Twin.Update");
        TF_COMPARE(json(lines[1].toStdString()).root().find("body")->find("subject")->text, "pump-07");
        QVERIFY(json(lines[2].toStdString()).root().find("body")->find("applicationProperties"));
        const std::string last =
            R"({"time":"2024-03-05T10:15:32.0000000Z","url":"https://helpdesk.example/hook","body":{ "ticket": 5}})";
        TF_COMPARE(lines[3].toStdString(), last);
        QCOMPARE(bench.sink->row().delivered, 4U);
        QVERIFY(bench.sink->row().balances());
        QCOMPARE(bench.sink->latency().max(), Duration(2s));
        QCOMPARE(bench.sink->bytes(), std::uint64_t(files.at("requests.ndjson").size()));
    }

    void hostilePayloadsAreRefused() {
        SinkBench bench(helpdesk());
        for (const char* payload : {"", "undefined", "{\"a\":", "{}}"}) {
            const auto sent = bench.send(payload);
            QVERIFY2(!sent, payload);
            TF_COMPARE(sent.error().code, "downstream-payload-invalid");
        }
        bench.mustSend("7");
        QVERIFY(bench.finish().at("requests.ndjson").ends_with("\"body\":7}\n"));
        QCOMPARE(bench.sink->row().delivered, 1U);
    }

    void downMeansUnavailable() {
        SinkBench bench(helpdesk());
        bench.sink->condition.down = true;
        QVERIFY(bench.fromEventGrid(bench.telemetry("a", "", "{}")) == Outcome::unavailable);
        TF_COMPARE(bench.send("{}").error().code, "downstream-unavailable");
        QVERIFY(bench.finish().empty());
    }

    void bytesDoNotDependOnThreads() {
        const std::string difference = differenceBetweenLanes(helpdesk(), [](SinkBench& bench) {
            for (int i = 0; i < 3000; ++i) {
                bench.fromEventGrid(
                    bench.update("twin-" + std::to_string(i % 40), R"([{"op":"add","path":"/t","value":1}])"));
                bench.pass(1s);
            }
        });
        TF_COMPARE(difference, "");
    }

    void aFolderThatCannotBeWrittenFailsTheLane() {
        SinkBench bench(helpdesk());
        TF_OK(writeFile(bench.folder(), "a file stands where the folder should be"));
        bench.mustSend("{}");
        bench.sink->finish();
        TF_COMPARE(bench.lane.failure().value().code, "downstream-unwritable");
    }
};

QTEST_APPLESS_MAIN(WebhookTest)
#include "tst_webhook.moc"
