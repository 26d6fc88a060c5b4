// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// From the cloud to devices: queues, locks, expiry, feedback; direct methods; desired properties.
#include "ingress/cloud_message.h"
#include "ingress/hub.h"
#include "support.h"

#include <algorithm>

using namespace twinflow;
using namespace twinflow::ingress;
using namespace std::chrono_literals;

namespace {

template <typename T>
std::string codeOf(const Result<T>& result) {
    return result ? std::string() : result.error().code;
}

class Client final : public DeviceClient {
public:
    MessageAnswer answer = MessageAnswer::complete;
    std::optional<MethodAnswer> methodAnswer = MethodAnswer{200, "{\"ok\":true}", 1s};
    bool hasMethods = true;
    std::vector<CloudMessage> got;
    std::string calls;
    std::string changes;

    void online(std::string_view device, std::string_view desired) override {
        changes += "online " + std::string(device) + " " + std::string(desired.substr(0, 9)) + ";";
    }
    MessageAnswer receive(std::string_view, const CloudMessage& message) override {
        got.push_back(message);
        return answer;
    }
    bool takesMethods(std::string_view) const override { return hasMethods; }
    std::optional<MethodAnswer> invoke(std::string_view device, std::string_view method,
                                       std::string_view payload) override {
        calls += std::string(device) + "." + std::string(method) + "(" + std::string(payload) + ") ";
        return methodAnswer;
    }
    void desiredChanged(std::string_view, std::string_view patch) override { changes += std::string(patch) + ";"; }
};

CloudMessage text(std::string body, std::string ack = {}) {
    CloudMessage message;
    message.body = std::move(body);
    message.messageId = "id-" + message.body;
    if (!ack.empty()) message.properties = {{"iothub-ack", std::move(ack)}};
    return message;
}

std::string bodies(const Client& client) {
    std::string all;
    for (const CloudMessage& message : client.got) all += message.body + " ";
    return all;
}

std::string feedbackOf(const Hub& hub) {
    std::string all;
    for (const Feedback& feedback : hub.cloudToDevice().feedback())
        all += feedback.messageId + "=" + std::string(feedbackStatusName(feedback.status)) + " ";
    return all;
}

} // namespace

class CloudToDeviceTest : public QObject {
    Q_OBJECT

    struct World {
        World() {
            HubSettings settings;
            settings.name = "plant";
            hub = std::make_unique<Hub>(settings, timeline, 1);
            if (!hub->createDevice({"a"}, &client)) qFatal("no device");
        }
        void fire(Duration until) {
            while (timeline.step(Instant(until))) {
            }
            timeline.advanceTo(Instant(until));
        }
        std::string send(std::string body, std::string ack = "full", std::optional<Instant> expiry = {}) {
            return codeOf(hub->send("a", text(std::move(body), std::move(ack)), expiry));
        }
        const metrics::LedgerRow& row() const { return hub->cloudToDevice().row(); }
        Client client;
        Timeline timeline{Instant{}};
        std::unique_ptr<Hub> hub;
    };

private Q_SLOTS:
    void waitsForTheDeviceInOrder() {
        World world;
        TF_COMPARE(world.send("one"), "");
        TF_COMPARE(world.send("two"), "");
        QCOMPARE(world.row().waiting, 2U);
        QVERIFY(world.client.got.empty());
        TF_OK(world.hub->connect("a"));
        TF_COMPARE(bodies(world.client), "one two ");
        QCOMPARE(world.client.got[1].sequenceNumber, 2U);
        TF_COMPARE(world.send("three"), "");
        TF_COMPARE(bodies(world.client), "one two three ");
        TF_COMPARE(feedbackOf(*world.hub), "id-one=Success id-two=Success id-three=Success ");
        QCOMPARE(world.row().delivered, 3U);
        QVERIFY(world.row().balances());
        std::string record;
        appendFeedback(record, world.hub->cloudToDevice().feedback().front());
        TF_COMPARE(record, "{\"originalMessageId\":\"id-one\",\"enqueuedTimeUtc\":\"1970-01-01T00:00:00.000Z\","
                           "\"statusCode\":\"Success\",\"description\":\"Success\",\"deviceId\":\"a\","
                           "\"deviceGenerationId\":\"" +
                               std::to_string(generationId("a")) + "\"}");
    }

    void feedbackComesWhenItIsAskedFor() {
        World world;
        TF_OK(world.hub->connect("a"));
        for (const char* ack : {"", "none", "positive", "negative", "full"}) TF_COMPARE(world.send("good", ack), "");
        TF_COMPARE(feedbackOf(*world.hub), "id-good=Success id-good=Success ");
        world.client.answer = MessageAnswer::reject;
        for (const char* ack : {"none", "positive", "negative", "full"}) TF_COMPARE(world.send("bad", ack), "");
        TF_COMPARE(feedbackOf(*world.hub), "id-good=Success id-good=Success id-bad=Rejected id-bad=Rejected ");
        TF_COMPARE(world.send("odd", "sometimes"), "ingress-acknowledgement");
        QCOMPARE(world.row().delivered, 5U);
        QCOMPARE(world.row().dropped, 4U);
        QCOMPARE(world.row().filtered, 1U);
        QVERIFY(world.row().balances());
    }

    void abandonedTooOftenIsGivenUp() {
        World world;
        world.client.answer = MessageAnswer::abandon;
        TF_OK(world.hub->connect("a"));
        TF_COMPARE(world.send("x"), "");
        QCOMPARE(world.client.got.size(), 10U);
        QCOMPARE(world.client.got.back().deliveryCount, 9U);
        TF_COMPARE(feedbackOf(*world.hub), "id-x=DeliveryCountExceeded ");
        QCOMPARE(world.row().attempts, 10U);
        QVERIFY(world.row().balances());
    }

    void locksRunOutAndCountNothing() {
        World world;
        world.client.answer = MessageAnswer::none;
        TF_OK(world.hub->connect("a"));
        TF_COMPARE(world.send("x"), "");
        world.fire(59s);
        QCOMPARE(world.client.got.size(), 1U);
        QCOMPARE(world.row().retrying, 1U);
        world.fire(60s);
        QCOMPARE(world.client.got.size(), 2U);
        QCOMPARE(world.client.got.back().deliveryCount, 0U);
        TF_COMPARE(codeOf(world.hub->cloudToDevice().settle("a", 1, MessageAnswer::complete)), "");
        TF_COMPARE(codeOf(world.hub->cloudToDevice().settle("a", 1, MessageAnswer::complete)), "ingress-lock-lost");
        TF_COMPARE(feedbackOf(*world.hub), "id-x=Success ");
        // One that is never answered for ends with its time to live, an hour by default: 60 locks.
        TF_COMPARE(world.send("y"), "");
        world.fire(60s + 1h);
        QCOMPARE(world.client.got.size(), 2U + 60U);
        TF_COMPARE(feedbackOf(*world.hub), "id-x=Success id-y=Expired ");
        QCOMPARE(world.row().expired, 1U);
        QVERIFY(world.row().balances());
    }

    void whatExpiredUnderItsLockIsNotHandedOverAgain() {
        World world;
        world.client.answer = MessageAnswer::none;
        TF_OK(world.hub->connect("a"));
        TF_COMPARE(world.send("x", "full", Instant(10s)), "");
        world.fire(20s);
        QCOMPARE(world.row().retrying, 1U);
        TF_OK(world.hub->cloudToDevice().settle("a", 1, MessageAnswer::abandon));
        QCOMPARE(world.client.got.size(), 1U);
        TF_COMPARE(feedbackOf(*world.hub), "id-x=Expired ");
        QCOMPARE(world.row().expired, 1U);
        QVERIFY(world.row().balances());
    }

    void receivingIsActivity() {
        World world;
        const auto activity = [&] { return world.hub->registry().find("a")->lastActivity; };
        QVERIFY(!activity());
        TF_OK(world.hub->connect("a"));
        QVERIFY(activity() == Instant{});
        world.fire(20s);
        TF_COMPARE(world.send("x"), "");
        QVERIFY(activity() == Instant(20s));
    }

    void expiresUnread() {
        World world;
        TF_COMPARE(world.send("short", "full", Instant(10s)), "");
        TF_COMPARE(world.send("long"), "");
        TF_COMPARE(world.send("past", "full", Instant(-1s)), "ingress-expiry");
        TF_COMPARE(world.send("now", "full", Instant{}), "ingress-expiry");
        TF_COMPARE(world.send("far", "full", Instant(48h + 1s)), "ingress-expiry");
        world.fire(10s);
        TF_COMPARE(feedbackOf(*world.hub), "id-short=Expired ");
        QCOMPARE(world.row().waiting, 1U);
        QCOMPARE(world.timeline.pendingWork(), 0U); // a message that waits keeps no run alive
        world.fire(1h);
        QCOMPARE(world.row().expired, 2U);
        QVERIFY(world.row().balances());
    }

    void queuesHoldFifty() {
        World world;
        for (int i = 0; i < 50; ++i) TF_COMPARE(world.send("m"), "");
        TF_COMPARE(world.send("m"), "ingress-queue-full");
        TF_COMPARE(codeOf(world.hub->send("b", text("m"))), "ingress-device-unknown");
        QCOMPARE(world.hub->cloudToDevice().waitingFor("a"), 50U);
        TF_OK(world.hub->deleteDevice("a"));
        QCOMPARE(world.hub->cloudToDevice().waitingFor("a"), 0U);
        QCOMPARE(world.hub->cloudToDevice().feedbackCount(), 0U);
        QCOMPARE(world.row().dropped, 50U);
        QCOMPARE(world.row().filtered, 2U);
        QVERIFY(world.row().balances());
    }

    void removedDevicesTakeTheirMessagesAlong() {
        World world;
        TF_COMPARE(world.send("m"), "");
        TF_OK(world.hub->deleteDevice("a"));
        TF_COMPARE(feedbackOf(*world.hub), "");
        QCOMPARE(world.row().dropped, 1U);
        TF_OK(world.hub->createDevice({"a"}, &world.client));
        TF_OK(world.hub->connect("a"));
        QVERIFY(world.client.got.empty());
        QVERIFY(world.row().balances());
    }

    void nothingIsSentToWhoIsGone() {
        World world;
        TF_OK(world.hub->connect("a"));
        world.hub->disconnect("a");
        TF_COMPARE(world.send("m"), "");
        QVERIFY(world.client.got.empty());
        TF_OK(world.hub->setStatus("a", DeviceStatus::disabled, ""));
        TF_COMPARE(codeOf(world.hub->connect("a")), "ingress-device-disabled");
        TF_COMPARE(world.send("n"), ""); // it waits until the device is enabled
        TF_OK(world.hub->setStatus("a", DeviceStatus::enabled, ""));
        TF_OK(world.hub->connect("a"));
        TF_COMPARE(bodies(world.client), "m n ");
    }

    void refusesWhatTheServiceRefuses() {
        World world;
        CloudMessage large = text("");
        large.body.assign(CloudToDevice::kMaxBytes - 3, 'x'); // its id has 3
        TF_OK(world.hub->send("a", large));
        large.body += 'x';
        TF_COMPARE(codeOf(world.hub->send("a", large)), "ingress-message-too-large");
        CloudMessage odd = text("m");
        odd.properties = {{"a b", "c"}};
        TF_COMPARE(codeOf(world.hub->send("a", odd)), "ingress-property-name");
        odd.properties = {{"a", "c d"}};
        TF_COMPARE(codeOf(world.hub->send("a", odd)), "ingress-property-name");
        odd.properties.clear();
        odd.messageId = "a b";
        TF_COMPARE(codeOf(world.hub->send("a", odd)), "ingress-message-id");
    }

    void messagesAreReadFromJson() {
        const auto read = [](const char* json) { return readCloudMessage(test::json(json).root()); };
        TF_COMPARE(read("\"on\"")->message.body, "on");
        const auto full =
            read("{\"data\":{\"on\":true},\"messageId\":\"m\",\"ack\":\"full\",\"properties\":{\"k\":\"v\"},"
                 "\"expiryTimeUtc\":\"2024-03-05T10:00:00Z\"}");
        TF_OK(full);
        TF_COMPARE(full->message.body, "{\"on\":true}");
        TF_COMPARE(full->message.messageId, "m");
        QCOMPARE(full->message.properties.size(), 2U);
        QVERIFY(full->expiry == *parseInstant("2024-03-05T10:00:00Z"));
        for (const char* wrong : {"{}", "1", "{\"data\":1,\"messageId\":2}", "{\"data\":1,\"properties\":{\"a\":1}}",
                                  "{\"data\":1,\"properties\":[\"a\"]}", "{\"data\":1,\"properties\":\"b\"}",
                                  "{\"data\":1,\"properties\":null}", "{\"data\":1,\"expiryTimeUtc\":\"soon\"}"}) {
            TF_COMPARE(codeOf(read(wrong)), "ingress-cloud-message");
        }
    }

    void methodsAreAnsweredOrFail() {
        World world;
        MethodCall call{"a", "reboot", "{\"in\":5}"};
        const auto code = [&] { return codeOf(world.hub->invokeMethod(call)); };
        TF_COMPARE(code(), "ingress-device-offline");
        TF_OK(world.hub->connect("a"));
        const auto answer = world.hub->invokeMethod(call);
        TF_OK(answer);
        TF_COMPARE(methodResult(*answer), "{\"status\":200,\"payload\":{\"ok\":true}}");
        TF_COMPARE(world.client.calls, "a.reboot({\"in\":5}) ");
        world.client.methodAnswer->after = 30s;
        TF_COMPARE(code(), "");
        world.client.methodAnswer->after = 30s + 1ms;
        TF_COMPARE(code(), "ingress-method-timeout");
        world.client.methodAnswer.reset();
        TF_COMPARE(code(), "ingress-method-timeout");
        world.client.hasMethods = false;
        TF_COMPARE(code(), "ingress-device-offline");
        world.client.hasMethods = true;
        call.responseTimeout = 5s - 1ms;
        TF_COMPARE(code(), "ingress-method-timeouts");
        call.responseTimeout = 301s;
        TF_COMPARE(code(), "ingress-method-timeouts");
        call.responseTimeout = 300s;
        call.payload = "{";
        TF_COMPARE(code(), "ingress-method-payload");
        call.payload = "\"" + std::string(128 * 1024 - 1, 'x') + "\"";
        TF_COMPARE(code(), "ingress-method-payload");
        call.payload = "null";
        call.method = "re boot";
        TF_COMPARE(code(), "ingress-method-name");
        call.device = "b";
        TF_COMPARE(code(), "ingress-device-unknown");
        const MethodCounts& counts = world.hub->methods();
        QCOMPARE(counts.answered, 2U);
        QCOMPARE(counts.timedOut, 2U);
        QCOMPARE(counts.offline, 2U);
        QCOMPARE(counts.refused, 6U);
        QVERIFY(counts.balances());
    }

    void methodCallsAreReadFromJson() {
        const auto read = [](const char* json) { return readMethodCall("a", test::json(json).root()); };
        const auto call = read("{\"methodName\":\"m\",\"payload\":[1],\"responseTimeoutInSeconds\":7.5,"
                               "\"connectTimeoutInSeconds\":3}");
        TF_OK(call);
        TF_COMPARE(call->payload, "[1]");
        QVERIFY(call->responseTimeout == 7500ms && call->connectTimeout == 3s);
        for (const char* wrong : {"1", "{}", "{\"payload\":1}", "{\"methodName\":2}",
                                  "{\"methodName\":\"m\",\"responseTimeoutInSeconds\":\"7\"}",
                                  "{\"methodName\":\"m\",\"responseTimeoutInSeconds\":1e300}"}) {
            TF_COMPARE(codeOf(read(wrong)), "ingress-method-call");
        }
    }

    void desiredPropertiesReachTheDevice() {
        World world;
        TF_OK(world.hub->updateTwin("a", test::json("{\"properties\":{\"desired\":{\"x\":1}}}").root()));
        TF_COMPARE(world.client.changes, "");
        TF_OK(world.hub->connect("a"));
        TF_COMPARE(world.client.changes, "online a {\"x\":1,\"$;");
        world.client.changes.clear();
        TF_OK(world.hub->updateTwin("a", test::json("{\"properties\":{\"desired\":{\"x\":null,\"y\":{}}}}").root()));
        TF_OK(world.hub->updateTwin("a", test::json("{\"tags\":{\"t\":1}}").root()));
        TF_COMPARE(world.client.changes, "{\"x\":null,\"y\":{},\"$version\":3};");
    }
};

QTEST_APPLESS_MAIN(CloudToDeviceTest)
#include "tst_cloud_to_device.moc"
