// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/fault_rules.h"
#include "simulation/generator_text.h"
#include "simulation/inline_object.h"
#include "simulation/scenario_text.h"

namespace twinflow::simulation {

namespace {

/// Members that stand on lines of their own, with commas between them.
class Lines {
public:
    Lines(std::string& out, std::string indent)
        : m_out(out)
        , m_indent(std::move(indent)) {}
    void add(std::string_view text) {
        m_out += m_first ? "\n" : ",\n";
        m_out += m_indent;
        m_out += text;
        m_first = false;
    }
    void member(std::string_view name, std::string_view json) { add(quoted(name) + ": " + std::string(json)); }

private:
    std::string& m_out;
    std::string m_indent;
    bool m_first = true;
};

void appendTraffic(std::string& out, const Traffic& traffic) {
    out += "{";
    const Traffic normal;
    Lines lines(out, "      ");
    lines.member("devices", quoted(traffic.devices));
    if (traffic.every != normal.every) lines.member("every", quoted(traffic.every));
    if (traffic.jitter != normal.jitter) lines.member("jitter", quoted(traffic.jitter));
    if (traffic.contentType != normal.contentType) lines.member("contentType", quoted(traffic.contentType));
    if (traffic.contentEncoding != normal.contentEncoding)
        lines.member("contentEncoding", quoted(traffic.contentEncoding));
    if (!traffic.properties.empty()) {
        InlineObject properties;
        for (const auto& [name, value] : traffic.properties) properties.add(name, quoted(value));
        lines.member("properties", properties.text());
    }
    if (traffic.garbage != normal.garbage) lines.member("garbage", numberText(traffic.garbage));
    if (!traffic.body.empty()) {
        lines.member("body", "{");
        Lines members(out, "        ");
        for (const PayloadMember& member : traffic.body) members.member(member.name, memberText(member));
        out += "\n      }";
    }
    out += "\n    }";
}

std::string faultText(const Fault& fault) {
    const Fault normal;
    const FaultRule& rule = faultRule(fault.kind);
    InlineObject object;
    object.add("kind", quoted(rule.name));
    object.add("target", quoted(fault.target));
    object.add("at", quoted(fault.at));
    object.add("for", quoted(fault.lasts));
    if (rule.has(FaultMember::share)) object.addUnless(normal.share, "share", fault.share);
    if (rule.has(FaultMember::latency)) object.add("latency", quoted(fault.latency));
    if (rule.has(FaultMember::lost) && fault.lost) object.add("lost", "true");
    if (rule.has(FaultMember::drift)) object.add("drift", quoted(fault.drift));
    if (rule.has(FaultMember::status)) object.addUnless(double(normal.status), "status", fault.status);
    if (rule.has(FaultMember::times)) object.addUnless(double(normal.times), "times", fault.times);
    return object.text();
}

std::string resubmissionText(const Resubmission& resubmission) {
    InlineObject object;
    object.add("from", quoted(resubmission.from));
    if (!resubmission.subscription.empty()) object.add("subscription", quoted(resubmission.subscription));
    object.add("at", quoted(resubmission.at));
    return object.text();
}

std::string expectationText(const Expectation& expectation) {
    using Kind = Expectation::Kind;
    InlineObject object;
    if (expectation.kind == Kind::balanced) object.add("ledger", quoted("balanced"));
    if (expectation.kind == Kind::count) object.add("count", quoted(expectation.count));
    if (expectation.kind == Kind::twin) {
        object.add("twin", quoted(expectation.twin));
        object.add("path", quoted(expectation.path));
    }
    if (expectation.kind == Kind::latency) {
        object.add("latency", quoted(expectation.latency));
        object.addUnless(Expectation{}.percentile, "percentile", expectation.percentile);
    }
    if (expectation.kind == Kind::incidents) {
        object.add("incidents", quoted(expectation.incidents));
        if (!expectation.service.empty()) object.add("service", quoted(expectation.service));
    }
    if (expectation.min) object.add("min", numberText(*expectation.min));
    if (expectation.minLatency) object.add("min", quoted(*expectation.minLatency));
    if (expectation.max) object.add("max", numberText(*expectation.max));
    if (expectation.maxLatency) object.add("max", quoted(*expectation.maxLatency));
    if (expectation.equals) object.add("equals", expectation.equals->json());
    if (expectation.at) object.add("at", quoted(*expectation.at));
    return object.text();
}

/// A list with its items on lines of their own; `append` writes one item.
template <typename Item, typename Append>
void appendList(std::string& out, Lines& lines, std::string_view name, const std::vector<Item>& list, Append&& append) {
    if (list.empty()) return;
    lines.member(name, "[");
    Lines items(out, "    ");
    for (const Item& item : list) {
        items.add("");
        append(item);
    }
    out += "\n  ]";
}

} // namespace

std::string scenarioText(const Scenario& scenario) {
    std::string out = "{";
    Lines lines(out, "  ");
    const Scenario normal;
    if (!scenario.schema.empty()) lines.member("$schema", quoted(scenario.schema));
    if (!scenario.title.empty()) lines.member("title", quoted(scenario.title));
    if (!scenario.description.empty()) lines.member("description", quoted(scenario.description));
    if (scenario.start != normal.start) lines.member("start", quoted(scenario.start));
    if (scenario.duration != normal.duration) lines.member("duration", quoted(scenario.duration));
    appendList(out, lines, "traffic", scenario.traffic, [&](const Traffic& item) { appendTraffic(out, item); });
    appendList(out, lines, "faults", scenario.faults, [&](const Fault& item) { out += faultText(item); });
    appendList(out, lines, "resubmit", scenario.resubmit,
               [&](const Resubmission& item) { out += resubmissionText(item); });
    appendList(out, lines, "expect", scenario.expect, [&](const Expectation& item) { out += expectationText(item); });
    return out + (out.size() == 1 ? "}\n" : "\n}\n");
}

} // namespace twinflow::simulation
