// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A function tried on a copy of the graph does what it does in a run, and says what that was.
#include "engine/example_events.h"
#include "engine/function_trial.h"
#include "small_deployment.h"
#include "support.h"

using namespace twinflow;
using namespace twinflow::engine;
using record::HopKind;

namespace {

constexpr const char* kIngest = R"(function run(context, event) {
    const id = event.data.systemProperties['iothub-connection-device-id'];
    context.log('from', id);
    context.twins.updateDigitalTwin(id, [{ op: 'add', path: '/temperature', value: event.data.body.temperature }]);
}
)";

TrialMessage message(const char* device, const char* body) {
    return {"hub", device, body, {}, parseInstant("2026-03-02T06:00:00Z").value()};
}

std::vector<std::string> details(const FunctionTrial& trial, HopKind kind) {
    std::vector<std::string> found;
    for (const record::Hop& hop : trial.chain.hops)
        if (hop.kind == kind) found.push_back(kind == HopKind::log ? hop.detail : hop.payload);
    return found;
}

} // namespace

class FunctionTrialTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aScriptWritesToTheCopyOnly() {
        auto deployment = test::smallDeployment();
        test::useScript(deployment, kIngest);
        const auto before = deployment;
        const auto trial = tryFunction(deployment, "ingest", message("s2", R"({"temperature":21.5})"), 1);
        QVERIFY2(!trial.error, trial.error ? trial.error->str().c_str() : "");
        QCOMPARE(trial.twins.size(), std::size_t{1});
        TF_COMPARE(trial.twins.front().id, "s2");
        QVERIFY(!test::json(trial.twins.front().before).root().find("temperature"));
        QCOMPARE(test::json(trial.twins.front().after).root().find("temperature")->number(), 21.5);
        QCOMPARE(details(trial, HopKind::log), std::vector<std::string>{"from s2"});
        QCOMPARE(details(trial, HopKind::write).size(), std::size_t{1});
        QCOMPARE(details(trial, HopKind::event).size(), std::size_t{1});
        QVERIFY(test::json(trial.input).root().find("data"));
        QVERIFY(deployment == before);
    }

    void aMappingDoesTheSame() {
        auto deployment = test::smallDeployment();
        deployment.functions.front().mapping = {{"/t", "/temperature", 2, 1}, {"/x", "/temperature"}};
        const auto trial = tryFunction(deployment, "ingest", message("s1", R"({"t":10})"), 1);
        QVERIFY2(!trial.error, trial.error ? trial.error->str().c_str() : "");
        QCOMPARE(test::json(trial.twins.front().after).root().find("temperature")->number(), 21.0);
        QCOMPARE(trial.rules.size(), std::size_t{2});
        QCOMPARE(trial.rules[0].found, std::uint64_t{1});
        QCOMPARE(trial.rules[1].missing, std::uint64_t{1});
    }

    void whatIsThrownHasItsLine() {
        auto deployment = test::smallDeployment();
        test::useScript(deployment, "function run(context, event) {\n    context.log('a');\n    nothing.here();\n}\n");
        const auto trial = tryFunction(deployment, "ingest", message("s1", "{}"), 1);
        QVERIFY(trial.error);
        TF_COMPARE(trial.error->code, "functions-threw");
        QCOMPARE(trial.error->place.line, 3U);
        QCOMPARE(details(trial, HopKind::log), std::vector<std::string>{"a"}); // what came before it
    }

    void aSyntaxErrorHasItsLine() {
        auto deployment = test::smallDeployment();
        test::useScript(deployment, "function run(context, event) {\n    const = 1;\n}\n");
        const auto trial = tryFunction(deployment, "ingest", message("s1", "{}"), 1);
        QVERIFY(trial.error);
        TF_COMPARE(trial.error->code, "functions-syntax");
        QCOMPARE(trial.error->place.line, 2U);
    }

    void aLoopIsStopped() {
        auto deployment = test::smallDeployment();
        test::useScript(deployment, "function run() { for (;;) {} }");
        deployment.functions.front().timeout = std::chrono::milliseconds(50);
        const auto trial = tryFunction(deployment, "ingest", message("s1", "{}"), 1);
        QVERIFY(trial.error);
        TF_COMPARE(trial.error->code, "functions-timed-out");
    }

    void aRefusedWriteIsSaid() {
        auto deployment = test::smallDeployment();
        test::useScript(deployment, kIngest);
        const auto trial = tryFunction(deployment, "ingest", message("s1", R"({"temperature":"hot"})"), 1);
        QVERIFY(trial.error);
        QVERIFY2(trial.error->what.str().find("temperature") != std::string::npos, trial.error->str().c_str());
        TF_COMPARE(trial.twins.front().before, trial.twins.front().after);
    }

    void anEndpointHandsOverAnEvent() {
        auto deployment = test::smallDeployment();
        test::useScript(deployment, "function run(context, event) { context.log(event.body.patch[0].path); }");
        deployment.couplings.push_back({"log", "ingest", ""});
        std::string update;
        for (const auto& example : exampleEvents(deployment, 1))
            if (example.type == "Microsoft.DigitalTwins.Twin.Update") update = example.cloudEvent;
        TrialMessage handed = message("", "");
        handed.from = "log";
        handed.cloudEvent = update;
        const auto trial = tryFunction(deployment, "ingest", handed, 1);
        QVERIFY2(!trial.error, trial.error ? trial.error->str().c_str() : "");
        QCOMPARE(details(trial, HopKind::log), std::vector<std::string>{"/temperature"});
        handed.cloudEvent = "{}";
        TF_COMPARE(tryFunction(deployment, "ingest", handed, 1).error->code, "engine-trial-event");
    }

    void sendsGoNowhereAndAreTold() {
        auto deployment = test::smallDeployment();
        test::useScript(deployment,
                        "function run(context) { context.send('archive', {a: 1}); context.send('desk', 1); }");
        deployment.couplings.push_back({"ingest", "archive", ""});
        const auto trial = tryFunction(deployment, "ingest", message("s1", "{}"), 1);
        const auto sent = details(trial, HopKind::send);
        QVERIFY(!sent.empty());
        TF_COMPARE(sent.front(), R"({"a":1})");
        QVERIFY(trial.error); // it is not coupled to the desk
    }

    void thereAreExamplesOfItsMessages() {
        auto deployment = test::smallDeployment();
        const auto messages = exampleMessages(deployment, "ingest", 1);
        QCOMPARE(messages.size(), std::size_t{3});
        TF_COMPARE(messages.front().from, "hub");
        TF_COMPARE(messages.front().device, "s1");
        QVERIFY(test::json(messages.front().body).root().find("temperature"));
        for (const TrialMessage& each : messages) QVERIFY(!tryFunction(deployment, "ingest", each, 1).error);
        QVERIFY(exampleMessages(deployment, "nobody", 1).empty());
        TF_COMPARE(tryFunction(deployment, "nobody", messages.front(), 1).error->code, "engine-unknown");
    }

    void anEventComesBackFromItsText() {
        auto deployment = test::smallDeployment();
        test::useScript(deployment, "function run(context, event) { context.log(JSON.stringify(event)); }");
        deployment.couplings.push_back({"push", "ingest", ""});
        deployment.endpoints[1].schema = endpoints::EventGridSchema::cloudEvents;
        for (const auto& example : exampleEvents(deployment, 1)) {
            TrialMessage handed = message("", "");
            handed.from = "push";
            handed.cloudEvent = example.cloudEvent;
            const auto trial = tryFunction(deployment, "ingest", handed, 1);
            QVERIFY2(!trial.error, trial.error ? trial.error->str().c_str() : "");
            const auto got = test::json(trial.input);
            const auto was = test::json(example.cloudEvent);
            for (const char* name : {"type", "source", "subject", "time", "dataschema"}) {
                const JsonNode* there = was.root().find(name);
                const JsonNode* here = got.root().find(name);
                QCOMPARE(here != nullptr, there != nullptr);
                if (there) TF_COMPARE(here->text, there->text);
            }
            std::string a;
            std::string b;
            got.root().find("data")->appendJson(a);
            was.root().find("data")->appendJson(b);
            TF_COMPARE(a, b);
        }
    }
};

QTEST_GUILESS_MAIN(FunctionTrialTest)
#include "tst_function_trial.moc"
