// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whole runs in which the hub does more than hand on: what a deployment says about devices is what a run obeys.
#include "engine/report.h"
#include "engine/run.h"
#include "small_deployment.h"
#include "support.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace twinflow;
using namespace twinflow::engine;
using namespace std::chrono_literals;

namespace {

/// A run that was driven to its end.
struct Ran {
    std::unique_ptr<QTemporaryDir> folder = std::make_unique<QTemporaryDir>();
    std::unique_ptr<Run> run;
    RunSnapshot snapshot;
};

Ran drive(const deployment::Deployment& deployment) {
    Ran ran;
    RunOptions options;
    options.outputFolder = ran.folder->path().toStdString();
    auto run = Run::compile(deployment, options);
    if (!run) qFatal("%s", run.error().str().c_str());
    ran.run = std::move(*run);
    while (ran.run->advance(100) <= Phase::settling) {
    }
    ran.snapshot = ran.run->snapshot();
    return ran;
}

std::string lastLog(const Ran& ran) {
    const auto logs = ran.run->logs();
    return logs.front().second.empty() ? std::string() : logs.front().second.back();
}

} // namespace

class EngineHubTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aDeviceThatIsThereDoesNotKeepTheOthersOut() {
        // late-1 is registered from the start; a minute later late-2 and late-3 come all the same.
        auto deployment = test::smallDeployment();
        deployment::DeviceGroup first;
        first.name = "first";
        first.hub = "hub";
        first.idPrefix = "late-";
        first.count = 1;
        deployment::DeviceGroup later = first;
        later.name = "later";
        later.count = 3;
        later.registered = 1min;
        deployment.devices.push_back(first);
        deployment.devices.push_back(later);
        const Ran ran = drive(deployment);
        QCOMPARE(ran.snapshot.hubs.front().devices, std::size_t(7));
        QCOMPARE(ran.snapshot.incidents.entries().at({"hub", "ingress-device-exists"}).count, std::uint64_t(1));
    }

    void disabledDevicesAreRefusedAndCounted() {
        // 60 messages of each of the four twins' devices, and 30 of each of two disabled ones.
        auto deployment = test::smallDeployment();
        deployment::DeviceGroup stolen;
        stolen.name = "stolen";
        stolen.hub = "hub";
        stolen.idPrefix = "stolen-";
        stolen.count = 2;
        stolen.status = ingress::DeviceStatus::disabled;
        stolen.statusReason = "Reported stolen.";
        deployment.devices.push_back(stolen);
        simulation::Traffic traffic = deployment.scenarios[0].traffic[0];
        traffic.devices = "stolen";
        traffic.every = 20s;
        deployment.scenarios[0].traffic.push_back(traffic);
        const Ran ran = drive(deployment);
        const HubEntry& hub = ran.snapshot.hubs.front();
        QCOMPARE(hub.devices, std::size_t(6));
        QCOMPARE(hub.disabled, std::size_t(2));
        QCOMPARE(hub.row.offered, std::uint64_t(300));
        QCOMPARE(hub.row.filtered, std::uint64_t(60));
        QCOMPARE(hub.refusals.at("ingress-device-disabled"), std::uint64_t(60));
        QCOMPARE(ran.snapshot.incidents.entries().at({"hub", "ingress-device-disabled"}).count, std::uint64_t(60));
        QCOMPARE(count(ran.snapshot, "hubs.hub.disabledDevices").value(), 2.0);
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void devicesAreRegisteredOnce() {
        auto deployment = test::smallDeployment();
        deployment::DeviceGroup again = deployment.devices.front();
        again.name = "again";
        deployment.devices.push_back(again);
        RunOptions options;
        const auto run = Run::compile(deployment, options);
        QVERIFY(!run);
        TF_COMPARE(run.error().code, "ingress-device-exists");
    }

    void routesLeadToFunctionsAndStorages() {
        // 240 messages: the hot half of the devices goes to a storage, stamped; the rest to the mapping as ever.
        auto deployment = test::smallDeployment();
        ingress::HubRoute hot;
        hot.name = "hot";
        hot.condition = "$connectionDeviceId = 's1' OR $twin.tags.side = 'left'";
        hot.endpoint = "cold-store";
        ingress::HubRoute twins;
        twins.name = "twins";
        twins.source = ingress::RouteSource::twinChangeEvents;
        twins.endpoint = "cold-store";
        deployment.hubs[0].routes = {hot, twins};
        deployment.hubs[0].enrichments = {{"from", "$iothubname", {"cold-store"}}};
        downstream::DownstreamSettings store;
        store.name = "cold-store";
        store.kind = downstream::DownstreamKind::storage;
        deployment.downstream.push_back(store);
        deployment::DeviceGroup gateways;
        gateways.name = "gateways";
        gateways.hub = "hub";
        gateways.idPrefix = "g";
        gateways.count = 2;
        gateways.behaviour.twin.tags = "{\"side\":\"left\"}";
        gateways.behaviour.twin.reported = "{\"firmware\":\"1.2\"}";
        deployment.devices.push_back(gateways);
        simulation::Traffic traffic = deployment.scenarios[0].traffic[0];
        traffic.devices = "gateways";
        deployment.scenarios[0].traffic.push_back(traffic);

        const Ran ran = drive(deployment);
        const HubEntry& hub = ran.snapshot.hubs.front();
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
        QCOMPARE(hub.row.accepted, std::uint64_t(360));
        QCOMPARE(hub.routes[0].row.accepted, std::uint64_t(180)); // s1, g1, g2
        QCOMPARE(hub.routes[0].undefined, std::uint64_t(180));    // devices without tags
        QCOMPARE(hub.routes[1].row.accepted, std::uint64_t(2));   // what the gateways reported when they connected
        QCOMPARE(hub.routes[2].row.accepted, std::uint64_t(180)); // the fallback
        QCOMPARE(hub.takers[1].second.delivered, std::uint64_t(182));
        QCOMPARE(hub.twinWrites, std::uint64_t(4));
        QCOMPARE(hub.connected, std::size_t(6));
        QCOMPARE(ran.snapshot.functions[0].counts.calls, std::uint64_t(180));
        const auto& sinks = ran.snapshot.downstream;
        const auto sink =
            std::find_if(sinks.begin(), sinks.end(), [](const auto& each) { return each.name == "cold-store"; });
        QCOMPARE(sink->row.delivered, std::uint64_t(182));
    }

    void functionsReachDevicesThroughTheHub() {
        auto deployment = test::smallDeployment();
        deployment.couplings.push_back({"ingest", "hub", ""});
        simulation::DeviceBehaviour& behaviour = deployment.devices[0].behaviour;
        behaviour.methods.push_back({"reboot", 202, "{\"in\":5}", 2s});
        behaviour.methods.push_back({"slow", 200, "null", 40s});
        behaviour.appliesDesired = true;
        deployment.scenarios[0].duration = 10s; // a message of each device
        test::useScript(
            deployment,
            "function run(context, event) {"
            " const id = event.data.systemProperties['iothub-connection-device-id'];"
            " context.hub.send(id, { data: 'on', messageId: 'm', ack: 'full' });"
            " const answer = context.hub.invokeDeviceMethod(id, { methodName: 'reboot' });"
            " const none = context.hub.invokeDeviceMethod(id, { methodName: 'other' });"
            " let late = ''; let gone = '';"
            " try { context.hub.invokeDeviceMethod(id, { methodName: 'slow' }); } catch (e) { late = e.code; }"
            " try { context.hub.send('nobody', 'x'); } catch (e) { gone = e.code; }"
            " context.hub.updateTwin(id, { properties: { desired: { every: '5m' } } });"
            " const twin = context.hub.getTwin(id);"
            " context.log(answer.status, answer.payload, none.status, late, gone,"
            " twin.properties.reported.every); }");
        const Ran ran = drive(deployment);
        TF_COMPARE(lastLog(ran), "202 {\"in\":5} 501 ingress-method-timeout ingress-device-unknown 5m");
        const HubEntry& hub = ran.snapshot.hubs.front();
        QCOMPARE(hub.cloudToDevice.delivered, std::uint64_t(4));
        QCOMPARE(hub.cloudToDevice.filtered, std::uint64_t(4));
        QCOMPARE(hub.outcomes.at("Success"), std::uint64_t(4));
        QCOMPARE(hub.feedback, std::uint64_t(4));
        QCOMPARE(hub.methods.answered, std::uint64_t(8));
        QCOMPARE(hub.methods.timedOut, std::uint64_t(4));
        QCOMPARE(hub.twinWrites, std::uint64_t(8));
        QCOMPARE(ran.snapshot.functions[0].counts.sent, std::uint64_t(20));
        QCOMPARE(ran.snapshot.functions[0].counts.sendsRefused, std::uint64_t(8));
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void withoutACouplingTheHubIsOutOfReach() {
        auto deployment = test::smallDeployment();
        test::useScript(deployment, "function run(context, event) {"
                                    " try { context.hub.send('s1', 'x'); } catch (e) { context.log(e.code); } }");
        TF_COMPARE(lastLog(drive(deployment)), "functions-not-coupled");
    }

    void devicesComeAndGoDuringTheRun() {
        // Registered after 2 minutes and removed after 8 of 10, a message every 10 s: 12 are too early, 12 too late.
        auto deployment = test::smallDeployment();
        deployment::DeviceGroup guests;
        guests.name = "guests";
        guests.hub = "hub";
        guests.idPrefix = "guest-";
        guests.count = 1;
        guests.registered = 2min;
        guests.removed = 8min;
        deployment.devices.push_back(guests);
        simulation::Traffic traffic = deployment.scenarios[0].traffic[0];
        traffic.devices = "guests";
        deployment.scenarios[0].traffic.push_back(traffic);
        functions::FunctionSettings watch;
        watch.name = "watch";
        watch.file = "functions/watch.js";
        deployment.functions.push_back(watch);
        deployment.scripts.push_back({"functions/watch.js", "let all = ''; function run(context, event) {"
                                                            " all += event.eventType.slice(18) + ' ';"
                                                            " context.log(event.data.deviceId, all); }"});
        deployment::Coupling coupling{"hub", "watch", ""};
        coupling.reads = deployment::HubReading::eventGrid;
        coupling.eventTypes = {"Microsoft.Devices.DeviceCreated", "Microsoft.Devices.DeviceDeleted",
                               "Microsoft.Devices.DeviceDisconnected"};
        deployment.couplings.push_back(coupling);
        const Ran ran = drive(deployment);
        const HubEntry& hub = ran.snapshot.hubs.front();
        QCOMPARE(hub.refusals.at("ingress-device-unknown"), std::uint64_t(24));
        QCOMPARE(hub.row.accepted, std::uint64_t(240 + 36));
        QCOMPARE(hub.devices, std::size_t(4));
        QCOMPARE(hub.events.delivered, std::uint64_t(3));
        TF_COMPARE(ran.run->logs()[1].second.back(), "guest-1 DeviceCreated DeviceDisconnected DeviceDeleted ");
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void aFunctionMayReadTheEventHub() {
        auto deployment = test::smallDeployment();
        deployment.couplings[0].reads = deployment::HubReading::events;
        test::useScript(deployment, "function run(context, event) {"
                                    " context.log(event.partitionKey, event.systemProperties['content-type'],"
                                    " typeof event.body.temperature, typeof event.offset); }");
        const std::string line = lastLog(drive(deployment));
        TF_COMPARE(line.substr(2), " application/json number string");
    }

    void systemPropertiesOfTheBagReachTheFunction() {
        auto deployment = test::smallDeployment();
        deployment.devices.front().modelId = "dtmi:test:Sensor;1";
        deployment.scenarios[0].traffic[0].properties = {{"$.mid", "m-1"}, {"$.cid", "c-1"}, {"alert", "no"}};
        test::useScript(deployment, "function run(context, event) {"
                                    " const s = event.data.systemProperties;"
                                    " context.log(s['message-id'], s['correlation-id'], s['dt-dataschema'],"
                                    " event.data.properties); }");
        TF_COMPARE(lastLog(drive(deployment)), "m-1 c-1 dtmi:test:Sensor;1 {\"alert\":\"no\"}");
    }
};

QTEST_GUILESS_MAIN(EngineHubTest)
#include "tst_engine_hub.moc"
