// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whole runs with counts worked out by hand: outages, garbage, scripts that fail, loops, determinism, balance at every
// step.
#include "deployment/check.h"
#include "downstream/series_reader.h"
#include "engine/pacer.h"
#include "engine/report.h"
#include "engine/run.h"
#include "simulation/fault_rules.h"
#include "small_deployment.h"
#include "support.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>

#include <algorithm>
#include <fstream>

using namespace twinflow;
using namespace twinflow::engine;
using namespace std::chrono_literals;

namespace {

const char* const kIngest = R"(
function run(context, event) {
    const id = event.data.systemProperties["iothub-connection-device-id"];
    context.twins.updateDigitalTwin(id, [{ op: "add", path: "/temperature", value: event.data.body.temperature }]);
})";

simulation::Fault outage(simulation::FaultKind kind, std::string target, Duration at, Duration lasts) {
    simulation::Fault fault;
    fault.kind = kind;
    fault.target = std::move(target);
    fault.at = at;
    fault.lasts = lasts;
    return fault;
}

template <typename Entries>
const typename Entries::value_type& named(const Entries& entries, std::string_view name) {
    return *std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.name == name; });
}

std::size_t filesBelow(const std::filesystem::path& folder) {
    std::size_t files = 0;
    if (!std::filesystem::exists(folder)) return 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) files += entry.is_regular_file();
    return files;
}

} // namespace

class EngineTest : public QObject {
    Q_OBJECT

    /// A run that was driven to its end, with the folder that it wrote into.
    struct Ran {
        std::unique_ptr<QTemporaryDir> folder = std::make_unique<QTemporaryDir>();
        std::unique_ptr<Run> run;
        RunSnapshot snapshot;
        std::filesystem::path path() const { return folder->path().toStdString(); }
    };

    static Ran drive(const deployment::Deployment& deployment, RunOptions options = {}) {
        Ran ran;
        options.outputFolder = ran.path();
        auto run = Run::compile(deployment, options);
        if (!run) qFatal("%s", run.error().str().c_str());
        ran.run = std::move(*run);
        while (ran.run->advance(100) <= Phase::settling) {
        }
        ran.snapshot = ran.run->snapshot();
        return ran;
    }

private Q_SLOTS:
    void everyStageMovesEveryEvent() {
        const Ran ran = drive(test::smallDeployment());
        const RunSnapshot& s = ran.snapshot;
        QCOMPARE(s.phase, Phase::finished);
        QCOMPARE(s.messages, std::uint64_t(240));
        QCOMPARE(s.events, std::uint64_t(240));
        QCOMPARE(s.unmatched, std::uint64_t(0));
        for (const RouteEntry& route : s.routes) QCOMPARE(route.row.delivered, std::uint64_t(240));
        for (const EndpointEntry& endpoint : s.endpoints) QCOMPARE(endpoint.row.delivered, std::uint64_t(240));
        for (const char* name : {"archive", "history", "desk"})
            QCOMPARE(named(s.downstream, name).row.delivered, std::uint64_t(240));
        QCOMPARE(s.incidents.total(), std::uint64_t(0));
        TF_COMPARE(test::lines(s.imbalances), "");
    }

    void anEndpointThatIsDownIsRetriedByTheLadder() {
        // Down from 100 s to 220 s. A message at t is tried at t, t+10, t+40, t+100, t+400 s. Of each device's 12
        // messages in the outage all need a second attempt, those before 210 s (11) a third, before 180 s (8) a fourth,
        // before 120 s (2) a fifth: 33 more, times 4.
        auto deployment = test::smallDeployment();
        deployment.scenarios[0].faults = {outage(simulation::FaultKind::endpointDown, "log", 100s, 120s)};
        const Ran ran = drive(deployment);
        const metrics::LedgerRow& row = named(ran.snapshot.routes, "to-hub").row;
        QCOMPARE(row.accepted, std::uint64_t(240));
        QCOMPARE(row.delivered, std::uint64_t(240));
        QCOMPARE(row.attempts, std::uint64_t(240 + 4 * 33));
        QCOMPARE(row.deadLettered, std::uint64_t(0));
        QCOMPARE(named(ran.snapshot.endpoints, "log").received, std::uint64_t(240));
        QCOMPARE(named(ran.snapshot.routes, "to-grid").row.attempts, std::uint64_t(240)); // nothing else suffers
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void anOutageLongerThanTheTimeToLiveEndsInDeadLetters() {
        // Down for 30 h from 100 s on: what came before (4 x 10) is delivered, the other 200 are given up after 24 h
        // and kept.
        auto deployment = test::smallDeployment();
        deployment.scenarios[0].faults = {outage(simulation::FaultKind::endpointDown, "bus", 100s, 30h)};
        const Ran ran = drive(deployment);
        const metrics::LedgerRow& row = named(ran.snapshot.routes, "to-bus").row;
        QCOMPARE(row.delivered, std::uint64_t(40));
        QCOMPARE(row.deadLettered, std::uint64_t(200));
        QCOMPARE(row.attempts, std::uint64_t(40 + 200 * 11)); // the day's ladder has 11 attempts
        QCOMPARE(filesBelow(ran.path() / "dead"), std::size_t(200));
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void aDestinationThatIsDownIsRetriedByTheRulesOfItsEndpoint() {
        // All three destinations are down from 100 s to 220 s; 48 messages fall into it.
        // Event Grid tries twice, 10 s apart: before 210 s both fail (11 a device), so 44 are dead-lettered and 4
        // delivered. Event Hub holds each partition until its trigger gets through: nothing is lost.
        auto deployment = test::smallDeployment();
        for (const char* name : {"archive", "history", "desk"}) {
            deployment.scenarios[0].faults.push_back(outage(simulation::FaultKind::downstreamDown, name, 100s, 120s));
        }
        const Ran ran = drive(deployment);
        const metrics::LedgerRow& grid = named(ran.snapshot.endpoints, "push").row;
        QCOMPARE(grid.deadLettered, std::uint64_t(44));
        QCOMPARE(grid.delivered, std::uint64_t(196));
        QCOMPARE(grid.attempts, std::uint64_t(240 + 48));
        QCOMPARE(named(ran.snapshot.downstream, "history").row.delivered, std::uint64_t(196));
        QCOMPARE(named(ran.snapshot.endpoints, "log").row.delivered, std::uint64_t(240));
        // Service Bus gives up after three deliveries into its dead-letter queue; what it kept and what it delivered is
        // everything.
        const metrics::LedgerRow& bus = named(ran.snapshot.endpoints, "bus").row;
        QCOMPARE(bus.delivered + bus.deadLettered, std::uint64_t(240));
        QVERIFY(bus.deadLettered > 0);
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void aTakerThatIsTooSlowGetsMessagesAgain() {
        // It works 45 s on a message, the lock lasts 30 s and is not renewed: each is taken three times, and then it is
        // a dead letter. The ledger knows that the desk has it three times over.
        auto deployment = test::smallDeployment();
        endpoints::TopicSubscriptionSettings desk;
        desk.name = "desk";
        desk.processingTime = 45s;
        desk.autoRenew = 0s;
        desk.maxConcurrentCalls = 1000;
        deployment.endpoints[2].subscriptions = {desk};
        const Ran ran = drive(deployment);
        const EndpointEntry& bus = named(ran.snapshot.endpoints, "bus");
        QCOMPARE(bus.row.deadLettered, std::uint64_t(240));
        QCOMPARE(bus.row.attempts, std::uint64_t(720));
        QCOMPARE(named(ran.snapshot.downstream, "desk").row.delivered, std::uint64_t(720));
        QCOMPARE(*count(ran.snapshot, "endpoints.bus.locksLost"), 720.0);
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void subscriptionsGetWhatTheirFiltersWant() {
        // Of four devices' 240 messages s1 has 60; the audit queue has no taker and holds what its rule selects.
        auto deployment = test::smallDeployment();
        endpoints::TopicSubscriptionSettings audit;
        audit.name = "audit";
        audit.rules = {{"s1", "[cloudEvents:subject] = 's1'", {}, ""}};
        deployment.endpoints[2].subscriptions = {audit};
        deployment.endpoints[1].eventSubscriptions[0].subjectEndsWith = "2";
        const Ran ran = drive(deployment);
        const auto& takers = named(ran.snapshot.endpoints, "bus").takers;
        TF_COMPARE(takers[0].first, "audit");
        QCOMPARE(takers[0].second.waiting, std::uint64_t(60));
        QCOMPARE(takers[0].second.filtered, std::uint64_t(180));
        QCOMPARE(takers[1].second.delivered, std::uint64_t(240));
        QCOMPARE(named(ran.snapshot.endpoints, "push").row.delivered, std::uint64_t(60));
        QCOMPARE(named(ran.snapshot.endpoints, "push").row.filtered, std::uint64_t(180));
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void aHubThatIsTooBusyIsTriedAgainByTheRoute() {
        // 4 devices send 400 times a second together 1,600 events; a throughput unit takes 1,000, and a second's worth
        // at once.
        auto deployment = test::smallDeployment();
        deployment.endpoints[0].throughputUnits = 1;
        deployment.scenarios[0].duration = 4s;
        deployment.scenarios[0].traffic[0].every = 2500us;
        const Ran ran = drive(deployment);
        const metrics::LedgerRow& route = named(ran.snapshot.routes, "to-hub").row;
        QCOMPARE(route.accepted, std::uint64_t(6400));
        QCOMPARE(route.delivered, std::uint64_t(6400));
        const double throttled = *count(ran.snapshot, "endpoints.log.throttled");
        QVERIFY2(throttled >= 1400 && throttled <= 1800, std::to_string(throttled).c_str());
        QCOMPARE(double(route.attempts), 6400 + throttled);
        QCOMPARE(named(ran.snapshot.endpoints, "log").row.delivered, std::uint64_t(6400));
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void whatCannotBeReadInAFilterIsRefused() {
        auto deployment = test::smallDeployment();
        endpoints::TopicSubscriptionSettings audit;
        audit.name = "audit";
        audit.rules = {{"wrong", "a ==", {}, ""}};
        deployment.endpoints[2].subscriptions = {audit};
        const auto run = Run::compile(deployment, {});
        QVERIFY(!run);
        TF_COMPARE(run.error().code, "endpoints-sql");
    }

    void aDataHistoryGetsEveryChangeThroughItsHub() {
        auto deployment = test::smallDeployment();
        test::addDataHistory(deployment);
        TF_COMPARE(std::to_string(deployment::check(deployment).size()), "0");
        deployment.scenarios[0].faults = {outage(simulation::FaultKind::endpointDown, "past-hub", 1min, 2min)};
        const Ran ran = drive(deployment);
        const auto& connection = named(ran.snapshot.histories, "past").row;
        QCOMPARE(connection.offered, 240U);
        QCOMPARE(connection.delivered, 240U);
        QVERIFY(connection.attempts > 240U); // while the hub was down
        QCOMPARE(named(ran.snapshot.endpoints, "past-hub").received, 240U);
        QCOMPARE(named(ran.snapshot.downstream, "past").row.delivered, 240U);
        QVERIFY(ran.snapshot.imbalances.empty());
        QCOMPARE(count(ran.snapshot, "dataHistory.past.delivered").value_or(0), 240.0);
        auto reader = downstream::SeriesReader::open(ran.path() / "past");
        TF_OK(reader);
        QCOMPARE(reader->count().value(), 240U);
        const auto keys = reader->keys("s1").value();
        QCOMPARE(keys.size(), std::size_t(1));
        TF_COMPARE(keys[0].key, "temperature");
        QCOMPARE(keys[0].rows, 60U);
        // The time series behind the routes knows the same values.
        auto series = downstream::SeriesReader::open(ran.path() / "history");
        const auto expected = series->rows("s1", "temperature", keys[0].first, keys[0].last + 1s).value();
        const auto found = reader->rows("s1", "temperature", keys[0].first, keys[0].last + 1s).value();
        QCOMPARE(found.size(), expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            // Instants of the official tables have ticks of 100 ns.
            const auto ticks = [](Instant time) { return time.time_since_epoch() / 100ns; };
            QCOMPARE(ticks(found[i].timestamp), ticks(expected[i].timestamp));
            QCOMPARE(found[i].value.number(), expected[i].value.number());
        }
    }

    void aWebhookThatAnswersWithErrorsSendsMessagesToTheDeadLetters() {
        auto deployment = test::smallDeployment();
        for (auto& service : deployment.downstream) {
            if (service.name == "desk") service.answers.failureRate = 0.5;
        }
        const Ran ran = drive(deployment);
        const auto& row = named(ran.snapshot.endpoints, "bus").row;
        QVERIFY(row.deadLettered > 10U && row.deadLettered < 60U); // about an eighth: three failures in a row
        QCOMPARE(row.delivered + row.deadLettered, 240U);
        QCOMPARE(named(ran.snapshot.downstream, "desk").row.delivered, row.delivered);
        QVERIFY(ran.snapshot.imbalances.empty());
    }

    void twoRoutesThatGiveUpTheSameEventLeaveOneBlob() {
        auto deployment = test::smallDeployment();
        deployment.routes.push_back(deployment.routes[0]);
        deployment.routes.back().name = "to-hub-too";
        deployment.scenarios[0].faults = {outage(simulation::FaultKind::endpointDown, "log", 0s, 48h)};
        const Ran ran = drive(deployment);
        QCOMPARE(named(ran.snapshot.routes, "to-hub").row.deadLettered, 240U);
        QCOMPARE(named(ran.snapshot.routes, "to-hub-too").row.deadLettered, 240U);
        const auto& dead = named(ran.snapshot.downstream, "dead");
        QCOMPARE(dead.row.delivered, 480U);
        QCOMPARE(dead.overwritten, 240U);
        QCOMPARE(filesBelow(ran.path() / "dead"), std::size_t(240));
    }

    void theLedgerBalancesAtEveryStep() {
        auto deployment = test::smallDeployment();
        deployment.scenarios[0].duration = 2min;
        deployment.scenarios[0].faults = {outage(simulation::FaultKind::endpointDown, "log", 20s, 40s),
                                          outage(simulation::FaultKind::downstreamDown, "history", 30s, 60s),
                                          outage(simulation::FaultKind::downstreamDown, "desk", 30s, 60s)};
        const QTemporaryDir folder;
        RunOptions options;
        options.outputFolder = folder.path().toStdString();
        const auto run = Run::compile(deployment, options);
        TF_OK(run);
        do {
            const RunSnapshot snapshot = (*run)->snapshot();
            QVERIFY2(snapshot.imbalances.empty(), test::lines(snapshot.imbalances).c_str());
        } while ((*run)->advance(1) <= Phase::settling);
    }

    void theSameSeedGivesTheSameBytesWithOneAndWithTwoThreads() {
        const auto deployment = test::smallDeployment();
        RunOptions options;
        options.seed = 7;
        const std::string one = drive(deployment, options).run->outputDigest();
        TF_COMPARE(drive(deployment, options).run->outputDigest(), one);
        options.threads = 2;
        TF_COMPARE(drive(deployment, options).run->outputDigest(), one);
        options.seed = 8;
        QVERIFY(drive(deployment, options).run->outputDigest() != one);
    }

    void aScriptDoesWhatTheMappingDoes() {
        auto scripted = test::smallDeployment();
        test::useScript(scripted, kIngest);
        TF_COMPARE(drive(scripted).run->outputDigest(), drive(test::smallDeployment()).run->outputDigest());
    }

    void aScriptThatThrowsIsCountedAndNothingElseSuffers() {
        // It throws for s3 alone: its 60 messages are tried 30 times or for a day and then dropped; the other 180
        // arrive.
        auto deployment = test::smallDeployment();
        test::useScript(deployment,
                        std::string("function broken(id) { if (id === 's3') throw new Error('no s3 today'); }\n") +
                            kIngest);
        deployment.scripts[0].text.insert(deployment.scripts[0].text.find("    context.twins"), "    broken(id);\n");
        const Ran ran = drive(deployment);
        QCOMPARE(named(ran.snapshot.routes, "to-hub").row.delivered, std::uint64_t(180));
        const metrics::LedgerRow& row = ran.snapshot.hubs[0].takers[0].second;
        QCOMPARE(row.delivered, std::uint64_t(180));
        QCOMPARE(row.dropped + row.expired, std::uint64_t(60));
        const auto& incident = ran.snapshot.incidents.entries().at({"ingest", "functions-threw"});
        QCOMPARE(incident.count, std::uint64_t(60 * 11));
        TF_COMPARE(incident.first.place.file, "functions/ingest.js");
        QCOMPARE(incident.first.place.line, 1U);
        QVERIFY(incident.first.what.str().find("no s3 today") != std::string::npos);
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void aScriptThatLoopsForEverIsStopped() {
        auto deployment = test::smallDeployment();
        deployment.scenarios[0].duration = 1min;
        test::useScript(deployment, "function run(context, event) { while (true) {} }");
        deployment.functions[0].timeout = 20ms;
        const Ran ran = drive(deployment);
        QCOMPARE(ran.snapshot.phase, Phase::finished);
        QVERIFY(ran.snapshot.functions[0].counts.timedOut > 0);
        QVERIFY(ran.snapshot.functions[0].counts.suspended > 0);
        const metrics::LedgerRow& row = ran.snapshot.hubs[0].takers[0].second;
        QCOMPARE(row.accepted, std::uint64_t(24));
        QCOMPARE(row.delivered + row.pending(), std::uint64_t(0));
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void garbageIsCountedAndNothingElseSuffers() {
        auto deployment = test::smallDeployment();
        test::useScript(deployment, kIngest);
        deployment.scenarios[0].traffic[0].garbage = 0.25;
        const Ran ran = drive(deployment);
        const std::uint64_t good = named(ran.snapshot.routes, "to-hub").row.delivered;
        QVERIFY(good > 120 && good < 235);
        const metrics::LedgerRow& row = ran.snapshot.hubs[0].takers[0].second;
        QCOMPARE(row.delivered, good);
        QCOMPARE(row.dropped + row.expired, 240 - good);
        QVERIFY(ran.snapshot.incidents.total() > 0);
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void aLoopOverTheGraphEnds() {
        // Every update is written back to the same twin: the chain of one message is 1 event and kMaxHops re-entries.
        auto deployment = test::smallDeployment();
        functions::FunctionSettings echo = deployment.functions[0];
        test::useScript(deployment, kIngest);
        echo = deployment.functions[0];
        echo.name = "echo";
        echo.file = "functions/echo.js";
        deployment.functions.push_back(echo);
        deployment.scripts.push_back({"functions/echo.js", R"(
            function run(context, event) {
                context.twins.updateDigitalTwin(event.subject, [{ op: "add", path: "/temperature", value: 1 }]);
            })"});
        deployment.couplings.push_back({"push", "echo", ""});
        deployment.couplings.push_back({"echo", "twins", ""});
        const Ran ran = drive(deployment);
        QCOMPARE(ran.snapshot.events, std::uint64_t(240 * (1 + kMaxHops)));
        QCOMPARE(named(ran.snapshot.functions, "echo").counts.loops, std::uint64_t(240));
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void aNumberOfMessagesEndsTheSending() {
        RunOptions options;
        options.events = 1000; // more than the scenario's ten minutes hold
        const Ran ran = drive(test::smallDeployment(), options);
        QCOMPARE(ran.snapshot.messages, std::uint64_t(1000));
        options.duration = 1min;
        QCOMPARE(drive(test::smallDeployment(), options).snapshot.messages, std::uint64_t(24));
        options = {};
        options.events = 0;
        QCOMPARE(drive(test::smallDeployment(), options).snapshot.messages, std::uint64_t(0));
        auto quiet = test::smallDeployment();
        quiet.scenarios[0].traffic.clear();
        options.events = 5; // nobody is there to send them
        QCOMPARE(drive(quiet, options).snapshot.messages, std::uint64_t(0));
    }

    void modelsInTheGraphAndRelationshipsAcrossFilesAreTakenAsTheCheckTakesThem() {
        auto deployment = test::smallDeployment();
        deployment.graph.insert(
            deployment.graph.begin(),
            {"graph/area.ndjson",
             "{\"Section\":\"Header\"}\n{\"fileVersion\":\"1.0.0\"}\n{\"Section\":\"Models\"}\n"
             "{\"@context\":\"dtmi:dtdl:context;3\",\"@id\":\"dtmi:test:Area;1\",\"@type\":\"Interface\","
             "\"contents\":[{\"@type\":\"Relationship\",\"name\":\"has\"}]}\n{\"Section\":\"Twins\"}\n"
             "{\"$dtId\":\"area\",\"$metadata\":{\"$model\":\"dtmi:test:Area;1\"}}\n"
             "{\"Section\":\"Relationships\"}\n"
             "{\"$dtId\":\"area\",\"$relationshipId\":\"r\",\"$targetId\":\"s1\",\"$relationshipName\":\"has\"}\n"});
        for (const auto& finding : deployment::check(deployment)) {
            QVERIFY2(finding.error.severity != Severity::error, finding.error.str().c_str());
        }
        const Ran ran = drive(deployment);
        QCOMPARE(ran.snapshot.twins, std::size_t(5));
        QCOMPARE(ran.snapshot.relationships, std::size_t(1));
    }

    void expectationsAreJudgedOnlyOnTheScenarioAsWritten() {
        auto deployment = test::smallDeployment();
        simulation::Expectation all;
        all.kind = simulation::Expectation::Kind::count;
        all.count = "routes.to-hub.delivered";
        all.min = all.max = 240;
        deployment.scenarios[0].expect = {all};
        const Ran whole = drive(deployment);
        QCOMPARE(whole.run->expectations().size(), std::size_t(1));
        QVERIFY(whole.run->expectations()[0].met);
        RunOptions options;
        options.duration = 1min;
        QVERIFY(drive(deployment, options).run->expectations().empty());
    }

    void aThrottledEndpointIsTriedAgainAndARefusingOneIsNot() {
        auto deployment = test::smallDeployment();
        simulation::Fault busy = outage(simulation::FaultKind::endpointThrottled, "log", 100s, 200s);
        busy.share = 0.5;
        simulation::Fault refusing = outage(simulation::FaultKind::endpointRefusing, "bus", 100s, 200s);
        refusing.share = 0.5;
        refusing.status = 413;
        simulation::Fault failing = outage(simulation::FaultKind::endpointRefusing, "push", 100s, 200s);
        failing.status = 500;
        deployment.scenarios[0].faults = {busy, refusing, failing};
        const Ran ran = drive(deployment);
        const metrics::LedgerRow& log = named(ran.snapshot.routes, "to-hub").row;
        QCOMPARE(log.delivered, std::uint64_t(240));
        QVERIFY(log.attempts > 240 + 30 && log.attempts < 240 + 200);
        const metrics::LedgerRow& bus = named(ran.snapshot.routes, "to-bus").row;
        QCOMPARE(bus.attempts, std::uint64_t(240));
        QVERIFY(bus.deadLettered > 20 && bus.deadLettered < 60);
        QCOMPARE(bus.delivered + bus.deadLettered, std::uint64_t(240));
        const metrics::LedgerRow& push = named(ran.snapshot.routes, "to-grid").row;
        QCOMPARE(push.delivered, std::uint64_t(240)); // 500 says: later
        QVERIFY(push.attempts > 240 + 80);
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
        TF_COMPARE(drive(deployment).run->outputDigest(), ran.run->outputDigest());
    }

    void aSlowEndpointAndALaggingGraphComeLater() {
        auto deployment = test::smallDeployment();
        simulation::Fault slow = outage(simulation::FaultKind::endpointSlow, "log", 0s, 20min);
        slow.latency = 7s;
        simulation::Fault lag = outage(simulation::FaultKind::graphLagging, "twins", 0s, 20min);
        lag.latency = 20s;
        deployment.scenarios[0].faults = {slow, lag};
        const Ran ran = drive(deployment);
        const auto& log = named(ran.snapshot.routes, "to-hub");
        QCOMPARE(log.row.delivered, std::uint64_t(240));
        QCOMPARE(log.latency.min(), Duration(27s));
        QCOMPARE(log.latency.max(), Duration(27s));
        QCOMPARE(named(ran.snapshot.routes, "to-bus").latency.min(), Duration(20s));
        QCOMPARE(ran.snapshot.late, std::uint64_t(0));
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void aThrottledGraphMakesFunctionsTryAgain() {
        auto deployment = test::smallDeployment();
        simulation::Fault busy = outage(simulation::FaultKind::graphThrottled, "twins", 0s, 10min);
        busy.share = 0.3;
        deployment.scenarios[0].faults = {busy};
        const Ran ran = drive(deployment);
        QCOMPARE(named(ran.snapshot.routes, "to-hub").row.delivered, std::uint64_t(240));
        const FunctionCounts& ingest = named(ran.snapshot.functions, "ingest").counts;
        QCOMPARE(ingest.succeeded, std::uint64_t(240));
        QVERIFY(ingest.refused > 60 && ingest.refused < 160);
        QCOMPARE(ingest.threw, ingest.refused);
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void theLedgerBalancesAtEveryStepOfEveryFault() {
        auto deployment = test::smallDeployment();
        test::addDataHistory(deployment);
        deployment.scenarios[0].duration = 3min;
        for (const simulation::FaultRule& rule : simulation::faultRules()) {
            const bool endpoint = rule.target == simulation::FaultTarget::endpoint;
            const bool graph = rule.target == simulation::FaultTarget::twins;
            const bool sink = rule.target == simulation::FaultTarget::downstream;
            const char* target = endpoint ? "log" : graph ? "twins" : sink ? "history" : "sensors";
            simulation::Fault fault = outage(rule.kind, target, 20s, 100s);
            fault.share = 0.4;
            fault.latency = 12s;
            fault.times = 2;
            deployment.scenarios[0].faults.push_back(fault);
        }
        deployment.scenarios[0].faults.back().target = "sensors/s2";
        const QTemporaryDir folder;
        RunOptions options;
        options.outputFolder = folder.path().toStdString();
        for (const bool lost : {false, true}) {
            for (auto& fault : deployment.scenarios[0].faults) {
                fault.lost = lost;
                if (fault.kind == simulation::FaultKind::deviceSilent) fault.target = "sensors/s1";
            }
            const auto run = Run::compile(deployment, options);
            TF_OK(run);
            do {
                const RunSnapshot snapshot = (*run)->snapshot();
                QVERIFY2(snapshot.imbalances.empty(), test::lines(snapshot.imbalances).c_str());
            } while ((*run)->advance(1) <= Phase::settling);
            const RunSnapshot end = (*run)->snapshot();
            QCOMPARE(end.devices.at(0).row.waiting, std::uint64_t(0));
            QCOMPARE(end.devices.at(0).row.dropped > 0, lost);
            QCOMPARE(named(end.routes, "to-hub").row.pending(), std::uint64_t(0));
        }
    }

    void expectationsMayHaveAnInstant() {
        auto deployment = test::smallDeployment();
        simulation::Expectation early;
        early.kind = simulation::Expectation::Kind::count;
        early.count = "routes.to-hub.delivered";
        early.at = 5min;
        early.min = 116;
        early.max = 124;
        simulation::Expectation late = early;
        late.at.reset();
        simulation::Expectation never = early; // sending and settling end before: the end counts
        never.at = 20h;
        never.equals = Value(240.0);
        never.min = never.max = std::nullopt;
        simulation::Expectation quick;
        quick.kind = simulation::Expectation::Kind::latency;
        quick.latency = "to-hub";
        quick.maxLatency = Duration{};
        deployment.scenarios[0].expect = {early, late, never, quick};
        const auto verdicts = drive(deployment).run->expectations();
        QCOMPARE(verdicts.size(), std::size_t(4));
        QVERIFY2(verdicts[0].met, verdicts[0].found.str().c_str());
        QVERIFY(!verdicts[1].met);
        QVERIFY2(verdicts[2].met, verdicts[2].found.str().c_str());
        QVERIFY2(verdicts[3].met, verdicts[3].found.str().c_str());
    }

    void trafficWithoutABodySendsWhatTheModelMeasures() {
        auto deployment = test::smallDeployment();
        deployment.scenarios[0].traffic[0].body.clear();
        const Ran ran = drive(deployment);
        QCOMPARE(named(ran.snapshot.routes, "to-hub").row.delivered, std::uint64_t(240));
    }

    void aStepMovesOneThingAndRunUntilStops() {
        const QTemporaryDir folder;
        RunOptions options;
        options.outputFolder = folder.path().toStdString();
        const auto run = Run::compile(test::smallDeployment(), options);
        TF_OK(run);
        const Instant start = (*run)->now();
        QVERIFY((*run)->nextDue() && *(*run)->nextDue() >= start);
        for (std::uint64_t i = 1; i <= 5; ++i) {
            QCOMPARE((*run)->step(), Phase::sending);
            QCOMPARE((*run)->messages(), i);
            QCOMPARE((*run)->snapshot().events, i);
        }
        QCOMPARE((*run)->runUntil(start + 5min), Phase::sending);
        QCOMPARE((*run)->now(), start + 5min);
        QVERIFY(*(*run)->nextDue() > start + 5min);
        QCOMPARE((*run)->runUntil(Instant::max()), Phase::finished);
        QCOMPARE((*run)->messages(), std::uint64_t(240));
        QCOMPARE((*run)->step(), Phase::finished);
    }

    void aPacerSaysHowFarARunMayGo() {
        const Instant start{1'000'000s};
        Pacer pacer(start, 10);
        QVERIFY(pacer.paused());
        QCOMPARE(pacer.limit(5s), start);
        QCOMPARE(pacer.until(start + 1s, 5s), Duration::max());
        pacer.resume(5s, start);
        QCOMPARE(pacer.limit(7s), start + 20s);
        QCOMPARE(pacer.until(start + 30s, 7s), Duration(1s));
        QCOMPARE(pacer.until(start + 20s, 7s), Duration(0s));
        pacer.pause(8s);
        QCOMPARE(pacer.limit(100s), start + 30s);
        pacer.setSpeed(1, 100s, start + 30s);
        QVERIFY(pacer.paused());
        pacer.resume(200s, start + 30s);
        QCOMPARE(pacer.limit(201s), start + 31s);
        pacer.setSpeed(Pacer::kMax, 201s, start + 31s);
        QCOMPARE(pacer.limit(201s), Instant::max());
        pacer.setSpeed(2, 300s, start + 1000s); // from where the run is
        QCOMPARE(pacer.limit(301s), start + 1002s);
        pacer.setSpeed(1e6, 301s, start + 1002s);
        QCOMPARE(pacer.limit(301s + 24h * 365), Instant::max()); // no overflow
    }

    void aRunCanBePacedAndStopped() {
        const QTemporaryDir folder;
        RunOptions options;
        options.outputFolder = folder.path().toStdString();
        const auto run = Run::compile(test::smallDeployment(), options);
        TF_OK(run);
        const Instant start = (*run)->now();
        QCOMPARE((*run)->advance(1'000'000, start + 60s), Phase::sending);
        QCOMPARE((*run)->now(), start + 60s);
        QVERIFY((*run)->messages() >= 24 && (*run)->messages() <= 28);
        QCOMPARE((*run)->progress(), 0.1);
        (*run)->stopSending();
        while ((*run)->advance(100) <= Phase::settling) {
        }
        QCOMPARE((*run)->phase(), Phase::finished);
        QVERIFY((*run)->messages() <= 28);
    }

    void aDestinationThatCannotWriteFailsTheRun() {
        const QTemporaryDir folder;
        const std::filesystem::path blocked = folder.path().toStdString() + "/archive";
        std::ofstream(blocked) << "a file where the destination wants its folder";
        RunOptions options;
        options.outputFolder = folder.path().toStdString();
        const auto run = Run::compile(test::smallDeployment(), options);
        TF_OK(run);
        while ((*run)->advance(100) <= Phase::settling) {
        }
        QCOMPARE((*run)->phase(), Phase::failed);
        QVERIFY((*run)->failure()->what.str().find("archive") != std::string::npos);
    }

    void whatCannotBeCompiledIsRefusedWithASentence_data() {
        QTest::addColumn<QByteArray>("what");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("unknown model") << QByteArray("model") << QByteArray("ValidationFailed");
        QTest::newRow("truncated model") << QByteArray("json") << QByteArray("json-syntax");
        QTest::newRow("unknown scenario") << QByteArray("scenario") << QByteArray("engine-scenario-unknown");
        QTest::newRow("syntax error in a script") << QByteArray("script") << QByteArray("functions-syntax");
        QTest::newRow("route to a data history's hub") << QByteArray("history") << QByteArray("engine-history-hub");
        QTest::newRow("webhook without consent") << QByteArray("webhook") << QByteArray("downstream-handshake-refused");
        QTest::newRow("history behind two hubs") << QByteArray("histories") << QByteArray("engine-history-hub");
        QTest::newRow("two takers of a subscription")
            << QByteArray("shared") << QByteArray("engine-subscription-shared");
        QTest::newRow("coupling of kinds that do not fit") << QByteArray("coupling") << QByteArray("engine-coupling");
        QTest::newRow("start before time") << QByteArray("start") << QByteArray("engine-start");
        QTest::newRow("endpoint that is not there") << QByteArray("endpoint") << QByteArray("engine-unknown");
    }
    void whatCannotBeCompiledIsRefusedWithASentence() {
        QFETCH(QByteArray, what);
        QFETCH(QByteArray, code);
        auto deployment = test::smallDeployment();
        RunOptions options;
        const QTemporaryDir folder;
        options.outputFolder = folder.path().toStdString();
        if (what == "model")
            deployment.graph[0].text += "{\"$dtId\":\"x\",\"$metadata\":{\"$model\":\"dtmi:test:Nothing;1\"}}\n";
        if (what == "json") deployment.models[0].text.resize(40);
        if (what == "scenario") options.scenario = "nothing";
        if (what == "script") test::useScript(deployment, "function run( {");
        if (what == "history") {
            test::addDataHistory(deployment);
            deployment.routes.push_back({"wrong", "past-hub", "true"});
        }
        if (what == "histories") {
            test::addDataHistory(deployment);
            deployment.endpoints.push_back(deployment.endpoints.back());
            deployment.endpoints.back().name = "second-hub";
            deployment.couplings.push_back({"second-hub", "past", {}});
        }
        if (what == "shared") {
            deployment.couplings.push_back({"log", "desk", {}});
            deployment.couplings.push_back({"log", "dead", "desk"});
        }
        if (what == "coupling") deployment.couplings.push_back({"twins", "archive", {}});
        if (what == "start") deployment.scenarios[0].start = kEarliestStart - 1s;
        if (what == "webhook") {
            for (auto& service : deployment.downstream) service.answers.handshake = downstream::Handshake::refuses;
            deployment.couplings.push_back({"push", "desk", {}});
        }
        if (what == "endpoint") deployment.routes[0].endpoint = "nothing";
        const auto run = Run::compile(deployment, options);
        QVERIFY(!run);
        TF_COMPARE(run.error().code, code.toStdString());
        QVERIFY(!run.error().what.empty());
    }

    void theReportKeepsItsContract() {
        const Ran ran = drive(test::smallDeployment());
        ReportContext context;
        context.version = "0";
        context.project = "small";
        context.wallSeconds = 2;
        const auto report = nlohmann::json::parse(reportText(*ran.run, context));
        for (const char* member :
             {"ledger", "rates", "latency", "messagesPerSecond", "outputDigest", "incidents", "expectations", "seed"}) {
            QVERIFY2(report.contains(member), member);
        }
        QCOMPARE(report["messagesPerSecond"].get<double>(), 120.0);
        QCOMPARE(report["ledger"]["balanced"].get<bool>(), true);
        QCOMPARE(report["ledger"]["routes"]["to-hub"]["delivered"].get<int>(), 240);
        QCOMPARE(report["rates"]["routes"]["to-hub"].get<double>(), 0.4);
        QCOMPARE(report["latency"]["downstream"]["archive"]["count"].get<int>(), 240);
    }
};

QTEST_GUILESS_MAIN(EngineTest)
#include "tst_engine.moc"
