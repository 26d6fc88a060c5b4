// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json_text.h"
#include "simulation/scenario_text.h"

namespace twinflow::simulation {

namespace {

/// One line "{ "a": 1, "b": "x" }"; the members are JSON texts.
class InlineObject {
public:
    void add(std::string_view name, const std::string& json) {
        m_text += m_text.empty() ? " " : ", ";
        appendJsonString(m_text, name);
        m_text += ": " + json;
    }
    bool empty() const { return m_text.empty(); }
    std::string text() const { return empty() ? "{}" : "{" + m_text + " }"; }

private:
    std::string m_text;
};

std::string quoted(std::string_view text) {
    std::string out;
    appendJsonString(out, text);
    return out;
}

std::string number(double value) {
    std::string out;
    appendJsonNumber(out, value);
    return out;
}

std::string quoted(Duration duration) {
    return quoted(formatDuration(duration));
}

/// Whole seconds without a fraction, else all nine digits.
std::string quoted(Instant instant) {
    const bool whole = instant.time_since_epoch() % std::chrono::seconds(1) == Duration{};
    return quoted(formatInstant(instant, whole ? 0 : 9));
}

/// Adds a number unless it is the default.
void addNumber(InlineObject& object, std::string_view name, double value, double normal) {
    if (value != normal) object.add(name, number(value));
}

void addGenerator(InlineObject& member, const Generator& generator) {
    InlineObject inner;
    if (const auto* constant = std::get_if<Constant>(&generator)) member.add("constant", number(constant->value));
    if (const auto* text = std::get_if<Text>(&generator)) member.add("text", quoted(text->value));
    if (const auto* choice = std::get_if<Choice>(&generator)) {
        std::string items;
        for (const std::string& item : choice->of) items += (items.empty() ? "" : ", ") + quoted(item);
        member.add("choice", "[" + items + "]");
    }
    if (const auto* sine = std::get_if<Sine>(&generator)) {
        addNumber(inner, "mean", sine->mean, Sine{}.mean);
        addNumber(inner, "amplitude", sine->amplitude, Sine{}.amplitude);
        if (sine->period != Sine{}.period) inner.add("period", quoted(sine->period));
        addNumber(inner, "noise", sine->noise, Sine{}.noise);
        member.add("sine", inner.text());
    }
    if (const auto* walk = std::get_if<Walk>(&generator)) {
        addNumber(inner, "start", walk->start, Walk{}.start);
        addNumber(inner, "step", walk->step, Walk{}.step);
        addNumber(inner, "low", walk->low, Walk{}.low);
        addNumber(inner, "high", walk->high, Walk{}.high);
        member.add("walk", inner.text());
    }
    if (const auto* counter = std::get_if<Counter>(&generator)) {
        addNumber(inner, "start", counter->start, Counter{}.start);
        addNumber(inner, "low", counter->low, Counter{}.low);
        addNumber(inner, "high", counter->high, Counter{}.high);
        member.add("counter", inner.text());
    }
    if (const auto* replay = std::get_if<Replay>(&generator)) {
        member.add("replay", quoted(replay->file));
        member.add("column", quoted(replay->column));
        if (replay->rowEvery != Replay{}.rowEvery) member.add("rowEvery", quoted(replay->rowEvery));
        addNumber(member, "scale", replay->scale, Replay{}.scale);
        addNumber(member, "offset", replay->offset, Replay{}.offset);
        addNumber(member, "noise", replay->noise, Replay{}.noise);
    }
}

std::string memberText(const PayloadMember& member) {
    InlineObject object;
    addGenerator(object, member.generator);
    if (member.decimals) object.add("decimals", std::to_string(*member.decimals));
    addNumber(object, "probability", member.probability, 1);
    return object.text();
}

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
    if (traffic.garbage != normal.garbage) lines.member("garbage", number(traffic.garbage));
    if (!traffic.body.empty()) {
        lines.member("body", "{");
        Lines members(out, "        ");
        for (const PayloadMember& member : traffic.body) members.member(member.name, memberText(member));
        out += "\n      }";
    }
    out += "\n    }";
}

std::string faultText(const Fault& fault) {
    InlineObject object;
    object.add("kind", quoted(faultKindName(fault.kind)));
    object.add("target", quoted(fault.target));
    object.add("at", quoted(fault.at));
    object.add("for", quoted(fault.lasts));
    return object.text();
}

std::string expectationText(const Expectation& expectation) {
    InlineObject object;
    if (expectation.kind == Expectation::Kind::balanced) object.add("ledger", quoted("balanced"));
    if (expectation.kind == Expectation::Kind::count) object.add("count", quoted(expectation.count));
    if (expectation.kind == Expectation::Kind::twin) {
        object.add("twin", quoted(expectation.twin));
        object.add("path", quoted(expectation.path));
    }
    if (expectation.min) object.add("min", number(*expectation.min));
    if (expectation.max) object.add("max", number(*expectation.max));
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
    appendList(out, lines, "expect", scenario.expect, [&](const Expectation& item) { out += expectationText(item); });
    return out + (out.size() == 1 ? "}\n" : "\n}\n");
}

} // namespace twinflow::simulation
