// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/scenario_text.h"

#include "simulation/exact_number.h"
#include "simulation/fault_rules.h"
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

void readFaultMembers(MemberReader& reader, const FaultRule& rule, Fault& fault) {
    std::optional<int> number;
    if (rule.has(FaultMember::share)) reader.number("share", fault.share, kFaultShare);
    if (rule.has(FaultMember::latency)) reader.requireDuration("latency", fault.latency, kShortestFault);
    if (rule.has(FaultMember::lost)) reader.flag("lost", fault.lost);
    if (rule.has(FaultMember::drift) && reader.require("drift")) reader.signedDuration("drift", fault.drift);
    if (rule.has(FaultMember::status)) {
        reader.integer("status", number, kFaultStatus);
        fault.status = number.value_or(fault.status);
    }
    if (rule.has(FaultMember::times)) {
        reader.integer("times", number, kFaultTimes);
        fault.times = number.value_or(fault.times);
    }
}

void checkBeforeEnd(MemberReader& reader, std::string_view code, Duration at, Duration duration) {
    if (at < duration) return;
    reader.report(twinflow::fault(code, "'{0}' begins when the scenario is over.", reader.path()).as(Severity::warning),
                  reader.node(), say("The scenario lasts {0}.", formatDuration(duration)));
}

Fault readFault(MemberReader reader, Duration duration) {
    Fault fault;
    std::string kind;
    reader.requireText("kind", kind);
    const FaultRule* rule = findFaultRule(kind);
    if (rule) {
        fault.kind = rule->kind;
    } else if (!kind.empty()) {
        std::string known;
        for (const FaultRule& each : faultRules())
            known += (known.empty() ? "'" : ", '") + std::string(each.name) + "'";
        reader.report(twinflow::fault("simulation-member-range", "'{0}' is not a kind of fault.", kind),
                      *reader.take("kind"), say("Write one of {0}.", known));
    }
    reader.requireText("target", fault.target);
    reader.requireDuration("at", fault.at, {});
    reader.requireDuration("for", fault.lasts, kShortestFault);
    if (rule) readFaultMembers(reader, *rule, fault);
    reader.finish();
    checkBeforeEnd(reader, "simulation-fault-late", fault.at, duration);
    return fault;
}

Resubmission readResubmission(MemberReader reader, Duration duration) {
    Resubmission resubmission;
    reader.requireText("from", resubmission.from);
    reader.text("subscription", resubmission.subscription);
    reader.requireDuration("at", resubmission.at, {});
    reader.finish();
    checkBeforeEnd(reader, "simulation-resubmit-late", resubmission.at, duration);
    return resubmission;
}

/// What the expectation looks at: the one member that names it.
std::optional<Expectation::Kind> readSubject(MemberReader& reader, Expectation& expectation) {
    using Kind = Expectation::Kind;
    constexpr std::pair<std::string_view, Kind> kSubjects[] = {{"count", Kind::count},
                                                               {"twin", Kind::twin},
                                                               {"latency", Kind::latency},
                                                               {"incidents", Kind::incidents},
                                                               {"ledger", Kind::balanced}};
    std::optional<Kind> kind;
    int said = 0;
    for (const auto& [name, each] : kSubjects) {
        if (!reader.take(name)) continue;
        if (said++ == 0) kind = each;
    }
    if (said != 1) {
        reader.report(fault("simulation-member-missing", "'{0}' does not say what it looks at.", reader.path()),
                      reader.node(),
                      say("Write one of 'count', 'twin' with 'path', 'latency', 'incidents', 'ledger'."));
    }
    std::string word;
    reader.text("ledger", word);
    if (!word.empty() && word != "balanced") {
        reader.report(fault("simulation-member-range", "'{0}' cannot be '{1}'.", reader.pathOf("ledger"), word),
                      *reader.take("ledger"), say("Write 'balanced'."));
    }
    if (said != 1) return std::nullopt;
    expectation.kind = *kind;
    return kind;
}

void readEquals(MemberReader& reader, Expectation& expectation) {
    const JsonNode* node = reader.take("equals");
    if (!node) return;
    if (node->isNumber())
        expectation.equals = exactNumber(node->value());
    else if (node->isString() || node->kind == JsonNode::Kind::boolean)
        expectation.equals = node->value();
    else
        reader.report(fault("simulation-member-type", "'{0}' is not a single value.", reader.pathOf("equals")), *node,
                      say("Write a number, a text, true or false."));
}

void readBounds(MemberReader& reader, Expectation& expectation) {
    if (expectation.kind == Expectation::Kind::latency) {
        const auto read = [&](std::string_view name, std::optional<Duration>& out) {
            Duration bound = Duration::min();
            reader.duration(name, bound, {});
            if (bound != Duration::min()) out = bound;
            return toSeconds(bound);
        };
        const double least = read("min", expectation.minLatency);
        const double most = read("max", expectation.maxLatency);
        if (expectation.minLatency && expectation.maxLatency) reader.checkOrder(least, most, "min", "max");
    } else {
        reader.number("min", expectation.min);
        reader.number("max", expectation.max);
        readEquals(reader, expectation);
        if (expectation.min && expectation.max) reader.checkOrder(*expectation.min, *expectation.max, "min", "max");
    }
    if (!reader.node().find("min") && !reader.node().find("max") && !expectation.equals) {
        reader.report(fault("simulation-member-missing", "'{0}' expects nothing of it.", reader.path()), reader.node(),
                      say("Add 'min', 'max' or 'equals'."));
    }
}

Expectation readExpectation(MemberReader reader) {
    constexpr Range kPercentile{0, 100};
    Expectation expectation;
    const auto subject = readSubject(reader, expectation);
    if (subject == Expectation::Kind::count) reader.requireText("count", expectation.count);
    if (subject == Expectation::Kind::twin) {
        reader.requireText("twin", expectation.twin);
        reader.requireText("path", expectation.path);
        if (!expectation.path.empty() && !expectation.path.starts_with('/')) {
            reader.report(fault("simulation-member-range", "'{0}' is not a JSON pointer.", expectation.path),
                          *reader.take("path"), say("It begins with '/', as in '/temperature'."));
        }
    }
    if (subject == Expectation::Kind::latency) {
        reader.requireText("latency", expectation.latency);
        reader.number("percentile", expectation.percentile, kPercentile);
    }
    if (subject == Expectation::Kind::incidents) {
        reader.requireText("incidents", expectation.incidents);
        reader.text("service", expectation.service);
    }
    if (subject && subject != Expectation::Kind::balanced) readBounds(reader, expectation);
    Duration at = Duration::min();
    reader.duration("at", at, kTick);
    if (at != Duration::min()) expectation.at = at;
    reader.finish();
    return expectation;
}

} // namespace

std::string_view faultKindName(FaultKind kind) {
    return faultRule(kind).name;
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
    each("resubmit",
         [&](MemberReader item) { scenario.resubmit.push_back(readResubmission(std::move(item), scenario.duration)); });
    each("expect", [&](MemberReader item) { scenario.expect.push_back(readExpectation(std::move(item))); });
    reader.finish();
    return read;
}

} // namespace twinflow::simulation
