// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Designs that change while their run goes on.
#include "engine/run.h"
#include "small_deployment.h"
#include "support.h"

#include <QTemporaryDir>

#include <algorithm>

using namespace twinflow;
using namespace twinflow::engine;
using namespace std::chrono_literals;

namespace {

/// The small deployment after five of its ten minutes: 120 of its 240 messages are sent.
struct Halfway {
    QTemporaryDir folder;
    deployment::Deployment design = test::smallDeployment();
    std::unique_ptr<Run> run;

    Halfway() {
        RunOptions options;
        options.outputFolder = folder.path().toStdString();
        auto compiled = Run::compile(design, options);
        if (!compiled) qFatal("%s", compiled.error().str().c_str());
        run = std::move(*compiled);
        run->runUntil(run->now() + 5min - 1ms);
    }

    /// What waits for the next run, or the refusal.
    std::string change(const deployment::Deployment& after) {
        const auto changed = run->change(design, after);
        if (!changed) return changed.error().str();
        design = after;
        std::string names;
        for (const std::string& name : *changed) names += (names.empty() ? "" : ", ") + name;
        return names;
    }

    /// name:accepted of all routes at the end, the ledger balanced.
    std::string finish() {
        while (run->advance(1000) <= Phase::settling) {
        }
        const RunSnapshot snapshot = run->snapshot();
        std::string rows;
        for (const RouteEntry& route : snapshot.routes) {
            rows += (rows.empty() ? "" : " ") + route.name + ":" + std::to_string(route.row.accepted);
        }
        for (const Error& imbalance : snapshot.imbalances) rows += "\n" + imbalance.str();
        return rows;
    }
};

} // namespace

class LiveChangesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFilterTakesHoldBetweenTwoEvents() {
        Halfway half;
        auto design = half.design;
        design.routes[0].filter = "type = 'Microsoft.DigitalTwins.Twin.Update' AND subject = 's1'";
        design.routes[1].filter = "false";
        TF_COMPARE(half.change(design), "");
        TF_COMPARE(half.finish(), "to-hub:150 to-grid:120 to-bus:240");
    }

    void routesComeAndGo() {
        Halfway half;
        auto design = half.design;
        design.routes[0].endpoint = "bus";              // goes elsewhere
        design.routes[1].name = "grid-too";             // another one
        design.routes.erase(design.routes.begin() + 2); // no more
        TF_COMPARE(half.change(design), "");
        TF_COMPARE(half.finish(), "to-hub (gone):120 to-grid (gone):120 to-bus (gone):120 to-hub:120 grid-too:120");
        std::uint64_t bus = 0;
        for (const EndpointEntry& endpoint : half.run->snapshot().endpoints) {
            if (endpoint.name == "bus") bus = endpoint.received;
        }
        QCOMPARE(bus, std::uint64_t(240));
        const std::vector<RouteEntry> routes = half.run->snapshot().routes;
        QCOMPARE(routes[0].row.offered, std::uint64_t(120)); // gone: it saw nothing of what came later
        QCOMPARE(routes[3].row.offered, std::uint64_t(120)); // new: nothing of what was before
        QCOMPARE(routes[0].missed + routes[3].missed, std::uint64_t(240));
        QVERIFY(half.run->expectations().empty()); // it was not run as written
    }

    void aRouteMayGoTwice() {
        Halfway half;
        auto without = half.design;
        without.routes.erase(without.routes.begin());
        auto with = half.design;
        TF_COMPARE(half.change(without), "");
        TF_COMPARE(half.change(with), "");
        TF_COMPARE(half.change(without), "");
        TF_COMPARE(half.finish(), "to-hub (gone):120 to-grid:240 to-bus:240 to-hub (gone 2):0");
        ingress::DeviceMessage late;
        QVERIFY(half.run->receive("hub", {&late, 1}).error().str().find("[engine-ended]") != std::string::npos);
    }

    void aFunctionIsReplaced() {
        Halfway half;
        auto design = half.design;
        design.functions[0].mapping[0].to = "/missing";
        TF_COMPARE(half.change(design), "");
        TF_COMPARE(half.finish(), "to-hub:120 to-grid:120 to-bus:120");
        const FunctionCounts counts = half.run->snapshot().functions[0].counts;
        QCOMPARE(counts.writes, std::uint64_t(120));
        QVERIFY(counts.refused >= 120); // the hub tries again
    }

    void aScriptIsReplaced() {
        Halfway half;
        auto design = half.design;
        test::useScript(design, "function run(context, event) { context.log('seen'); }");
        TF_COMPARE(half.change(design), "");
        half.run->runUntil(half.run->now() + 1min);
        TF_COMPARE(half.run->logs()[0].second.back(), "seen");
        design.scripts[0].text = "function run(context, event) { context.log('changed'); }";
        TF_COMPARE(half.change(design), "");
        half.run->runUntil(half.run->now() + 1min);
        TF_COMPARE(half.run->logs()[0].second.back(), "changed");
    }

    void whatCannotBeCompiledChangesNothing() {
        Halfway half;
        auto design = half.design;
        design.routes[0].filter = "false";
        design.routes[1].filter = "type =";
        QVERIFY(half.change(design).find("[query-") != std::string::npos);
        design.routes[1].filter = "true";
        design.routes[2].endpoint = "nowhere";
        QVERIFY(half.change(design).find("'nowhere'") != std::string::npos);
        design.routes[2].endpoint = "bus";
        test::useScript(design, "function run( {");
        QVERIFY(half.change(design).find("[functions-syntax]") != std::string::npos);
        TF_COMPARE(half.finish(), "to-hub:240 to-grid:240 to-bus:240");
    }

    void theRestWaitsAndIsNamed() {
        Halfway half;
        auto design = half.design;
        design.hubs[0].partitions = 8;
        design.endpoints[2].maxDeliveryCount = 7;
        design.downstream.pop_back();
        design.endpoints[0].deadLetter = {};
        design.couplings.push_back({"log", "history", ""});
        design.models[0].text += "\n";
        TF_COMPARE(half.change(design), "hub, log, bus, dead, log → history, models/sensor.json");
        TF_COMPARE(half.change(design), ""); // it is told once
        TF_COMPARE(half.finish(), "to-hub:240 to-grid:240 to-bus:240");
    }
};

QTEST_GUILESS_MAIN(LiveChangesTest)
#include "tst_live_changes.moc"
