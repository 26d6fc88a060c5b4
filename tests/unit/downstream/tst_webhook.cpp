// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The webhook: the requests that would have been made.
#include "downstream/webhook_answer.h"
#include "sink_bench.h"

#include <algorithm>

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
            R"({"time":"2024-03-05T10:15:32.0000000Z","url":"https://helpdesk.example/hook","body":{ "ticket": 5},"status":200})";
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
        QVERIFY(bench.finish().at("requests.ndjson").ends_with("\"body\":7,\"status\":200}\n"));
        QCOMPARE(bench.sink->row().delivered, 1U);
    }

    void eventGridAsksBeforeItSends() {
        SinkBench bench(helpdesk());
        endpoints::EndpointSettings topic;
        topic.name = "topic";
        topic.kind = endpoints::EndpointKind::eventGrid;
        TF_OK(bench.sink->standBehind(topic, "tickets-2"));
        bench.fromEventGrid(bench.telemetry("a", "", "{}"), endpoints::EventGridSchema::eventGrid, "tickets-2");
        topic.name = "clouds";
        topic.schema = endpoints::EventGridSchema::cloudEvents;
        TF_OK(bench.sink->standBehind(topic, "more"));
        const QList<QByteArray> lines = QByteArray::fromStdString(bench.finish().at("requests.ndjson")).split('\n');
        QCOMPARE(lines.size(), 4);

        const JsonDocument asked = json(lines[0].toStdString());
        TF_COMPARE(asked.root().find("headers")->find("aeg-event-type")->text, "SubscriptionValidation");
        const JsonNode& validation = asked.root().find("body")->items.at(0);
        TF_COMPARE(validation.find("eventType")->text, "Microsoft.EventGrid.SubscriptionValidationEvent");
        QVERIFY(validation.find("topic")->text.ends_with("/providers/Microsoft.EventGrid/topics/topic"));
        const std::string code = validation.find("data")->find("validationCode")->text;
        QCOMPARE(code.size(), std::size_t(36));
        TF_COMPARE(asked.root().find("answer")->find("validationResponse")->text, code);

        const JsonDocument notified = json(lines[1].toStdString());
        TF_COMPARE(notified.root().find("headers")->find("aeg-event-type")->text, "Notification");
        TF_COMPARE(notified.root().find("headers")->find("aeg-subscription-name")->text, "TICKETS-2");
        TF_COMPARE(notified.root().find("headers")->find("aeg-delivery-count")->text, "0");

        const JsonDocument clouds = json(lines[2].toStdString());
        TF_COMPARE(clouds.root().find("method")->text, "OPTIONS");
        TF_COMPARE(clouds.root().find("headers")->find("WebHook-Request-Origin")->text,
                   clouds.root().find("answerHeaders")->find("WebHook-Allowed-Origin")->text);
        QCOMPARE(bench.sink->row().delivered, 1U); // handshakes are no events
    }

    void withoutConsentThereIsNoSubscription() {
        auto settings = helpdesk();
        settings.answers.handshake = downstream::Handshake::refuses;
        SinkBench bench(settings);
        endpoints::EndpointSettings endpoint;
        endpoint.name = "queue";
        endpoint.kind = endpoints::EndpointKind::serviceBus;
        TF_OK(bench.sink->standBehind(endpoint, "desk")); // only Event Grid asks
        endpoint.kind = endpoints::EndpointKind::eventGrid;
        TF_COMPARE(bench.sink->standBehind(endpoint, "desk").error().code, "downstream-handshake-refused");
        QVERIFY(bench.finish().empty());
    }

    void answersAreOutcomes() {
        using downstream::Answer;
        const std::pair<std::uint32_t, Outcome> known[] = {
            {200, Outcome::delivered}, {202, Outcome::delivered},    {204, Outcome::delivered},
            {205, Outcome::failed},    {302, Outcome::failed},       {400, Outcome::refused},
            {413, Outcome::tooLarge},  {401, Outcome::unauthorized}, {403, Outcome::forbidden},
            {404, Outcome::notFound},  {408, Outcome::timedOut},     {429, Outcome::busy},
            {503, Outcome::busy},      {500, Outcome::failed}};
        for (const auto& [status, outcome] : known) {
            QVERIFY2(downstream::outcomeOf({status, 30s}) == outcome, std::to_string(status).c_str());
            QVERIFY(downstream::outcomeOf({status, 30s + 1ns}) == Outcome::timedOut);
        }
    }

    void theStatusIsPartOfTheReply() {
        const auto statusOf = [](std::uint32_t status, Duration latency) {
            auto settings = helpdesk();
            settings.answers.statusCode = status;
            settings.answers.latency = latency;
            SinkBench bench(settings);
            const auto event = bench.telemetry("a", "", "{}");
            return bench.sink->consume({event, endpoints::EndpointKind::eventGrid, {}, "topic"}).httpStatus;
        };
        QCOMPARE(statusOf(500, 0s), 500U);
        QCOMPARE(statusOf(429, 0s), 429U);
        QCOMPARE(statusOf(500, 31s), 0U); // nobody heard it
    }

    void requestsNameTheirSubscription() {
        SinkBench bench(helpdesk());
        for (const char* subscription : {"one", "two"})
            bench.fromEventGrid(bench.telemetry("a", "", "{}"), endpoints::EventGridSchema::eventGrid, subscription);
        const std::string requests = bench.finish().at("requests.ndjson");
        QVERIFY(requests.find("\"aeg-subscription-name\":\"ONE\"") <
                requests.find("\"aeg-subscription-name\":\"TWO\""));
        QVERIFY(requests.find("\"aeg-subscription-name\":\"TWO\"") != std::string::npos);
    }

    void whatIsNotTakenIsRecordedButNotCounted() {
        auto settings = helpdesk();
        settings.answers.statusCode = 400;
        SinkBench bench(settings);
        QVERIFY(bench.fromEventGrid(bench.telemetry("a", "", "{}")) == Outcome::refused);
        TF_COMPARE(bench.send("1").error().what.str(), "'helpdesk' answered with status 400.");
        QCOMPARE(bench.sink->row().attempts, 2U);
        QCOMPARE(bench.sink->row().offered, 0U);
        const std::string requests = bench.finish().at("requests.ndjson");
        QCOMPARE(QByteArray::fromStdString(requests).count("\"status\":400}\n"), 2);

        settings.answers = {};
        settings.answers.latency = 31s;
        SinkBench slow(settings);
        QVERIFY(slow.fromEventGrid(slow.telemetry("a", "", "{}")) == Outcome::timedOut);
        QVERIFY(slow.send("1").error().what.str().find("30 seconds") != std::string::npos);
        QCOMPARE(QByteArray::fromStdString(slow.finish().at("requests.ndjson")).count("\"timedOut\":true}\n"), 2);
    }

    void latencyIsPartOfTheWay() {
        auto settings = helpdesk();
        settings.answers.latency = 250ms;
        SinkBench bench(settings);
        QVERIFY(bench.fromEventGrid(bench.telemetry("a", "", "{}")) == Outcome::delivered);
        QCOMPARE(bench.sink->latency().max(), Duration(250ms));
    }

    void failuresAreDrawnFromTheSeed() {
        const auto outcomes = [](double rate, std::uint32_t attempt) {
            auto settings = helpdesk();
            settings.answers.failureRate = rate;
            SinkBench bench(settings);
            std::vector<bool> failed;
            for (int i = 0; i < 2000; ++i) {
                const auto event = bench.telemetry("a", "", "{}");
                const endpoints::Reply reply = bench.sink->consume(
                    {event, endpoints::EndpointKind::eventGrid, {}, "topic", attempt, 0, 0, 0, bench.timeline.now()});
                failed.push_back(reply.outcome == Outcome::busy);
            }
            return failed;
        };
        const auto share = [](const std::vector<bool>& failed) {
            return static_cast<double>(std::count(failed.begin(), failed.end(), true)) / 2000.0;
        };
        const auto third = outcomes(0.3, 1);
        QVERIFY(share(third) > 0.25 && share(third) < 0.35);
        QVERIFY(third == outcomes(0.3, 1));
        QVERIFY(third != outcomes(0.3, 2)); // another attempt, another draw
        QCOMPARE(share(outcomes(0, 1)), 0.0);
        QCOMPARE(share(outcomes(1, 1)), 1.0);
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
