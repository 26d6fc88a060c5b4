// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Chains of whole runs: every hop from device to destination, failures with their reasons, the reverse question, and
// that looking changes nothing.
#include "engine/run.h"
#include "engine/ways.h"
#include "record/chain_text.h"
#include "record/finder.h"
#include "small_deployment.h"
#include "support.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>

using namespace twinflow;
using namespace twinflow::engine;
using namespace twinflow::record;
using namespace std::chrono_literals;

namespace {

/// "kind service>taker outcome" of each hop, indented by its depth.
std::string outline(const Chain& chain) {
    std::string text;
    std::vector<int> depth(chain.hops.size() + 1, -1);
    for (const Hop& hop : chain.hops) {
        depth[hop.id] = depth[hop.parent] + 1;
        text.append(static_cast<std::size_t>(depth[hop.id]), ' ');
        text += std::string(hopKindName(hop.kind)) + ' ' + hop.service;
        if (!hop.taker.empty()) text += '>' + hop.taker;
        text += ' ' + std::string(hopOutcomeName(hop.outcome));
        if (hop.attempt > 1) text += ' ' + std::to_string(hop.attempt);
        text += '\n';
    }
    return text;
}

std::string answerOf(const Chain& chain, const deployment::Deployment& deployment, const std::string& service) {
    const Answer answer = whyNot(chain, waysOf(deployment), service);
    std::string text = answer.arrived ? "arrived\n" : "";
    for (const Reason& reason : answer.reasons)
        text += std::string(static_cast<std::size_t>(reason.depth), ' ') + reason.what.str() + '\n';
    return text;
}

} // namespace

class TraceTest : public QObject {
    Q_OBJECT

    /// Drives a run that tells `taker`; the digest of its output.
    static std::string drive(const deployment::Deployment& deployment, HopTaker* taker) {
        const QTemporaryDir folder;
        RunOptions options;
        options.outputFolder = folder.path().toStdString();
        options.trace = taker;
        auto run = Run::compile(deployment, options);
        if (!run) qFatal("%s", run.error().str().c_str());
        while ((*run)->advance(100) <= Phase::settling) {
        }
        return (*run)->outputDigest();
    }

    static Chain chainOf(const deployment::Deployment& deployment, std::uint64_t message) {
        Selection selection;
        selection.messages = {message};
        Recorder recorder(selection);
        drive(deployment, &recorder);
        const auto chain = recorder.chains().find(message);
        return chain == recorder.chains().end() ? Chain{} : chain->second;
    }

    static std::set<std::uint64_t> found(const deployment::Deployment& deployment, Wanted wanted) {
        Finder finder(std::move(wanted));
        drive(deployment, &finder);
        return finder.messages();
    }

    static deployment::Deployment withOutage(simulation::FaultKind kind, const char* target, Duration lasts) {
        auto deployment = test::smallDeployment();
        simulation::Fault fault;
        fault.kind = kind;
        fault.target = target;
        fault.lasts = lasts;
        deployment.scenarios[0].faults = {fault};
        return deployment;
    }

private Q_SLOTS:
    void aChainLeadsFromTheDeviceToEveryDestination() {
        const Chain chain = chainOf(test::smallDeployment(), 7);
        TF_COMPARE(outline(chain), "message hub done\n"
                                   " delivery hub>ingest done\n"
                                   "  write ingest>twins done\n"
                                   "   event  done\n"
                                   "    route to-hub>log done\n"
                                   "    route to-grid>push done\n"
                                   "    route to-bus>bus done\n"
                                   "    handOver to-hub>log done\n"
                                   "     delivery log>archive done\n"
                                   "    handOver to-grid>push done\n"
                                   "     delivery push>history done\n"
                                   "    handOver to-bus>bus done\n"
                                   "     delivery bus>desk done\n");
        const Hop& event = chain.hops[3];
        TF_COMPARE(event.name, "Microsoft.DigitalTwins.Twin.Update");
        TF_COMPARE(event.subject, chain.hops[0].subject);
        QVERIFY(event.payload.find("\"path\":\"/temperature\"") != std::string::npos);
        QVERIFY(chain.hops[4].explanation && chain.hops[4].explanation->truth);
        QCOMPARE(chain.leftOut, std::uint64_t(0));
    }

    void lookingChangesNothing() {
        Recorder all({});
        Finder finder({});
        const auto deployment = test::smallDeployment();
        const std::string plain = drive(deployment, nullptr);
        TF_COMPARE(drive(deployment, &all), plain);
        TF_COMPARE(drive(deployment, &finder), plain);
        QCOMPARE(all.chains().size(), std::size_t(240));
    }

    void lookingChangesNoRetryPolicy() {
        auto deployment = test::smallDeployment();
        functions::FunctionSettings reader;
        reader.name = "reader";
        reader.kind = functions::FunctionKind::script;
        reader.file = "functions/reader.js";
        reader.retry.strategy = functions::RetryStrategy::fixedDelay;
        reader.retry.delayInterval = 30s;
        deployment.functions.push_back(reader);
        deployment.scripts.push_back({"functions/reader.js",
                                      "const seen = {};\n"
                                      "function run(context, event) {\n"
                                      "    const key = event.partitionKey + event.sequenceNumber;\n"
                                      "    seen[key] = (seen[key] || 0) + 1;\n"
                                      "    if (seen[key] < 3) throw new Error('not yet');\n"
                                      "    context.send('desk', { key });\n" // its requests have the time in them
                                      "}\n"});
        deployment.couplings.push_back({"log", "reader", ""});
        deployment.couplings.push_back({"reader", "desk", ""});
        Recorder all({});
        TF_COMPARE(drive(deployment, &all), drive(deployment, nullptr));
        std::vector<Duration> attempts;
        const Chain& chain = all.chains().at(1);
        for (const Hop& hop : chain.hops) {
            if (hop.kind == HopKind::delivery && hop.taker == "reader")
                attempts.push_back(hop.at - chain.hops[0].at);
        }
        QCOMPARE(attempts, (std::vector<Duration>{0s, 30s, 60s}));
    }

    void everyAttemptIsAHop() {
        // Down from 0 s to 35 s: message 1 is tried at 0, 10, 40 s.
        const Chain chain = chainOf(withOutage(simulation::FaultKind::endpointDown, "log", 35s), 1);
        std::vector<std::pair<Duration, HopOutcome>> attempts;
        for (const Hop& hop : chain.hops) {
            if (hop.kind == HopKind::handOver && hop.taker == "log")
                attempts.emplace_back(hop.at - chain.hops[0].at, hop.outcome);
        }
        const std::vector<std::pair<Duration, HopOutcome>> expected = {
            {0s, HopOutcome::retried}, {10s, HopOutcome::retried}, {40s, HopOutcome::done}};
        QVERIFY(attempts == expected);
    }

    void whatWasGivenUpSaysWhyAndWhere() {
        const auto deployment = withOutage(simulation::FaultKind::endpointDown, "log", 30h);
        const Chain chain = chainOf(deployment, 1);
        QCOMPARE(chain.hops.back().kind, HopKind::deadLetter);
        QCOMPARE(chain.hops.back().outcome, HopOutcome::kept);
        const std::string answer = answerOf(chain, deployment, "archive");
        QVERIFY2(answer.starts_with("'to-hub' tried to hand over to 'log', retried in the end at attempt"),
                 answer.c_str());
        QVERIFY2(answer.find("kept as a dead letter") != std::string::npos, answer.c_str());
        TF_COMPARE(answerOf(chain, deployment, "desk").substr(0, 8), "arrived\n");
    }

    void whatASubscriptionGaveUpIsAHop_data() {
        QTest::addColumn<QString>("destination");
        QTest::addColumn<QString>("hop");
        QTest::addColumn<QString>("answer");
        QTest::newRow("Event Grid") << "history"
                                    << "deadLetter push>history kept"
                                    << "'push' gave up on 'history'; it is kept as a dead letter: "
                                       "MaxDeliveryAttemptsExceeded.";
        QTest::newRow("Service Bus") << "desk"
                                     << "deadLetter bus>desk kept"
                                     << "'bus' gave up on 'desk'; it is kept as a dead letter: "
                                        "MaxDeliveryCountExceeded.";
        QTest::newRow("Event Hub") << "archive"
                                   << "deadLetter log>archive lost"
                                   << "'log' gave up on 'archive', and nothing keeps it: TimeToLiveExceeded.";
    }
    void whatASubscriptionGaveUpIsAHop() {
        QFETCH(QString, destination);
        QFETCH(QString, hop);
        QFETCH(QString, answer);
        const std::string name = destination.toStdString();
        auto deployment = withOutage(simulation::FaultKind::downstreamDown, name.c_str(), 30h);
        deployment.endpoints[0].retention = 1h;
        const Chain chain = chainOf(deployment, 1);
        QVERIFY2(outline(chain).find(' ' + hop.toStdString() + '\n') != std::string::npos, outline(chain).c_str());
        const std::string given = answerOf(chain, deployment, name);
        QVERIFY2(given.ends_with("\n " + answer.toStdString() + '\n'), given.c_str());
    }

    void whatAHubGaveUpIsAHop() {
        auto deployment = test::smallDeployment();
        deployment.hubs[0].retry = {{10s}, 24h, 2};
        test::useScript(deployment, "function run(context, event) { throw new Error('no idea'); }\n");
        const Chain chain = chainOf(deployment, 1);
        TF_COMPARE(outline(chain).substr(outline(chain).rfind("deadLetter")), "deadLetter hub>ingest lost\n");
    }

    void aRouteOfTheHubHasItsWay() {
        auto deployment = test::smallDeployment();
        for (const char* name : {"hot", "cold"}) { // two routes, one way
            ingress::HubRoute route;
            route.name = name;
            route.condition = "true";
            route.endpoint = "ingest";
            deployment.hubs[0].routes.push_back(route);
        }
        deployment.couplings.erase(deployment.couplings.begin());
        TF_COMPARE(answerOf(chainOf(deployment, 1), deployment, "archive").substr(0, 8), "arrived\n");
        test::useScript(deployment, "function run(context, event) { throw new Error('no idea'); }\n");
        const std::string answer = answerOf(chainOf(deployment, 1), deployment, "ingest");
        QVERIFY2(answer.starts_with("'hub' tried to hand over to 'ingest', retried in the end"), answer.c_str());
        QCOMPARE(answer.find("tried to hand over"), answer.rfind("tried to hand over"));
    }

    void hubAndTwinsAreGivenSomething() {
        const auto deployment = test::smallDeployment();
        const Chain chain = chainOf(deployment, 1);
        TF_COMPARE(answerOf(chain, deployment, "hub"), "arrived\nIt arrived from '" + chain.hops[0].subject + "' at " +
                                                           formatInstant(chain.hops[0].at, 3) + ".\n");
        TF_COMPARE(answerOf(chain, deployment, "twins"),
                   "arrived\nIt arrived from 'ingest' at " + formatInstant(chain.hops[2].at, 3) + ".\n");
        for (const char* service : {"hub", "twins"}) {
            Wanted given;
            given.service = service;
            given.last = 1000;
            QCOMPARE(found(deployment, given).size(), std::size_t(240));
            Wanted missing;
            missing.notAt = service;
            missing.last = 1000;
            QCOMPARE(found(deployment, missing).size(), std::size_t(0));
        }
    }

    void whatTheHubRefusesDoesNotArriveThere() {
        auto deployment = test::smallDeployment();
        deployment.devices[0].status = ingress::DeviceStatus::disabled;
        const Chain chain = chainOf(deployment, 1);
        TF_COMPARE(outline(chain), "message hub refused\n");
        TF_COMPARE(answerOf(chain, deployment, "hub"),
                   "'hub' refused the message. Device '" + chain.hops[0].subject + "' is disabled in hub 'hub'.\n");
        Wanted missing;
        missing.notAt = "hub";
        missing.last = 1000;
        QCOMPARE(found(deployment, missing).size(), std::size_t(240));
    }

    void callsToDevicesAreHops() {
        auto deployment = test::smallDeployment();
        deployment.couplings.push_back({"ingest", "hub", ""});
        test::useScript(deployment, "function run(context, event) {\n"
                                    "    context.hub.getTwin('s1');\n"
                                    "    context.hub.send('s1', 'on');\n"
                                    "    context.hub.updateTwin('s2', { tags: { a: 1 } });\n"
                                    "    try { context.hub.invokeDeviceMethod('s3', { methodName: 'reboot' }); }\n"
                                    "    catch (error) {}\n"
                                    "}\n");
        const Chain chain = chainOf(deployment, 1);
        TF_COMPARE(outline(chain), "message hub done\n"
                                   " delivery hub>ingest done\n"
                                   "  send ingest>hub done\n"
                                   "  send ingest>hub done\n"
                                   "  send ingest>hub refused\n");
        TF_COMPARE(chain.hops[2].name + ' ' + chain.hops[2].subject + ' ' + chain.hops[2].payload, "send s1 \"on\"");
        TF_COMPARE(chain.hops[3].name + ' ' + chain.hops[3].subject, "updateTwin s2");
        TF_COMPARE(chain.hops[4].name + ' ' + chain.hops[4].subject, "invokeDeviceMethod s3");
        QVERIFY(!chain.hops[4].detail.empty());
    }

    void anUnwantedCopyNamesItsSubscription() {
        auto deployment = test::smallDeployment();
        deployment.endpoints[1].eventSubscriptions[0].subjectBeginsWith = "nobody";
        endpoints::TopicSubscriptionSettings none;
        none.name = "desk";
        none.rules = {{"never", "1 = 0", {}, {}}};
        deployment.endpoints[2].subscriptions = {none};
        const Chain chain = chainOf(deployment, 1);
        TF_COMPARE(answerOf(chain, deployment, "history"),
                   "The subscription of 'history' at 'push' does not want it.\n");
        TF_COMPARE(answerOf(chain, deployment, "desk"), "The subscription of 'desk' at 'bus' does not want it.\n");
    }

    void aDataHistoryHasItsWay() {
        auto deployment = test::smallDeployment();
        test::addDataHistory(deployment);
        const Chain chain = chainOf(deployment, 1);
        const std::string hops = outline(chain);
        for (const char* hop :
             {"route past>past-hub done", "handOver past>past-hub done", "delivery past-hub>past done"})
            QVERIFY2(hops.find(hop) != std::string::npos, hops.c_str());
        TF_COMPARE(answerOf(chain, deployment, "past").substr(0, 8), "arrived\n");
        simulation::Fault fault;
        fault.kind = simulation::FaultKind::endpointRefusing;
        fault.target = "past-hub";
        fault.status = 400;
        fault.lasts = 30h;
        deployment.scenarios[0].faults = {fault};
        const std::string answer = answerOf(chainOf(deployment, 1), deployment, "past");
        QVERIFY2(answer.starts_with("'past' tried to hand over to 'past-hub', refused in the end"), answer.c_str());
    }

    void anUnwantedEventNamesTheFalseClauses() {
        auto deployment = test::smallDeployment();
        deployment.routes[1].filter = "type = 'Microsoft.DigitalTwins.Twin.Update' AND "
                                      "$body.modelId = 'dtmi:test:Other;1'";
        const Chain chain = chainOf(deployment, 3);
        TF_COMPARE(answerOf(chain, deployment, "history"),
                   "Route 'to-grid' does not want the Microsoft.DigitalTwins.Twin.Update of '" + chain.hops[0].subject +
                       "':\n $body.modelId = 'dtmi:test:Other;1' is false: $body.modelId is 'dtmi:test:Sensor;1'.\n");
    }

    void aRefusedWriteIsTheReasonForSilence() {
        auto deployment = test::smallDeployment();
        test::useScript(
            deployment,
            "function run(context, event) {\n"
            "    context.log('trying');\n"
            "    try {\n"
            "        context.twins.updateDigitalTwin('nobody', [{ op: 'add', path: '/temperature', value: 1 }]);\n"
            "    } catch (error) {}\n"
            "}\n");
        const Chain chain = chainOf(deployment, 2);
        TF_COMPARE(outline(chain), "message hub done\n"
                                   " delivery hub>ingest done\n"
                                   "  log ingest done\n"
                                   "  write ingest>twins refused\n");
        TF_COMPARE(answerOf(chain, deployment, "desk"),
                   "No twin told of a change, so route 'to-bus' had nothing to look at.\n"
                   " 'ingest' tried to write to twin 'nobody'. There is no twin 'nobody'.\n");
    }

    void aFailingFunctionIsTheReason() {
        auto deployment = test::smallDeployment();
        test::useScript(deployment, "function run(context, event) { throw new Error('no idea'); }\n");
        const Chain chain = chainOf(deployment, 1);
        QCOMPARE(chain.hops[2].kind, HopKind::error);
        const std::string answer = answerOf(chain, deployment, "archive");
        QVERIFY2(answer.find("'hub' tried to hand over to 'ingest'") != std::string::npos, answer.c_str());
    }

    void theFinderNamesTheChainsThatMeetEverything() {
        const auto deployment = withOutage(simulation::FaultKind::endpointDown, "log", 30h);
        Wanted device;
        device.device = "s2";
        device.last = 3;
        const auto ofDevice = found(deployment, device);
        QCOMPARE(ofDevice.size(), std::size_t(3));
        QCOMPARE(chainOf(deployment, *ofDevice.begin()).hops[0].subject, std::string("s2"));
        Wanted missing;
        missing.notAt = "archive";
        missing.last = 1000;
        QCOMPARE(found(deployment, missing).size(), std::size_t(240));
        missing.notAt = "desk";
        QCOMPARE(found(deployment, missing).size(), std::size_t(0));
        Wanted problems;
        problems.problems = true;
        problems.twin = "s1";
        problems.last = 1000;
        QCOMPARE(found(deployment, problems).size(), std::size_t(60));
        Wanted nobody;
        nobody.device = "s9";
        QVERIFY(found(deployment, nobody).empty());
    }

    void aSampleIsTheSameInEveryRunAndKeepsTheNewest() {
        Selection selection;
        selection.rate = 0.25;
        selection.keep = 20;
        Recorder first(selection);
        Recorder second(selection);
        drive(test::smallDeployment(), &first);
        drive(test::smallDeployment(), &second);
        QCOMPARE(first.chains().size(), std::size_t(20));
        QVERIFY(first.forgotten() > 10 && first.forgotten() < 80);
        for (const auto& [message, chain] : first.chains()) {
            const auto same = second.chains().find(message);
            QVERIFY(same != second.chains().end());
            TF_COMPARE(outline(same->second), outline(chain));
        }
    }

    void theTextForProgramsIsJson() {
        std::string text;
        appendChainJson(text, chainOf(test::smallDeployment(), 1));
        const auto json = nlohmann::json::parse(text);
        QCOMPARE(json["message"].get<int>(), 1);
        QCOMPARE(json["hops"].size(), std::size_t(13));
        QCOMPARE(json["hops"][1]["parent"].get<int>(), 1);
        QVERIFY(json["hops"][0]["payload"].is_object());
        QVERIFY(json["hops"][4]["explanation"]["truth"].get<bool>());
    }
};

QTEST_GUILESS_MAIN(TraceTest)
#include "tst_trace.moc"
