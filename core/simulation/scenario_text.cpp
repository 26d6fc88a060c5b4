// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/scenario_text.h"

#include "simulation/generator_text.h"
#include "simulation/member_reader.h"

#include <algorithm>

namespace twinflow::simulation {

namespace {

constexpr Range kShare{0, 1};
constexpr Duration kTick = std::chrono::nanoseconds(1);

Traffic readTraffic(MemberReader reader) {
    Traffic traffic;
    reader.requireText("devices", traffic.devices);
    reader.duration("every", traffic.every, kTick);
    reader.duration("jitter", traffic.jitter, {});
    if (traffic.jitter > traffic.every / 2) {
        reader.report(
            fault("simulation-member-range", "'{0}' is more than half of the interval.", reader.pathOf("jitter")),
            *reader.take("jitter"),
            say("With an interval of {0} it is at most {1}, so that no tick overtakes the next.",
                formatDuration(traffic.every), formatDuration(traffic.every / 2)));
        traffic.jitter = {};
    }
    reader.text("contentType", traffic.contentType);
    reader.text("contentEncoding", traffic.contentEncoding);
    if (const JsonNode* node = reader.take("properties")) {
        MemberReader properties(reader.document(), *node, reader.pathOf("properties"), reader.findings());
        for (const JsonNode::Member& property : node->members) {
            traffic.properties.emplace_back(property.name, std::string());
            properties.readText(property.value, properties.pathOf(property.name), traffic.properties.back().second);
        }
    }
    reader.number("garbage", traffic.garbage, kShare);
    if (const JsonNode* node = reader.take("body")) {
        traffic.body = readBody({reader.document(), *node, reader.pathOf("body"), reader.findings()}, traffic.every);
    }
    reader.finish();
    return traffic;
}

Fault readFault(MemberReader reader, Duration duration) {
    Fault fault;
    std::string kind;
    reader.requireText("kind", kind);
    if (kind == "downstreamDown") {
        fault.kind = FaultKind::downstreamDown;
    } else if (!kind.empty() && kind != "endpointDown") {
        reader.report(twinflow::fault("simulation-member-range", "'{0}' is not a kind of fault.", kind),
                      *reader.take("kind"), say("Write 'endpointDown' or 'downstreamDown'."));
    }
    reader.requireText("target", fault.target);
    reader.requireDuration("at", fault.at, {});
    reader.requireDuration("for", fault.lasts, kTick);
    reader.finish();
    if (fault.at >= duration) {
        reader.report(twinflow::fault("simulation-fault-late", "'{0}' begins when the scenario is over.", reader.path())
                          .as(Severity::warning),
                      reader.node(), say("The scenario lasts {0}.", formatDuration(duration)));
    }
    return fault;
}

Expectation readExpectation(MemberReader reader) {
    Expectation expectation;
    const JsonNode* ledger = reader.take("ledger");
    const JsonNode* count = reader.take("count");
    const JsonNode* twin = reader.take("twin");
    if (int{ledger != nullptr} + int{count != nullptr} + int{twin != nullptr} != 1) {
        reader.report(fault("simulation-member-missing", "'{0}' does not say what it looks at.", reader.path()),
                      reader.node(), say("Write one of 'count', 'twin' with 'path', or 'ledger'."));
    }
    if (ledger) {
        std::string word;
        if (reader.readText(*ledger, reader.pathOf("ledger"), word) && word != "balanced") {
            reader.report(fault("simulation-member-range", "'{0}' cannot be '{1}'.", reader.pathOf("ledger"), word),
                          *ledger, say("Write 'balanced'."));
        }
    } else if (count) {
        expectation.kind = Expectation::Kind::count;
        reader.requireText("count", expectation.count);
    } else if (twin) {
        expectation.kind = Expectation::Kind::twin;
        reader.requireText("twin", expectation.twin);
        reader.requireText("path", expectation.path);
        if (!expectation.path.empty() && !expectation.path.starts_with('/')) {
            reader.report(fault("simulation-member-range", "'{0}' is not a JSON pointer.", expectation.path),
                          *reader.take("path"), say("It begins with '/', as in '/temperature'."));
        }
    }
    if (!ledger) {
        reader.number("min", expectation.min);
        reader.number("max", expectation.max);
        if (expectation.min && expectation.max) reader.checkOrder(*expectation.min, *expectation.max, "min", "max");
        if ((count || twin) && !reader.node().find("min") && !reader.node().find("max")) {
            reader.report(fault("simulation-member-missing", "'{0}' expects nothing of the number.", reader.path()),
                          reader.node(), say("Add 'min', 'max' or both."));
        }
    }
    reader.finish();
    return expectation;
}

} // namespace

std::string_view faultKindName(FaultKind kind) {
    return kind == FaultKind::endpointDown ? "endpointDown" : "downstreamDown";
}

ReadScenario readScenario(const JsonDocument& document, std::string name) {
    ReadScenario read;
    Scenario& scenario = read.scenario;
    scenario.name = std::move(name);
    MemberReader reader(document, document.root(), {}, read.findings);
    reader.text("$schema", scenario.schema);
    reader.text("title", scenario.title);
    reader.text("description", scenario.description);
    reader.instant("start", scenario.start);
    reader.duration("duration", scenario.duration, kTick);
    const auto each = [&](std::string_view list, auto&& take) {
        std::size_t i = 0;
        for (const JsonNode& item : reader.items(list)) {
            take(MemberReader(document, item, std::string(list) + "[" + std::to_string(i++) + "]", read.findings));
        }
    };
    each("traffic", [&](MemberReader item) { scenario.traffic.push_back(readTraffic(std::move(item))); });
    each("faults",
         [&](MemberReader item) { scenario.faults.push_back(readFault(std::move(item), scenario.duration)); });
    each("expect", [&](MemberReader item) { scenario.expect.push_back(readExpectation(std::move(item))); });
    reader.finish();
    return read;
}

} // namespace twinflow::simulation
