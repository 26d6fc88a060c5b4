// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Device twins: merge patches, versions, metadata, limits; and what the hub tells about changes.
#include "ingress/hub.h"
#include "support.h"

using namespace twinflow;
using namespace twinflow::ingress;
using namespace std::chrono_literals;

namespace {

template <typename T>
std::string codeOf(const Result<T>& result) {
    return result ? std::string() : result.error().code;
}

std::string sectionOf(const DeviceTwin& twin, TwinSection section) {
    std::string text;
    twin.appendSection(text, section);
    return text;
}

Result<void> merge(DeviceTwin& twin, TwinSection section, const std::string& patch, Instant now = Instant(5s)) {
    return twin.merge(section, test::json(patch).root(), now);
}

/// {"a":{"a":…{}…}} with so many objects within the outer one.
std::string nested(int depth) {
    std::string text = "1";
    for (int i = 0; i <= depth; ++i) text = "{\"a\":" + text + "}";
    return text;
}

class Taker final : public HubTarget {
public:
    std::vector<DeviceMessage> taken;
    delivery::Outcome take(const DeviceMessage& message) override {
        taken.push_back(message);
        return delivery::Outcome::delivered;
    }
};

HubSettings settingsWithRoute(RouteSource source, std::string condition = "true") {
    HubSettings settings;
    settings.name = "plant";
    HubRoute route;
    route.name = "r";
    route.source = source;
    route.condition = std::move(condition);
    route.endpoint = "events";
    settings.routes.push_back(route);
    return settings;
}

} // namespace

class DeviceTwinTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void mergesAsTheServiceDoes() {
        DeviceTwin twin;
        TF_COMPARE(sectionOf(twin, TwinSection::desired),
                   "{\"$metadata\":{\"$lastUpdated\":\"0001-01-01T00:00:00Z\"},\"$version\":1}");
        TF_OK(merge(twin, TwinSection::desired, "{\"a\":{\"b\":1,\"c\":[1,{\"d\":2}]},\"e\":\"x\"}"));
        TF_OK(merge(twin, TwinSection::desired, "{\"a\":{\"b\":null,\"f\":true},\"e\":{\"g\":2.5},\"h\":null}",
                    Instant(7s)));
        const JsonDocument value = test::json(sectionOf(twin, TwinSection::desired));
        std::string a;
        value.root().find("a")->appendJson(a);
        TF_COMPARE(a, "{\"c\":[1,{\"d\":2}],\"f\":true}");
        QVERIFY(!value.root().find("h"));
        std::string metadata;
        value.root().find("$metadata")->appendJson(metadata);
        TF_COMPARE(metadata, "{\"$lastUpdated\":\"1970-01-01T00:00:07.0000000Z\",\"$lastUpdatedVersion\":3,"
                             "\"a\":{\"$lastUpdated\":\"1970-01-01T00:00:07.0000000Z\",\"$lastUpdatedVersion\":3,"
                             "\"c\":{\"$lastUpdated\":\"1970-01-01T00:00:05.0000000Z\",\"$lastUpdatedVersion\":2},"
                             "\"f\":{\"$lastUpdated\":\"1970-01-01T00:00:07.0000000Z\",\"$lastUpdatedVersion\":3}},"
                             "\"e\":{\"$lastUpdated\":\"1970-01-01T00:00:07.0000000Z\",\"$lastUpdatedVersion\":3,"
                             "\"g\":{\"$lastUpdated\":\"1970-01-01T00:00:07.0000000Z\",\"$lastUpdatedVersion\":3}}}");
        QCOMPARE(twin.version(TwinSection::desired), 3U);
        QCOMPARE(twin.version(TwinSection::reported), 1U);
        QCOMPARE(twin.version(), 4U);
        TF_COMPARE(twin.etag(), "AAAAAAAAAAM=");
    }

    void replacesWholeSections() {
        DeviceTwin twin;
        TF_OK(merge(twin, TwinSection::tags, "{\"a\":1,\"b\":2}"));
        TF_OK(twin.replace(TwinSection::tags, test::json("{\"c\":3,\"d\":null}").root(), Instant(6s)));
        TF_COMPARE(sectionOf(twin, TwinSection::tags), "{\"c\":3}");
    }

    void tellsWhatChanged() {
        DeviceTwin twin;
        TF_OK(merge(twin, TwinSection::reported, "{\"a\":{\"x\":1,\"y\":2},\"b\":3}"));
        const JsonDocument patch = test::json("{\"a\":{\"x\":null},\"b\":4}");
        TF_OK(twin.merge(TwinSection::reported, patch.root(), Instant(6s)));
        std::string change;
        twin.appendChange(change, TwinSection::reported, patch.root());
        TF_COMPARE(change,
                   "{\"a\":{\"x\":null},\"b\":4,\"$metadata\":{\"$lastUpdated\":\"1970-01-01T00:00:06.0000000Z\","
                   "\"a\":{\"$lastUpdated\":\"1970-01-01T00:00:06.0000000Z\"},"
                   "\"b\":{\"$lastUpdated\":\"1970-01-01T00:00:06.0000000Z\"}},\"$version\":3}");
    }

    void refusesWhatTheServiceRefuses_data() {
        QTest::addColumn<QString>("patch");
        QTest::addColumn<QString>("code"); // empty: taken
        const auto row = [](const char* name, const std::string& patch, const char* code) {
            QTest::newRow(name) << QString::fromStdString(patch) << QString::fromLatin1(code);
        };
        row("no object", "[]", "ingress-twin-object");
        row("dot", "{\"a.b\":1}", "ingress-twin-key");
        row("dollar", "{\"$a\":1}", "ingress-twin-key");
        row("space, deep", "{\"a\":{\"b c\":1}}", "ingress-twin-key");
        row("control", "{\"a\\u0001\":1}", "ingress-twin-key");
        row("C1 control", "{\"a\\u0085\":1}", "ingress-twin-key");
        row("umlaut", "{\"gr\\u00fcn\":1}", "");
        row("key of 1 KB", "{\"" + std::string(1024, 'k') + "\":1}", "");
        row("longer key", "{\"" + std::string(1025, 'k') + "\":1}", "ingress-twin-key");
        row("text of 4 KB", "{\"a\":\"" + std::string(4096, 't') + "\"}", "");
        row("longer text", "{\"a\":\"" + std::string(4097, 't') + "\"}", "ingress-twin-value");
        row("largest integer", "{\"a\":4503599627370495,\"b\":-4503599627370496}", "");
        row("larger", "{\"a\":4503599627370496}", "ingress-twin-value");
        row("smaller", "{\"a\":[-4503599627370497]}", "ingress-twin-value");
        row("ten levels", nested(10), "");
        row("eleven levels", nested(11), "ingress-twin-depth");
    }
    void refusesWhatTheServiceRefuses() {
        QFETCH(QString, patch);
        QFETCH(QString, code);
        DeviceTwin twin;
        TF_COMPARE(codeOf(merge(twin, TwinSection::desired, patch.toStdString())), code.toStdString());
        QCOMPARE(twin.version(TwinSection::desired), code.isEmpty() ? 2U : 1U);
    }

    void sizesAreCountedBySection() {
        // A key of 4 and texts: 4 + 4096 = 4100 a member; 8 KB hold one such and 4092 more.
        DeviceTwin twin;
        TF_OK(merge(twin, TwinSection::tags, "{\"key1\":\"" + std::string(4096, 't') + "\"}"));
        const std::string rest(8192 - 4100 - 4, 'u');
        TF_COMPARE(codeOf(merge(twin, TwinSection::tags, "{\"key2\":\"" + rest + "u\"}")), "ingress-twin-size");
        TF_OK(merge(twin, TwinSection::tags, "{\"key2\":\"" + rest + "\"}"));
        TF_COMPARE(codeOf(merge(twin, TwinSection::tags, "{\"b\":true}")), "ingress-twin-size");
        for (int i = 0; i < 7; ++i) {
            TF_OK(merge(twin, TwinSection::reported,
                        "{\"key" + std::to_string(i) + "\":\"" + std::string(4096, 't') + "\"}"));
        }
        // 28700 of 32768 are taken: a number takes 8, a truth value 4, an umlaut 1.
        TF_OK(merge(twin, TwinSection::reported, "{\"a\":1,\"b\":true,\"c\":\"\\u00fc\"}"));
        const std::string full(32768 - 28700 - 9 - 5 - 2 - 1, 'v');
        TF_COMPARE(codeOf(merge(twin, TwinSection::reported, "{\"d\":\"" + full + "v\"}")), "ingress-twin-size");
        TF_OK(merge(twin, TwinSection::reported, "{\"d\":\"" + full + "\"}"));
    }

    void removedMembersTakeNoRoom() {
        DeviceTwin twin;
        std::string change = "{";
        for (char c = 'a'; c < 'h'; ++c) {
            const std::string key = '"' + std::string(1000, c) + '"';
            TF_OK(merge(twin, TwinSection::tags, '{' + key + ":true}"));
            change += key + ":null,";
        }
        TF_OK(merge(twin, TwinSection::tags, change + "\"text\":\"" + std::string(2000, 't') + "\"}"));
    }

    void whatIsTooMuchIsRefusedBeforeItIsMerged() {
        std::string patch;
        for (int i = 0; i < 100'000; ++i) patch += (i == 0 ? "{\"k" : ",\"k") + std::to_string(i) + "\":true";
        patch += '}';
        DeviceTwin twin;
        TF_COMPARE(codeOf(merge(twin, TwinSection::tags, patch)), "ingress-twin-size");
        TF_COMPARE(codeOf(twin.replace(TwinSection::tags, test::json(patch).root(), Instant(5s))), "ingress-twin-size");
    }

    void instantZeroIsATimeAsAnyOther() {
        DeviceTwin twin;
        TF_OK(merge(twin, TwinSection::reported, "{\"a\":1}", Instant{}));
        TF_COMPARE(sectionOf(twin, TwinSection::reported),
                   "{\"a\":1,\"$metadata\":{\"$lastUpdated\":\"1970-01-01T00:00:00.0000000Z\","
                   "\"a\":{\"$lastUpdated\":\"1970-01-01T00:00:00.0000000Z\"}},\"$version\":2}");
        Timeline timeline{Instant{}};
        HubSettings settings;
        settings.name = "plant";
        Hub hub(settings, timeline, 1);
        TF_OK(hub.createDevice({"a"}));
        const auto has = [&](const char* part) { return hub.twin("a")->find(part) != std::string::npos; };
        QVERIFY(has("\"statusUpdateTime\":\"0001-01-01T00:00:00\""));
        QVERIFY(has("\"lastActivityTime\":\"0001-01-01T00:00:00\""));
        TF_OK(hub.setStatus("a", DeviceStatus::disabled, ""));
        TF_OK(hub.setStatus("a", DeviceStatus::enabled, ""));
        TF_OK(hub.connect("a"));
        QVERIFY(has("\"statusUpdateTime\":\"1970-01-01T00:00:00.0000000Z\""));
        QVERIFY(has("\"lastActivityTime\":\"1970-01-01T00:00:00.0000000Z\""));
    }

    void changesAreRoutedAsTheServiceTellsThem() {
        Timeline timeline{*parseInstant("2024-03-05T10:00:00Z")};
        Hub hub(settingsWithRoute(RouteSource::twinChangeEvents, "opType = 'updateTwin'"), timeline, 1);
        Taker taker;
        hub.read(kEventsEndpoint, "reader", taker);
        TF_OK(hub.createDevice({"a"}));
        TF_OK(
            hub.updateTwin("a", test::json("{\"tags\":{\"floor\":1},\"properties\":{\"desired\":{\"f\":2}}}").root()));
        TF_OK(hub.report("a", test::json("{\"battery\":55}").root()));
        TF_OK(hub.replaceTwin("a", test::json("{\"tags\":{}}").root()));
        TF_COMPARE(codeOf(hub.updateTwin("b", test::json("{\"tags\":{}}").root())), "ingress-device-unknown");
        TF_COMPARE(codeOf(hub.updateTwin("a", test::json("{\"properties\":{\"reported\":{}}}").root())),
                   "ingress-twin-patch");
        TF_COMPARE(codeOf(hub.updateTwin(
                       "a", test::json("{\"tags\":{\"x\":1},\"properties\":{\"desired\":{\"$\":1}}}").root())),
                   "ingress-twin-key");
        QVERIFY(taker.taken.empty()); // nothing is told in the midst of a call
        QVERIFY(timeline.step(timeline.now()));
        QCOMPARE(taker.taken.size(), 2U); // the replacement is another operation
        const DeviceMessage& change = taker.taken[0];
        QVERIFY(change.source == MessageSource::twinChange);
        const JsonDocument body = test::json(change.body);
        QCOMPARE(body.root().find("version")->number(), 4.0);
        QCOMPARE(body.root().find("tags")->find("floor")->number(), 1.0);
        QCOMPARE(body.root().find("properties")->find("desired")->find("$version")->number(), 2.0);
        TF_COMPARE(change.properties[3].second, "updateTwin");
        TF_COMPARE(change.properties[4].second, "twinChangeNotification");
        QCOMPARE(test::json(taker.taken[1].body).root().find("properties")->find("reported")->find("battery")->number(),
                 55.0);
        QCOMPARE(hub.eventRow().offered, 3U);
        QCOMPARE(hub.eventRow().filtered, 1U);
        QCOMPARE(hub.eventRow().delivered, 2U);
        QVERIFY(hub.eventRow().balances());
        QCOMPARE(hub.twinWrites(), 3U);

        const JsonDocument document = test::json(hub.twin("a").value());
        TF_COMPARE(document.root().find("deviceId")->text, "a");
        TF_COMPARE(document.root().find("status")->text, "enabled");
        QVERIFY(!document.root().find("tags")); // replaced by nothing
    }

    void nobodyWhoAsksMakesNoEvents() {
        Timeline timeline{Instant{}};
        HubSettings settings;
        settings.name = "plant";
        Hub hub(settings, timeline, 1);
        Taker taker;
        hub.read(kEventsEndpoint, "reader", taker);
        TF_OK(hub.createDevice({"a"}));
        TF_OK(hub.report("a", test::json("{\"battery\":55}").root()));
        TF_OK(hub.connect("a"));
        QVERIFY(timeline.empty());
        QCOMPARE(hub.eventRow().offered, 0U);
    }

    void deletedDevicesLoseTheirTwin() {
        Timeline timeline{Instant{}};
        HubSettings settings;
        settings.name = "plant";
        Hub hub(settings, timeline, 1);
        TF_OK(hub.createDevice({"a"}));
        TF_OK(hub.report("a", test::json("{\"battery\":55}").root()));
        TF_OK(hub.deleteDevice("a"));
        TF_COMPARE(codeOf(hub.twin("a")), "ingress-device-unknown");
        TF_OK(hub.createDevice({"a"}));
        QVERIFY(!test::json(hub.twin("a").value()).root().find("properties")->find("reported")->find("battery"));
    }
};

QTEST_APPLESS_MAIN(DeviceTwinTest)
#include "tst_device_twin.moc"
