// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/scenario_text.h"

#include "simulation/member_reader.h"

#include <algorithm>

namespace twinflow::simulation {

namespace {

constexpr Range kShare{0, 1};
constexpr Range kNotNegative{0, Range{}.high};
constexpr Duration kTick = std::chrono::nanoseconds(1);

/// A finding when `low` lies above `high`.
void checkOrder(MemberReader& reader, double low, double high, std::string_view lowName, std::string_view highName) {
    if (low <= high) return;
    reader.report(fault("simulation-member-range", "'{0}' is above '{1}'.", reader.pathOf(lowName), highName),
                  reader.node(), say("Swap the two."));
}

Generator readChoice(MemberReader& member, const JsonNode& node) {
    Choice choice;
    const std::string path = member.pathOf("choice");
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        member.readText(node.items[i], path + "[" + std::to_string(i) + "]", choice.of.emplace_back());
    }
    if (choice.of.empty()) {
        member.report(fault("simulation-member-range", "'{0}' offers nothing to choose.", path), node,
                      say("Write an array of strings with at least one."));
    }
    return choice;
}

Generator readSine(MemberReader reader) {
    Sine sine;
    reader.number("mean", sine.mean);
    reader.number("amplitude", sine.amplitude);
    reader.duration("period", sine.period, kTick);
    reader.number("noise", sine.noise, kNotNegative);
    reader.finish();
    return sine;
}

Generator readWalk(MemberReader reader) {
    Walk walk;
    reader.number("start", walk.start);
    reader.number("step", walk.step, kNotNegative);
    reader.number("low", walk.low);
    reader.number("high", walk.high);
    reader.finish();
    checkOrder(reader, walk.low, walk.high, "low", "high");
    if (walk.low > walk.high) return Walk{};
    if (walk.start < walk.low || walk.start > walk.high) {
        reader.report(fault("simulation-member-range", "'{0}' lies outside of the walk.", reader.pathOf("start")),
                      reader.node(), say("It begins between {0} and {1}.", walk.low, walk.high));
    }
    return walk;
}

Generator readCounter(MemberReader reader) {
    Counter counter;
    reader.number("start", counter.start);
    reader.number("low", counter.low);
    reader.number("high", counter.high);
    reader.finish();
    checkOrder(reader, counter.low, counter.high, "low", "high");
    return counter;
}

/// A recording lies in the project: no absolute path, no way out of the folder.
bool staysInside(std::string_view path) {
    if (path.starts_with('/') || path.find('\\') != path.npos || path.find(':') != path.npos) return false;
    return ("/" + std::string(path) + "/").find("/../") == std::string::npos;
}

Generator readReplay(MemberReader& member, const JsonNode& file) {
    Replay replay;
    member.readText(file, member.pathOf("replay"), replay.file);
    if (!staysInside(replay.file)) {
        member.report(fault("simulation-member-range", "'{0}' leads out of the project.", replay.file), file,
                      say("Name a CSV file relative to the project folder, with forward slashes."));
    }
    member.requireText("column", replay.column);
    member.duration("rowEvery", replay.rowEvery, kTick);
    member.number("scale", replay.scale);
    member.number("offset", replay.offset);
    member.number("noise", replay.noise, kNotNegative);
    return replay;
}

/// The generator is the one member that names its kind.
Generator readGenerator(MemberReader& member) {
    std::vector<std::string_view> kinds;
    const auto nested = [&](std::string_view name, const JsonNode& node) {
        return MemberReader(member.document(), node, member.pathOf(name), member.findings());
    };
    Generator generator;
    for (const std::string_view name : {"constant", "text", "choice", "sine", "walk", "counter", "replay"}) {
        const JsonNode* node = member.take(name);
        if (!node) continue;
        kinds.push_back(name);
        if (kinds.size() > 1) continue;
        if (name == "constant") member.readNumber(*node, member.pathOf(name), generator.emplace<Constant>().value);
        if (name == "text") member.readText(*node, member.pathOf(name), generator.emplace<Text>().value);
        if (name == "choice") generator = readChoice(member, *node);
        if (name == "sine") generator = readSine(nested(name, *node));
        if (name == "walk") generator = readWalk(nested(name, *node));
        if (name == "counter") generator = readCounter(nested(name, *node));
        if (name == "replay") generator = readReplay(member, *node);
    }
    const Sentence hint = say("Write one of 'constant', 'text', 'choice', 'sine', 'walk', 'counter', 'replay'.");
    if (kinds.empty() && member.node().isObject()) {
        member.report(fault("simulation-generator-missing", "'{0}' does not say how it gets its value.", member.path()),
                      member.node(), hint);
    }
    if (kinds.size() > 1) {
        member.report(fault("simulation-generator-ambiguous", "'{0}' has both '{1}' and '{2}'.", member.path(),
                            kinds[0], kinds[1]),
                      member.node(), hint);
    }
    return generator;
}

PayloadMember readMember(MemberReader reader, std::string name) {
    PayloadMember member;
    member.name = std::move(name);
    member.generator = readGenerator(reader);
    reader.integer("decimals", member.decimals, {0, 15});
    reader.number("probability", member.probability, kShare);
    reader.finish();
    return member;
}

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
        const MemberReader body(reader.document(), *node, reader.pathOf("body"), reader.findings());
        for (const JsonNode::Member& member : node->members) {
            traffic.body.push_back(readMember(
                {reader.document(), member.value, body.pathOf(member.name), reader.findings()}, member.name));
        }
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
        if (expectation.min && expectation.max) checkOrder(reader, *expectation.min, *expectation.max, "min", "max");
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
