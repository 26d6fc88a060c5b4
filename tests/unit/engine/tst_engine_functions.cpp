// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Functions in whole runs: retry policies, hoards, refusals of the graph, counts of a mapping.
#include "engine/report.h"
#include "engine/run.h"
#include "small_deployment.h"
#include "support.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>

#include <algorithm>

using namespace twinflow;
using namespace twinflow::engine;
using namespace std::chrono_literals;

namespace {

template <typename Entries>
const typename Entries::value_type& named(const Entries& entries, std::string_view name) {
    return *std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.name == name; });
}

const metrics::LedgerRow& takerOf(const EndpointEntry& endpoint, std::string_view name) {
    return std::find_if(endpoint.takers.begin(), endpoint.takers.end(),
                        [&](const auto& taker) { return taker.first == name; })
        ->second;
}

/// A second function behind the Event Hub; the mapping in front of it brings 240 events.
deployment::Deployment withReader(const std::string& source, functions::RetrySettings retry) {
    auto deployment = test::smallDeployment();
    functions::FunctionSettings reader;
    reader.name = "reader";
    reader.file = "functions/reader.js";
    reader.timeout = 60s;
    reader.retry = retry;
    deployment.functions.push_back(reader);
    deployment.scripts.push_back({reader.file, source});
    deployment.couplings.push_back({"log", "reader", ""});
    return deployment;
}

} // namespace

class EngineFunctionsTest : public QObject {
    Q_OBJECT

    struct Ran {
        std::unique_ptr<QTemporaryDir> folder = std::make_unique<QTemporaryDir>();
        std::unique_ptr<Run> run;
        RunSnapshot snapshot;
    };

    static Ran drive(const deployment::Deployment& deployment) {
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

private Q_SLOTS:
    void callsBeyondTheServicesRatesAreCountedAndRefusedWhereAsked() {
        // Each of the 240 messages writes twelve times to one twin, two more than it takes in a second.
        auto deployment = test::smallDeployment();
        test::useScript(deployment, "function run(context, event) {\n"
                                    "    for (let i = 0; i < 12; i++) {\n"
                                    "        context.twins.updateDigitalTwin(event.data.systemProperties"
                                    "['iothub-connection-device-id'],\n"
                                    "            [{ op: 'add', path: '/temperature', value: i }]);\n"
                                    "    }\n"
                                    "}\n");
        const Ran counted = drive(deployment);
        QCOMPARE(counted.snapshot.excess.oneTwin, std::uint64_t(480));
        QCOMPARE(counted.snapshot.excess.total(), std::uint64_t(480));
        QCOMPARE(count(counted.snapshot, "twins.excess").value_or(0), 480.0);
        QCOMPARE(named(counted.snapshot.functions, "ingest").counts.writes, std::uint64_t(240 * 12));

        deployment.twins.rateLimits = true;
        deployment.hubs[0].retry.maxAttempts = 1;
        const Ran refused = drive(deployment);
        const FunctionCounts& ingest = named(refused.snapshot.functions, "ingest").counts;
        QCOMPARE(ingest.writes, std::uint64_t(240 * 10));
        QCOMPARE(ingest.refused, std::uint64_t(240)); // the eleventh throws
        QCOMPARE(ingest.threw, std::uint64_t(240));
        const std::string said = refused.snapshot.incidents.entries().begin()->second.first.what.str();
        QVERIFY2(said.find("429: it takes 10 writes a second to one twin") != std::string::npos, said.c_str());
    }

    void aWriteToARelationshipCountsAtBothEnds() {
        auto deployment = test::smallDeployment();
        std::string& models = deployment.models[0].text;
        models.replace(models.find("] }"), 3, ", { \"@type\": \"Relationship\", \"name\": \"near\" } ] }");
        deployment.twins.rateLimits = true;
        // s1 and s2 to s4 are joined with s3 one after the other: eleven writes are one too many for s3.
        test::useScript(deployment, "let n = 0;\n"
                                    "function run(context, event) {\n"
                                    "    if (n > 0) return;\n"
                                    "    for (const source of ['s1', 's2', 's4']) {\n"
                                    "        for (let i = 0; i < 4; i++) {\n"
                                    "            n++;\n"
                                    "            context.twins.upsertRelationship(source, 'r' + i,\n"
                                    "                { $targetId: 's3', $relationshipName: 'near' });\n"
                                    "        }\n"
                                    "    }\n"
                                    "}\n");
        deployment.hubs[0].retry.maxAttempts = 1;
        const Ran ran = drive(deployment);
        const FunctionCounts& ingest = named(ran.snapshot.functions, "ingest").counts;
        QCOMPARE(ingest.writes, std::uint64_t(10));
        QCOMPARE(ingest.refused, std::uint64_t(1));
    }

    void retriesThatAreAllInVainGiveAnEventUp() {
        functions::RetrySettings retry;
        retry.strategy = functions::RetryStrategy::fixedDelay;
        retry.maxRetryCount = 2;
        retry.delayInterval = 1s;
        const Ran ran = drive(withReader("function run() { throw new Error('never'); }", retry));
        const FunctionCounts& counts = named(ran.snapshot.functions, "reader").counts;
        QCOMPARE(counts.calls, std::uint64_t(240 * 3));
        QCOMPARE(counts.threw, std::uint64_t(240 * 3));
        QCOMPARE(counts.givenUp, std::uint64_t(240));
        const metrics::LedgerRow& row = takerOf(named(ran.snapshot.endpoints, "log"), "reader");
        QCOMPARE(row.accepted, std::uint64_t(240));
        QCOMPARE(row.dropped, std::uint64_t(240));
        QCOMPARE(ran.snapshot.incidents.entries().at({"reader", "functions-retries-exhausted"}).count,
                 std::uint64_t(240));
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void aRetryThatSucceedsLosesNothing() {
        functions::RetrySettings retry;
        retry.strategy = functions::RetryStrategy::exponentialBackoff;
        retry.maxRetryCount = 2;
        const Ran ran = drive(withReader("const failures = {};\n"
                                         "function run(context, event) {\n"
                                         "  const key = event.partitionKey + '/' + event.sequenceNumber;\n"
                                         "  failures[key] = (failures[key] || 0) + 1;\n"
                                         "  if (failures[key] < 3) throw new Error('not yet');\n"
                                         "}",
                                         retry));
        const FunctionCounts& counts = named(ran.snapshot.functions, "reader").counts;
        QCOMPARE(counts.succeeded, std::uint64_t(240));
        QCOMPARE(counts.threw, std::uint64_t(480));
        QCOMPARE(counts.givenUp, std::uint64_t(0));
        QCOMPARE(takerOf(named(ran.snapshot.endpoints, "log"), "reader").delivered, std::uint64_t(240));
    }

    void waitsOfARetryPolicy() {
        functions::RetrySettings retry;
        retry.strategy = functions::RetryStrategy::exponentialBackoff;
        retry.minimumInterval = 10s;
        retry.maximumInterval = 1min;
        QCOMPARE(retry.waitBefore(1), Duration(10s));
        QCOMPARE(retry.waitBefore(2), Duration(20s));
        QCOMPARE(retry.waitBefore(3), Duration(40s));
        QCOMPARE(retry.waitBefore(4), Duration(1min));
        QCOMPARE(retry.waitBefore(100'000), Duration(1min));
        retry.strategy = functions::RetryStrategy::fixedDelay;
        retry.delayInterval = 3s;
        QCOMPARE(retry.waitBefore(7), Duration(3s));
    }

    void aScriptThatHoardsIsBegunAnewAndNothingElseSuffers() {
        auto deployment = withReader("var kept = []; function run() { kept.push('x'.repeat(4e6) + kept.length); }", {});
        deployment.functions[1].limits.memoryMb = 16;
        deployment.scenarios[0].duration = 1min;
        const Ran ran = drive(deployment);
        QCOMPARE(ran.snapshot.phase, Phase::finished);
        const FunctionCounts& counts = named(ran.snapshot.functions, "reader").counts;
        QVERIFY(counts.exceeded >= 6);
        QCOMPARE(counts.succeeded, std::uint64_t(24)); // what was stopped came again
        QCOMPARE(ran.snapshot.incidents.entries().at({"reader", "functions-memory-limit"}).count, counts.exceeded);
        QCOMPARE(named(ran.snapshot.functions, "ingest").counts.succeeded, std::uint64_t(24));
        TF_COMPARE(test::lines(ran.snapshot.imbalances), "");
    }

    void refusalsOfTheGraphCarryCodeAndStatus() {
        auto deployment = withReader(R"(
            let first = true;
            function run(context, event) {
                if (!first) return;
                first = false;
                const twins = context.twins;
                const patch = [{ op: "add", path: "/temperature", value: 5 }];
                const etag = twins.getDigitalTwin("s1").$etag;
                twins.updateDigitalTwin("s1", patch, { ifMatch: etag });
                const attempts = [
                    () => twins.updateDigitalTwin("s1", patch, { ifMatch: etag }),
                    () => twins.upsertDigitalTwin("s1", { $metadata: { $model: "dtmi:test:Sensor;1" } }, { ifNoneMatch: "*" }),
                    () => twins.getDigitalTwin("s9"),
                    () => twins.getComponent("s1", "temperature"),
                    () => twins.updateComponent("s1", "motor", patch),
                    () => twins.getRelationship("s1", "r1"),
                    () => twins.updateRelationship("s1", "r1", []),
                    () => twins.updateDigitalTwin("s1", [{ op: "replace", path: "/pressure", value: 5 }]),
                    () => twins.publishTelemetry("s1", {}, "m1", { telemetrySourceTime: "noon" }),
                    () => context.send("nowhere", {}),
                ];
                for (const attempt of attempts) {
                    try { attempt(); context.log("done"); } catch (error) { context.log(error.statusCode, error.code); }
                }
                context.warn("value", twins.getDigitalTwin("s1").temperature);
            })",
                                     {});
        deployment.couplings.push_back({"reader", "twins", ""});
        const Ran ran = drive(deployment);
        std::string log;
        for (const auto& [name, lines] : ran.run->logs()) {
            for (const std::string& line : lines) log += line + "\n";
        }
        TF_COMPARE(log, "412 PreconditionFailed\n"
                        "412 PreconditionFailed\n"
                        "404 DigitalTwinNotFound\n"
                        "404 ComponentNotFound\n"
                        "404 ComponentNotFound\n"
                        "404 RelationshipNotFound\n"
                        "404 RelationshipNotFound\n"
                        "400 JsonPatchInvalid\n"
                        "400 InvalidArgument\n"
                        "403 functions-not-coupled\n"
                        "[Warning] value 5\n");
    }

    void aMappingSaysWhatItFound() {
        auto deployment = test::smallDeployment();
        deployment.functions[0].mapping.push_back({"/pressure", "/temperature", 1, 0, "kilopascal", "bar"});
        const Ran ran = drive(deployment);
        const auto& rules = named(ran.snapshot.functions, "ingest").rules;
        QCOMPARE(rules.size(), std::size_t{2});
        QCOMPARE(rules[0].second.found, std::uint64_t(240));
        QCOMPARE(rules[1].second.missing, std::uint64_t(240));
        const auto report = nlohmann::json::parse(reportText(*ran.run, {}));
        const auto& second = report["ledger"]["functions"]["ingest"]["mapping"][1];
        TF_COMPARE(second["from"].get<std::string>(), "/pressure");
        QCOMPARE(second["missing"].get<int>(), 240);
    }
};

QTEST_GUILESS_MAIN(EngineFunctionsTest)
#include "tst_engine_functions.moc"
