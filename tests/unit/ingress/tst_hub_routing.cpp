// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Routes, the fallback route, event subscriptions, enrichments, and the dress that a message has at each endpoint.
#include "ingress/enrichment.h"
#include "ingress/hub.h"
#include "ingress/message_rules.h"
#include "ingress/routed_message.h"
#include "support.h"

using namespace twinflow;
using namespace twinflow::ingress;
using namespace std::chrono_literals;

namespace {

class Taker final : public HubTarget {
public:
    std::vector<DeviceMessage> taken;
    delivery::Outcome take(const DeviceMessage& message) override {
        taken.push_back(message);
        return delivery::Outcome::delivered;
    }
};

HubRoute route(std::string name, std::string condition, std::string endpoint,
               RouteSource source = RouteSource::deviceMessages) {
    HubRoute made;
    made.name = std::move(name);
    made.source = source;
    made.condition = std::move(condition);
    made.endpoint = std::move(endpoint);
    return made;
}

HubSettings plant() {
    HubSettings settings;
    settings.name = "plant";
    return settings;
}

DeviceMessage message(const std::string& body = "{\"t\":1}", const std::string& path = "hot") {
    DeviceMessage sent;
    sent.device = "a";
    sent.contentType = "application/json";
    sent.contentEncoding = "utf-8";
    sent.enqueued = Instant(5s);
    sent.number = 1;
    sent.body = body;
    sent.properties = {{"path", path}};
    return sent;
}

/// A hub with one device, and its clock.
struct World {
    explicit World(HubSettings settings)
        : hub(std::move(settings), timeline, 1) {
        if (!hub.createDevice({"a"})) qFatal("no device");
    }
    void send(DeviceMessage sent) {
        if (!hub.accept(sent)) qFatal("refused");
    }
    const metrics::LedgerRow rowOf(const std::string& reader) const {
        for (const auto& [name, row] : hub.readers()) {
            if (name == reader) return row;
        }
        return {};
    }
    Timeline timeline{Instant{}};
    Hub hub;
};

std::string typesOf(const Taker& taker) {
    std::string types;
    for (const DeviceMessage& each : taker.taken) {
        std::string text;
        appendEventGrid(text, each, "plant");
        types += test::json(text).root().find("eventType")->text + " ";
    }
    return types;
}

} // namespace

class HubRoutingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatNoRouteWantsFallsBack() {
        HubSettings settings = plant();
        settings.routes = {route("hot", "path = 'hot'", "alarms"), route("big", "$body.t > 10", "alarms"),
                           route("twins", "true", "alarms", RouteSource::twinChangeEvents)};
        World world(settings);
        Taker builtIn;
        Taker alarms;
        world.hub.read(kEventsEndpoint, "ingest", builtIn);
        world.hub.read("alarms", "alarms", alarms);
        world.send(message("{\"t\":1}", "hot"));
        world.send(message("{\"t\":11}", "hot")); // two routes to one endpoint: once
        world.send(message("{\"t\":1}", "cold"));
        world.send(message("{}", "cold")); // nothing to compare
        QCOMPARE(alarms.taken.size(), 2U);
        QCOMPARE(builtIn.taken.size(), 2U);
        const auto routes = world.hub.routes();
        QCOMPARE(routes.size(), 4U);
        TF_COMPARE(routes[3].name, "$fallback");
        QCOMPARE(routes[0].row.accepted, 2U);
        QCOMPARE(routes[1].row.accepted, 1U);
        QCOMPARE(routes[1].undefined, 1U);
        QCOMPARE(routes[2].row.filtered, 4U);
        QCOMPARE(routes[3].row.accepted, 2U);
        for (const RouteTally& each : routes) QVERIFY(each.row.balances());
        QCOMPARE(world.rowOf("ingest").filtered, 2U);
        QVERIFY(world.rowOf("ingest").balances() && world.rowOf("alarms").balances());
        QCOMPARE(world.hub.row().delivered, 4U);
    }

    void aRouteMayLeadToTheBuiltInEndpointToo() {
        HubSettings settings = plant();
        settings.routes = {route("hot", "path = 'hot'", "alarms"), route("all", "true", "events")};
        World world(settings);
        Taker builtIn;
        Taker alarms;
        world.hub.read(kEventsEndpoint, "ingest", builtIn);
        world.hub.read("alarms", "alarms", alarms);
        world.send(message());
        QCOMPARE(alarms.taken.size(), 1U);
        QCOMPARE(builtIn.taken.size(), 1U);
        QCOMPARE(world.hub.routes().back().row.accepted, 0U);
    }

    void withoutFallbackTheRestIsDropped() {
        HubSettings settings = plant();
        settings.routes = {route("hot", "path = 'hot'", "alarms"), route("off", "true", "events")};
        settings.routes[1].enabled = false;
        settings.fallbackRoute = false;
        World world(settings);
        Taker builtIn;
        Taker alarms;
        world.hub.read(kEventsEndpoint, "ingest", builtIn);
        world.hub.read("alarms", "alarms", alarms);
        world.send(message("{}", "cold"));
        world.send(message("{}", "hot"));
        QVERIFY(builtIn.taken.empty());
        QCOMPARE(world.hub.row().dropped, 1U);
        QCOMPARE(world.hub.row().delivered, 1U);
        QVERIFY(world.hub.row().balances());
    }

    void aSubscriptionToTelemetryTakesEverything() {
        World world(plant());
        Taker builtIn;
        Taker subscriber;
        world.hub.read(kEventsEndpoint, "ingest", builtIn);
        world.hub.read(kEventGridEndpoint, "watch", subscriber, {HubEventType::deviceTelemetry});
        world.send(message());
        QCOMPARE(subscriber.taken.size(), 1U);
        QVERIFY(builtIn.taken.empty()); // the route that the service makes for it leaves nothing to the fallback
        TF_COMPARE(world.hub.routes()[0].name, "RouteToEventGrid");
        QCOMPARE(world.hub.routes()[0].row.accepted, 1U);
    }

    void aRouteToEventGridTakesThePlaceOfTheServices() {
        HubSettings settings = plant();
        settings.routes = {route("hot", "path = 'hot'", "eventgrid")};
        World world(settings);
        Taker builtIn;
        Taker subscriber;
        world.hub.read(kEventsEndpoint, "ingest", builtIn);
        world.hub.read(kEventGridEndpoint, "watch", subscriber, {HubEventType::deviceTelemetry});
        world.send(message("{}", "hot"));
        world.send(message("{}", "cold"));
        QCOMPARE(subscriber.taken.size(), 1U);
        QCOMPARE(builtIn.taken.size(), 1U);
    }

    void devicesComeAndGo() {
        World world(plant());
        Taker all;
        Taker connections;
        world.hub.read(kEventGridEndpoint, "all", all,
                       {HubEventType::deviceTelemetry, HubEventType::deviceConnected, HubEventType::deviceDisconnected,
                        HubEventType::deviceCreated, HubEventType::deviceDeleted});
        world.hub.read(kEventGridEndpoint, "connections", connections, {HubEventType::deviceConnected});
        TF_OK(world.hub.createDevice({"b"}));
        world.send(message());
        world.send(message());
        TF_OK(world.hub.setStatus("a", DeviceStatus::disabled, ""));
        TF_OK(world.hub.deleteDevice("b"));
        TF_OK(world.hub.setStatus("a", DeviceStatus::enabled, ""));
        TF_OK(world.hub.connect("a"));
        QVERIFY(world.timeline.step(Instant{}));
        const std::string telemetry = "Microsoft.Devices.DeviceTelemetry ";
        TF_COMPARE(typesOf(all), telemetry + telemetry +
                                     "Microsoft.Devices.DeviceCreated Microsoft.Devices.DeviceConnected "
                                     "Microsoft.Devices.DeviceDisconnected Microsoft.Devices.DeviceDeleted "
                                     "Microsoft.Devices.DeviceConnected ");
        TF_COMPARE(typesOf(connections), "Microsoft.Devices.DeviceConnected Microsoft.Devices.DeviceConnected ");
        std::string text;
        appendEventGrid(text, all.taken[2], "plant");
        const JsonDocument created = test::json(text);
        const JsonNode& data = *created.root().find("data");
        TF_COMPARE(data.find("deviceId")->text, "b");
        TF_COMPARE(data.find("hubName")->text, "plant");
        TF_COMPARE(data.find("twin")->find("connectionState")->text, "Disconnected");
        TF_COMPARE(data.find("twin")->find("lastActivityTime")->text, "0001-01-01T00:00:00");
        const auto sequenceOf = [&](const DeviceMessage& each) {
            return test::json(each.body).root().find("sequenceNumber")->text;
        };
        QCOMPARE(sequenceOf(connections.taken[0]).size(), 64U);
        QVERIFY(sequenceOf(connections.taken[0]) < sequenceOf(connections.taken[1]));
        QVERIFY(eventId(all.taken[2]) != eventId(all.taken[3]));
        QCOMPARE(world.hub.eventRow().delivered, 5U);
    }

    void lifecycleIsRoutedWithItsProperties() {
        HubSettings settings = plant();
        settings.routes = {route("made", "opType = 'createDeviceIdentity' AND hubName = 'plant'", "log",
                                 RouteSource::deviceLifecycleEvents),
                           route("joined", "true", "log", RouteSource::deviceConnectionStateEvents)};
        World world(settings);
        Taker log;
        world.hub.read("log", "log", log);
        TF_OK(world.hub.createDevice({"b"}));
        TF_OK(world.hub.connect("b"));
        TF_OK(world.hub.deleteDevice("b"));
        QVERIFY(world.timeline.step(Instant{}));
        QCOMPARE(log.taken.size(), 3U);
        std::string record;
        appendEventHubMessage(record, log.taken[0]);
        const JsonDocument event = test::json(record);
        TF_COMPARE(event.root().find("systemProperties")->find("iothub-message-source")->text, "deviceLifecycleEvents");
        QVERIFY(!event.root().find("systemProperties")->find("iothub-connection-auth-method"));
        TF_COMPARE(event.root().find("systemProperties")->find("user-id")->text, "plant");
        TF_COMPARE(event.root().find("applicationProperties")->find("opType")->text, "createDeviceIdentity");
        TF_COMPARE(event.root().find("body")->find("deviceId")->text, "b");
        QCOMPARE(world.hub.eventRow().filtered, 1U); // the deletion
    }

    void stampsByEndpoint() {
        HubSettings settings = plant();
        settings.routes = {route("hot", "path = 'hot'", "alarms"), route("all", "true", "events")};
        settings.enrichments = {{"hub", "$iothubname", {"alarms", "events"}},
                                {"floor", "$twin.tags.place.floor", {"alarms"}},
                                {"mode", "$twin.properties.reported.mode", {"alarms"}},
                                {"gone", "$twin.properties.desired.nothing", {"alarms"}},
                                {"PATH", "stamped", {"alarms"}}};
        QVERIFY(checkEnrichments(settings.enrichments, "plant").empty());
        World world(settings);
        Taker builtIn;
        Taker alarms;
        world.hub.read(kEventsEndpoint, "ingest", builtIn);
        world.hub.read("alarms", "alarms", alarms);
        TF_OK(world.hub.updateTwin("a", test::json("{\"tags\":{\"place\":{\"floor\":3}}}").root()));
        TF_OK(world.hub.report("a", test::json("{\"mode\":\"eco\"}").root()));
        world.send(message());
        const std::vector<std::pair<std::string, std::string>> stamped{{"PATH", "stamped"},
                                                                       {"hub", "plant"},
                                                                       {"floor", "3"},
                                                                       {"mode", "eco"},
                                                                       {"gone", "$twin.properties.desired.nothing"}};
        QVERIFY(alarms.taken[0].properties == stamped);
        const std::vector<std::pair<std::string, std::string>> plain{{"path", "hot"}, {"hub", "plant"}};
        QVERIFY(builtIn.taken[0].properties == plain);
    }

    void whatGrowsTooLargeIsDroppedThere() {
        HubSettings settings = plant();
        settings.routes = {route("all", "true", "alarms"), route("too", "true", "events")};
        settings.enrichments = {{"key", "value", {"alarms"}}};
        World world(settings);
        Taker builtIn;
        Taker alarms;
        world.hub.read(kEventsEndpoint, "ingest", builtIn);
        world.hub.read("alarms", "alarms", alarms);
        DeviceMessage sent = message({}, "hot");
        sent.body.assign(kMaxMessageBytes - messageBytes(sent) - 7, 'x');
        world.send(sent);
        QVERIFY(alarms.taken.empty());
        QCOMPARE(world.rowOf("alarms").dropped, 1U);
        QVERIFY(world.rowOf("alarms").balances());
        QCOMPARE(builtIn.taken.size(), 1U);
        sent.body.pop_back();
        world.send(sent);
        QCOMPARE(alarms.taken.size(), 1U);
    }

    void whatIsTooLargeIsLostToItsReadersOnly() {
        HubSettings settings = plant();
        settings.enrichments = {{"note", std::string(100, 'x'), {std::string(kEventGridEndpoint)}}};
        World world(settings);
        Taker telemetry;
        Taker connections;
        world.hub.read(kEventGridEndpoint, "telemetry", telemetry, {HubEventType::deviceTelemetry});
        world.hub.read(kEventGridEndpoint, "connections", connections, {HubEventType::deviceConnected});
        DeviceMessage sent = message();
        sent.body.assign(kMaxMessageBytes - 100, 'x');
        world.send(sent);
        QCOMPARE(world.rowOf("telemetry").dropped, 1U);
        QCOMPARE(world.rowOf("connections").dropped, 0U);
        QCOMPARE(world.rowOf("connections").accepted, 0U);
    }

    void eachEndpointHasItsOwnPartitions() {
        HubSettings settings = plant();
        settings.partitions = 1;
        settings.routes = {route("hot", "path = 'hot'", "alarms"), route("all", "true", "events")};
        World world(settings);
        Taker builtIn;
        Taker alarms;
        world.hub.read(kEventsEndpoint, "ingest", builtIn);
        world.hub.read("alarms", "alarms", alarms);
        world.send(message("{\"t\":1}", "cold"));
        world.send(message("not JSON", "hot"));
        QCOMPARE(builtIn.taken[1].sequenceNumber, 1U);
        QVERIFY(builtIn.taken[1].offset > 0);
        QCOMPARE(alarms.taken[0].sequenceNumber, 0U);
        QCOMPARE(alarms.taken[0].offset, 0U);

        DeviceMessage plain = builtIn.taken[0];
        plain.contentType.clear(); // a reader of an Event Hub tries to parse whatever it was declared as
        std::string text;
        appendEventHubMessage(text, plain);
        QCOMPARE(test::json(text).root().find("body")->find("t")->number(), 1.0);
        text.clear();
        appendStorageRecord(text, plain);
        TF_COMPARE(test::json(text).root().find("Body")->text, "eyJ0IjoxfQ==");
        text.clear();
        appendStorageRecord(text, builtIn.taken[0]);
        const JsonDocument record = test::json(text);
        QCOMPARE(record.root().find("Body")->find("t")->number(), 1.0);
        TF_COMPARE(record.root().find("EnqueuedTimeUtc")->text, "1970-01-01T00:00:05.0000000Z");
        TF_COMPARE(record.root().find("SystemProperties")->find("connectionDeviceId")->text, "a");
        TF_COMPARE(record.root().find("Properties")->find("path")->text, "cold");
    }

    void wrongSettingsAreFound() {
        std::vector<HubRoute> routes{route("a", "true", "x"), route("A", "path =", ""), route("b", "true", "y")};
        TF_COMPARE(test::codes(checkRoutes(routes, "plant")),
                   "ingress-route-twice ingress-route-endpoint ingress-condition-operand");
        routes.clear();
        for (int i = 0; i < 101; ++i)
            routes.push_back(route("r" + std::to_string(i), "true", "e" + std::to_string(i % 11)));
        TF_COMPARE(test::codes(checkRoutes(routes, "plant")), "ingress-routes-too-many ingress-endpoints-too-many");
        std::vector<Enrichment> enrichments{{"a b", "1", {"events"}},
                                            {"k", "$twin.tags", {"events"}},
                                            {"K", "$hub", {}},
                                            {"ok-1_2.3", "$twin.tags.a", {"events"}}};
        TF_COMPARE(test::codes(checkEnrichments(enrichments, "plant")),
                   "ingress-enrichment-key ingress-enrichment-value ingress-enrichment-twice ingress-enrichment-value "
                   "ingress-enrichment-endpoints");
        enrichments.assign(11, {"k", "v", {"events"}});
        TF_COMPARE(test::codes(checkEnrichments(enrichments, "plant")).substr(0, 28), "ingress-enrichments-too-many");
    }
};

QTEST_APPLESS_MAIN(HubRoutingTest)
#include "tst_hub_routing.moc"
