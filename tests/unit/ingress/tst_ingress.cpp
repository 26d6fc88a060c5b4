// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The hub's refusals and deliveries, and the Event Grid event of a message.
#include "base/file.h"
#include "ingress/hub.h"
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
    return {
        "thermostat67",   *parseInstant("2024-03-05T10:15:30.123Z"), 7, std::move(body), "application/json", "utf-8",
        {{"alert", "no"}}};
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
        Hub hub({"plant", delivery::Policy::eventGrid()}, timeline);
        Taker taker;
        hub.couple("ingest", taker);
        const auto unknown = hub.accept(message());
        QVERIFY(!unknown);
        TF_COMPARE(unknown.error().code, "ingress-device-unknown");
        hub.registerDevice("thermostat67");
        hub.registerDevice("thermostat67");
        QCOMPARE(hub.deviceCount(), 1U);

        DeviceMessage large = message(std::string(Hub::kMaxMessageBytes - 26, 'x'));
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

    void dropsAndCountsWithoutAFunction() {
        Timeline timeline{Instant{}};
        Hub hub({"plant", delivery::Policy::eventGrid()}, timeline);
        hub.registerDevice("thermostat67");
        QVERIFY(hub.accept(message()).has_value());
        QCOMPARE(hub.row().dropped, 1U);
        QVERIFY(hub.row().balances());
        QVERIFY(hub.couplings().empty());
    }

    void eachFunctionHasItsOwnLane() {
        Timeline timeline{Instant{}};
        Hub hub({"plant", {{10s}, 1min, 3}}, timeline);
        hub.registerDevice("thermostat67");
        Taker well;
        Taker ill;
        ill.answer = Outcome::unavailable;
        hub.couple("b-well", well);
        hub.couple("a-ill", ill);
        QVERIFY(hub.accept(message()).has_value());
        const auto during = hub.couplings();
        TF_COMPARE(during[0].first, "b-well");
        QCOMPARE(during[0].second.delivered, 1U);
        QCOMPARE(during[1].second.retrying, 1U);
        ill.answer = Outcome::delivered;
        QVERIFY(timeline.step(Instant(10s)));
        const auto after = hub.couplings();
        QCOMPARE(after[1].second.delivered, 1U);
        QCOMPARE(after[1].second.attempts, 2U);
        QVERIFY(after[0].second.balances() && after[1].second.balances());
        QCOMPARE(well.taken.size(), 1U);
    }

    void givesUpCounted() {
        Timeline timeline{Instant{}};
        Hub hub({"plant", {{10s}, 15s, 3}}, timeline);
        hub.registerDevice("thermostat67");
        Taker down;
        down.answer = Outcome::busy;
        Taker picky;
        picky.answer = Outcome::refused;
        hub.couple("down", down);
        hub.couple("picky", picky);
        QVERIFY(hub.accept(message()).has_value());
        while (timeline.step(Instant(1h))) {
        }
        QCOMPARE(hub.couplings()[0].second.expired, 1U);
        QCOMPARE(hub.couplings()[1].second.dropped, 1U);
        QVERIFY(hub.couplings()[0].second.balances() && hub.couplings()[1].second.balances());
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
        QVERIFY(generationId("a") != generationId("b"));
        QCOMPARE(std::to_string(generationId("a")).size(), 18U);
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
