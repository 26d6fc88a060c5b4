// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The hub's refusals and deliveries, and the Event Grid event of a message.
#include "base/file.h"
#include "ingress/hub.h"
#include "ingress/message_rules.h"
#include "ingress/sas_token.h"
#include "ingress/system_properties.h"
#include "support.h"

#include <set>

using namespace twinflow;
using namespace twinflow::ingress;
using delivery::Outcome;
using namespace std::chrono_literals;

namespace {

class Taker final : public HubTarget {
public:
    Outcome answer = Outcome::delivered;
    std::vector<std::uint64_t> taken;
    Outcome take(const DeviceMessage& message) override {
        taken.push_back(message.number);
        return answer;
    }
};

DeviceMessage message(std::string body = R"({"Temperature": 71.3})") {
    DeviceMessage sent;
    sent.device = "thermostat67";
    sent.enqueued = *parseInstant("2024-03-05T10:15:30.123Z");
    sent.number = 7;
    sent.generation = generationId("thermostat67");
    sent.body = std::move(body);
    sent.contentType = "application/json";
    sent.contentEncoding = "utf-8";
    sent.properties = {{"alert", "no"}};
    return sent;
}

std::string eventOf(const DeviceMessage& sent) {
    std::string text;
    appendEventGrid(text, sent, "plant");
    return text;
}

/// The event's body, which must be a part of valid JSON whatever was sent.
JsonNode bodyOf(const DeviceMessage& sent) {
    return *test::json(eventOf(sent)).root().find("data")->find("body");
}

} // namespace

class IngressTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refusesWhatItDoesNotKnowOrCannotHold() {
        Timeline timeline{Instant{}};
        Hub hub({"plant", delivery::Policy::eventGrid()}, timeline, 1);
        Taker taker;
        hub.read(kEventsEndpoint, "ingest", taker);
        DeviceMessage sent = message();
        const auto unknown = hub.accept(sent);
        QVERIFY(!unknown);
        TF_COMPARE(unknown.error().code, "ingress-device-unknown");
        TF_OK(hub.createDevice({"thermostat67"}));

        DeviceMessage large = message(std::string(kMaxMessageBytes - 26, 'x'));
        large.properties = {{"abcd", "efgh"}}; // 8 bytes, with the type's 16 and the encoding's 5: 3 too many
        const auto tooLarge = hub.accept(large);
        QVERIFY(!tooLarge);
        TF_COMPARE(tooLarge.error().code, "ingress-message-too-large");
        large.properties = {{"abcd", "e"}};
        QVERIFY(hub.accept(large).has_value());

        QCOMPARE(taker.taken.size(), 1U);
        QCOMPARE(hub.row().offered, 3U);
        QCOMPARE(hub.row().filtered, 2U);
        QCOMPARE(hub.row().delivered, 1U);
        QVERIFY(hub.row().balances());
    }

    void refusesDisabledDevicesAndCountsWhy() {
        Timeline timeline{Instant{}};
        Hub hub({"plant", delivery::Policy::eventGrid()}, timeline, 1);
        Taker taker;
        hub.read(kEventsEndpoint, "ingest", taker);
        TF_OK(hub.createDevice({"thermostat67", DeviceStatus::disabled, "stolen"}));
        DeviceMessage sent = message();
        const auto refused = hub.accept(sent);
        QVERIFY(!refused);
        TF_COMPARE(refused.error().code, "ingress-device-disabled");
        TF_COMPARE(refused.error().hint.str(), "The registry says why: stolen");
        sent.device = "nobody";
        QVERIFY(!hub.accept(sent));
        QVERIFY(!hub.accept(sent));
        const std::map<std::string, std::uint64_t> reasons{{"ingress-device-disabled", 1},
                                                           {"ingress-device-unknown", 2}};
        QVERIFY(hub.refusals() == reasons);
        QVERIFY(!hub.registry().find("thermostat67")->connected);

        sent.device = "thermostat67";
        sent.generation = 1; // not the device's to say
        TF_OK(hub.setStatus("thermostat67", DeviceStatus::enabled, "found"));
        TF_OK(hub.accept(sent));
        QCOMPARE(sent.generation, generationId("thermostat67"));
        QVERIFY(hub.registry().find("thermostat67")->connected);
        QCOMPARE(hub.row().filtered, 3U);
        QVERIFY(hub.row().balances());
    }

    void letsInWhoHasTheKey() {
        Timeline timeline{*parseInstant("2024-03-05T10:00:00Z")};
        Hub hub({"plant", delivery::Policy::eventGrid()}, timeline, 1);
        TF_OK(hub.createDevice({"a"}));
        TF_OK(hub.createDevice({"b", DeviceStatus::disabled}));
        const std::string host = "plant.azure-devices.net";
        const auto token = [&](const std::string& device, const std::string& key) {
            return makeSasToken(host + "/devices/" + device, key, timeline.now() + 1h);
        };
        const DeviceKeys keys = hub.registry().keys("a");
        TF_OK(hub.authenticate("a", host, token("a", keys.primary)));
        TF_OK(hub.authenticate("a", host, token("a", keys.secondary)));
        const auto code = [&](const std::string& device, const std::string& text) {
            const auto done = hub.authenticate(device, host, text);
            return done ? std::string("let in") : done.error().code;
        };
        TF_COMPARE(code("a", token("a", hub.registry().keys("b").primary)), "ingress-token-signature");
        TF_COMPARE(code("a", token("b", keys.primary)), "ingress-token-resource");
        TF_COMPARE(code("b", token("b", hub.registry().keys("b").primary)), "ingress-device-disabled");
        TF_COMPARE(code("c", token("c", hub.registry().keys("c").primary)), "ingress-device-unknown");
        timeline.advanceTo(timeline.now() + 1h);
        TF_COMPARE(code("a", token("a", keys.primary)), "let in");
        const std::string old = makeSasToken(host + "/devices/a", keys.primary, timeline.now());
        TF_COMPARE(code("a", old), "ingress-token-expired");
    }

    void takesOnlyWhatTheServiceTakes_data() {
        QTest::addColumn<QString>("code"); // empty: taken
        QTest::addColumn<QString>("messageId");
        QTest::addColumn<QString>("correlationId");
        QTest::addColumn<QString>("creationTime");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        const auto row = [](const char* title, const char* code, const char* id, const char* correlation,
                            const char* created, const char* name, const char* value) {
            QTest::newRow(title) << QString::fromLatin1(code) << QString::fromLatin1(id)
                                 << QString::fromLatin1(correlation) << QString::fromLatin1(created)
                                 << QString::fromUtf8(name) << QString::fromUtf8(value);
        };
        row("plain", "", "m-1", "c:1", "2021-04-21T11:30:16Z", "alert level", "~ yes! ~");
        row("nothing set", "", "", "", "", "a", "");
        row("message id", "ingress-message-id", "m 1", "", "", "a", "");
        row("correlation id", "ingress-message-id", "", "c/1", "", "a", "");
        row("another zone", "ingress-creation-time", "", "", "2021-04-21T11:30:16-07:00", "a", "");
        row("no time", "ingress-creation-time", "", "", "yesterdayZ", "a", "");
        row("no name", "ingress-property-name", "", "", "", "", "b");
        row("name not ASCII", "ingress-property-name", "", "", "", "h\u00f6he", "b");
        row("name with a tab", "ingress-property-name", "", "", "", "a\tb", "b");
        row("value not ASCII", "ingress-property-value", "", "", "", "a", "20 \u00b0C");
    }
    void takesOnlyWhatTheServiceTakes() {
        QFETCH(QString, code);
        QFETCH(QString, messageId);
        QFETCH(QString, correlationId);
        QFETCH(QString, creationTime);
        QFETCH(QString, name);
        QFETCH(QString, value);
        DeviceMessage sent = message();
        sent.messageId = messageId.toStdString();
        sent.correlationId = correlationId.toStdString();
        sent.creationTime = creationTime.toStdString();
        sent.properties = {{name.toStdString(), value.toStdString()}};
        const auto checked = checkMessage(sent, "plant");
        TF_COMPARE(checked ? std::string() : checked.error().code, code.toStdString());
    }

    void idsHaveABound() {
        DeviceMessage sent = message();
        sent.messageId = std::string(128, 'm');
        QVERIFY(checkMessage(sent, "plant").has_value());
        sent.messageId += 'm';
        QVERIFY(!checkMessage(sent, "plant"));
    }

    void sizeIsCountedAsTheServiceDoes() {
        DeviceMessage sent = message("12345");
        sent.messageId = "12";
        sent.correlationId = "123";
        sent.userId = "1234";
        sent.creationTime = "12345";
        sent.component = "123456";
        sent.modelId = "1234567";
        QCOMPARE(messageBytes(sent), 5U + 16 + 5 + 5 + 2 + 2 + 3 + 4 + 5 + 6 + 7);
    }

    void propertyBagsAreSorted() {
        DeviceMessage sent = message();
        sent.properties = {{"Alert", "1"},
                           {"$.mid", "m"},
                           {"$.cid", "c"},
                           {"$.uid", "u"},
                           {"$.ct", "text/xml"},
                           {"$.ce", "utf-8"},
                           {"$.sub", "motor"},
                           {"$.to", "/devices/a/messages/events"},
                           {"b", "2"},
                           {"ALERT", "3"},
                           {"IoTHub-Creation-Time-UTC", "2021-04-21T11:30:16Z"}};
        sortProperties(sent);
        TF_COMPARE(sent.messageId, "m");
        TF_COMPARE(sent.correlationId, "c");
        TF_COMPARE(sent.userId, "u");
        TF_COMPARE(sent.contentType, "text/xml");
        TF_COMPARE(sent.component, "motor");
        TF_COMPARE(sent.creationTime, "2021-04-21T11:30:16Z");
        const std::vector<std::pair<std::string, std::string>> left{{"b", "2"}, {"ALERT", "3"}};
        QVERIFY(sent.properties == left);
    }

    void systemPropertiesHaveTheNamesOfTheirReaders() {
        DeviceMessage sent = message();
        sent.messageId = "m";
        sent.correlationId = "c";
        sent.userId = "u";
        sent.creationTime = "2021-04-21T11:30:16Z";
        sent.component = "motor";
        sent.modelId = "dtmi:acme:Pump;1";
        const auto namesIn = [&](Dress dress) {
            std::string text;
            appendSystemProperties(text, sent, dress);
            std::string names;
            const JsonDocument document = test::json(text);
            for (const auto& member : document.root().members) names += member.name + " ";
            return names;
        };
        TF_COMPARE(namesIn(Dress::eventGrid),
                   "message-id correlation-id user-id iothub-content-type iothub-content-encoding "
                   "iothub-creation-time-utc dt-dataschema dt-subject iothub-connection-device-id "
                   "iothub-connection-auth-method iothub-connection-auth-generation-id iothub-enqueuedtime "
                   "iothub-message-source ");
        TF_COMPARE(namesIn(Dress::eventHub),
                   "message-id correlation-id user-id content-type content-encoding iothub-creation-time-utc "
                   "dt-dataschema dt-subject iothub-connection-device-id iothub-connection-auth-method "
                   "iothub-connection-auth-generation-id iothub-enqueuedtime iothub-message-source ");
        TF_COMPARE(namesIn(Dress::storage),
                   "messageId correlationId userId contentType contentEncoding iothub-creation-time-utc dt-dataschema "
                   "dt-subject connectionDeviceId connectionAuthMethod connectionDeviceGenerationId enqueuedTime "
                   "iothub-message-source ");
        for (const char* keyword : {"contentType", "CONNECTIONDEVICEID", "dt-subject", "enqueuedTime", "messageId"}) {
            QVERIFY2(findSystemProperty(keyword).has_value(), keyword);
        }
        QVERIFY(!findSystemProperty("messageSource"));
        QVERIFY(!findSystemProperty("message-id"));
        TF_COMPARE(systemPropertyValue(sent, SystemProperty::connectionAuthGenerationId),
                   std::to_string(generationId("thermostat67")));
    }

    void stampsTheModelThatTheDeviceAnnounced() {
        Timeline timeline{Instant{}};
        Hub hub({"plant", delivery::Policy::eventGrid()}, timeline, 1);
        DeviceIdentity identity;
        identity.id = "thermostat67";
        identity.modelId = "dtmi:acme:Thermostat;1";
        TF_OK(hub.createDevice(identity));
        DeviceMessage sent = message();
        sent.modelId = "dtmi:acme:Other;1"; // not the message's to say
        TF_OK(hub.accept(sent));
        TF_COMPARE(sent.modelId, "dtmi:acme:Thermostat;1");
    }

    void dropsAndCountsWithoutAFunction() {
        Timeline timeline{Instant{}};
        Hub hub({"plant", delivery::Policy::eventGrid()}, timeline, 1);
        TF_OK(hub.createDevice({"thermostat67"}));
        DeviceMessage sent = message();
        TF_OK(hub.accept(sent));
        QCOMPARE(hub.row().dropped, 1U);
        QVERIFY(hub.row().balances());
        QVERIFY(hub.readers().empty());
    }

    void eachFunctionHasItsOwnLane() {
        Timeline timeline{Instant{}};
        Hub hub({"plant", {{10s}, 1min, 3}}, timeline, 1);
        TF_OK(hub.createDevice({"thermostat67"}));
        Taker well;
        Taker ill;
        ill.answer = Outcome::unavailable;
        hub.read(kEventsEndpoint, "b-well", well);
        hub.read(kEventsEndpoint, "a-ill", ill);
        DeviceMessage sent = message();
        TF_OK(hub.accept(sent));
        const auto during = hub.readers();
        TF_COMPARE(during[0].first, "b-well");
        QCOMPARE(during[0].second.delivered, 1U);
        QCOMPARE(during[1].second.retrying, 1U);
        ill.answer = Outcome::delivered;
        QVERIFY(timeline.step(Instant(10s)));
        const auto after = hub.readers();
        QCOMPARE(after[1].second.delivered, 1U);
        QCOMPARE(after[1].second.attempts, 2U);
        QVERIFY(after[0].second.balances() && after[1].second.balances());
        QCOMPARE(well.taken.size(), 1U);
    }

    void givesUpCounted() {
        Timeline timeline{Instant{}};
        Hub hub({"plant", {{10s}, 15s, 3}}, timeline, 1);
        TF_OK(hub.createDevice({"thermostat67"}));
        Taker down;
        down.answer = Outcome::busy;
        Taker picky;
        picky.answer = Outcome::refused;
        hub.read(kEventsEndpoint, "down", down);
        hub.read(kEventsEndpoint, "picky", picky);
        DeviceMessage sent = message();
        TF_OK(hub.accept(sent));
        while (timeline.step(Instant(1h))) {
        }
        QCOMPARE(hub.readers()[0].second.expired, 1U);
        QCOMPARE(hub.readers()[1].second.dropped, 1U);
        QVERIFY(hub.readers()[0].second.balances() && hub.readers()[1].second.balances());
    }

    void eventHasTheServicesShape() {
        const auto expected = readFile(test::sourceFolder() / "tests/cases/ingress/device_event.json");
        TF_OK(expected);
        TF_COMPARE(eventOf(message()) + "\n", *expected);
    }

    void idsAreStableAndDistinct() {
        TF_COMPARE(eventId(message()), eventId(message("other body")));
        QCOMPARE(eventId(message()).size(), 36U);
        QCOMPARE(eventId(message())[14], '8');
        std::set<std::string> ids;
        DeviceMessage sent = message();
        for (const char* device : {"a", "b", "c"}) {
            sent.device = device;
            for (sent.number = 0; sent.number < 1000; ++sent.number) ids.insert(eventId(sent));
        }
        QCOMPARE(ids.size(), 3000U);
    }

    void bodyIsAnObjectOnlyWhenDeclaredAndValid_data() {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("encoding");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("base64"); // empty: as it was sent
        const QString json = QStringLiteral("application/json");
        const QString utf8 = QStringLiteral("utf-8");
        const auto row = [](const char* name, const QString& type, const QString& encoding, const QByteArray& body,
                            const char* base64) {
            QTest::newRow(name) << type << encoding << body << QString::fromLatin1(base64);
        };
        row("declared", json, utf8, "{\"a\":1}", "");
        row("case does not matter", QStringLiteral("Application/JSON"), QStringLiteral("UTF-8"), "{\"a\":1}", "");
        row("no type", {}, utf8, "{\"a\":1}", "eyJhIjoxfQ==");
        row("no encoding", json, {}, "{\"a\":1}", "eyJhIjoxfQ==");
        row("other type", QStringLiteral("text/json"), utf8, "{\"a\":1}", "eyJhIjoxfQ==");
        row("type is longer", QStringLiteral("application/json2"), utf8, "{\"a\":1}", "eyJhIjoxfQ==");
        row("not JSON", json, utf8, "{\"a\":1", "eyJhIjox");
        row("two values", json, utf8, "{}{}", "e317fQ==");
        row("breaks out", json, utf8, "1},\"x\":{", "MX0sIngiOns=");
        row("empty", json, utf8, "", "");
        row("one byte", json, utf8, QByteArray("\0", 1), "AA==");
        row("two bytes", json, utf8, "\xff\xfe", "//4=");
        row("not UTF-8", json, utf8, "\"\xff\"", "Iv8i");
        row("byte-order mark", json, utf8, "\xef\xbb\xbf{}", "77u/e30=");
        row("integer beyond 64 bits", json, utf8, "[123456789012345678901234567890]", "");
        row("number beyond a double", json, utf8, "[1e400]", "WzFlNDAwXQ==");
        row("array", json, utf8, "[1, 2]", "");
    }
    void bodyIsAnObjectOnlyWhenDeclaredAndValid() {
        QFETCH(QString, type);
        QFETCH(QString, encoding);
        QFETCH(QByteArray, body);
        QFETCH(QString, base64);
        DeviceMessage sent = message(body.toStdString());
        sent.contentType = type.toStdString();
        sent.contentEncoding = encoding.toStdString();
        const std::string text = eventOf(sent);
        const JsonNode found = bodyOf(sent);
        if (base64.isEmpty() && !body.isEmpty()) {
            QVERIFY(text.find("\"body\":" + body.toStdString() + "},") != std::string::npos);
        } else {
            QVERIFY(found.isString());
            TF_COMPARE(found.text, base64.toStdString());
        }
    }

    void noBytesBreakTheEnvelope() {
        DeviceMessage sent = message();
        sent.device = "a\"b\\\n\xc3";
        sent.properties = {{"\xff\"", "\x01\x80"}, {"", "Grüße"}};
        sent.contentType = "\xfe";
        const JsonDocument event = test::json(eventOf(sent));
        const JsonNode& data = *event.root().find("data");
        TF_COMPARE(data.find("properties")->members[0].name, "\xef\xbf\xbd\"");
        TF_COMPARE(data.find("properties")->members[1].value.text, "Grüße");
        TF_COMPARE(event.root().find("subject")->text, "devices/a\"b\\\n\xef\xbf\xbd");
        for (int byte = 0; byte < 256; ++byte) {
            std::string body(1, static_cast<char>(byte));
            for (const char* rest : {"", "{", "}", "\"", "1"}) bodyOf(message(body + rest));
        }
    }
};

QTEST_APPLESS_MAIN(IngressTest)
#include "tst_ingress.moc"
