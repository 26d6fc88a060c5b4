// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/reading.h"

#include "deployment/nearest.h"

#include <algorithm>
#include <cmath>

namespace twinflow::deployment {

namespace {

std::string_view typeText(JsonNode::Kind kind) {
    switch (kind) {
    case JsonNode::Kind::null:
        return "null";
    case JsonNode::Kind::boolean:
        return "true or false";
    case JsonNode::Kind::integer:
        return "a whole number";
    case JsonNode::Kind::real:
        return "a number";
    case JsonNode::Kind::string:
        return "a text";
    case JsonNode::Kind::array:
        return "a list";
    case JsonNode::Kind::object:
        return "an object";
    }
    return "";
}

} // namespace

std::string itemName(std::string_view list, std::size_t index) {
    return std::string(list) + "[" + std::to_string(index) + "]";
}

void Reading::wrongType(const JsonNode& node, std::string_view member, std::string_view wanted) {
    say(fault("deployment-type", "'{0}' should be {1}, not {2}.", member, wanted, typeText(node.kind))
            .withHint(twinflow::say("Until then the default holds.")),
        node.offset);
}

std::optional<std::string> Reading::text(const JsonNode& node, std::string_view member) {
    if (node.isString()) return node.text;
    wrongType(node, member, "a text in quotes");
    return std::nullopt;
}

std::optional<bool> Reading::flag(const JsonNode& node, std::string_view member) {
    if (node.kind == JsonNode::Kind::boolean) return node.boolean;
    wrongType(node, member, "true or false");
    return std::nullopt;
}

bool Reading::values(const JsonNode& node, std::string_view member, std::vector<Value>& out) {
    if (node.isArray()) {
        return std::all_of(node.items.begin(), node.items.end(),
                           [&](const JsonNode& item) { return values(item, member, out); });
    }
    if (!node.isNumber() && !node.isString() && node.kind != JsonNode::Kind::boolean) {
        wrongType(node, member, "made of numbers, texts, true or false");
        return false;
    }
    out.push_back(node.value());
    return true;
}

std::optional<double> Reading::number(const JsonNode& node, std::string_view member) {
    if (!node.isNumber()) {
        wrongType(node, member, "a number");
        return std::nullopt;
    }
    const double number = node.number();
    if (std::isfinite(number)) return number;
    say(fault("deployment-range", "'{0}' is too large a number.", member), node.offset);
    return std::nullopt;
}

std::optional<double> Reading::number(const JsonNode& node, std::string_view member, double low, double high) {
    const std::optional<double> value = number(node, member);
    if (!value || (*value >= low && *value <= high)) return value;
    say(fault("deployment-range", "'{0}' is {1}; it may be {2} to {3}.", member, node.text, low, high)
            .withHint(twinflow::say("Until then the default holds.")),
        node.offset);
    return std::nullopt;
}

std::optional<std::int64_t> Reading::integer(const JsonNode& node, std::string_view member, std::int64_t low,
                                             std::int64_t high) {
    if (node.kind != JsonNode::Kind::integer) {
        wrongType(node, member, "a whole number");
        return std::nullopt;
    }
    std::int64_t number = 0;
    if (node.asInteger(number) && number >= low && number <= high) return number;
    say(fault("deployment-range", "'{0}' is {1}; it may be {2} to {3}.", member, node.text, low, high)
            .withHint(twinflow::say("Until then the default holds.")),
        node.offset);
    return std::nullopt;
}

std::optional<Duration> Reading::duration(const JsonNode& node, std::string_view member, Duration low, Duration high) {
    if (!node.isString()) {
        wrongType(node, member, "a duration such as \"30s\"");
        return std::nullopt;
    }
    const auto duration = parseDuration(node.text);
    if (!duration) {
        say(fault("deployment-duration", "'{0}' is '{1}', which is not a duration.", member, node.text)
                .withHint(duration.error().hint),
            node.offset);
        return std::nullopt;
    }
    if (*duration >= low && *duration <= high) return *duration;
    say(fault("deployment-range", "'{0}' is {1}; it may be {2} to {3}.", member, node.text, formatDuration(low),
              formatDuration(high))
            .withHint(twinflow::say("Until then the default holds.")),
        node.offset);
    return std::nullopt;
}

std::optional<std::size_t> Reading::choice(const JsonNode& node, std::string_view member,
                                           const std::vector<std::string>& choices) {
    if (!node.isString()) {
        wrongType(node, member, "a text in quotes");
        return std::nullopt;
    }
    const auto found = std::find(choices.begin(), choices.end(), node.text);
    if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
    std::string list;
    for (const std::string& choice : choices) list += (list.empty() ? "'" : ", '") + choice + "'";
    const std::string meant = nearest(node.text, choices);
    Error error = fault("deployment-choice", "'{0}' cannot be '{1}'; it is one of {2}.", member, node.text, list);
    if (!meant.empty()) error.hint = twinflow::say("Did you mean '{0}'?", meant);
    say(std::move(error), node.offset);
    return std::nullopt;
}

bool Reading::isObject(const JsonNode& node, std::string_view member) {
    if (!node.isObject()) wrongType(node, member, "an object in braces");
    return node.isObject();
}

bool Reading::isArray(const JsonNode& node, std::string_view member) {
    if (!node.isArray()) wrongType(node, member, "a list in brackets");
    return node.isArray();
}

void Reading::missing(const JsonNode& object, std::string_view member, std::string_view what) {
    say(fault("deployment-member-missing", "{0} has no '{1}'.", what, member)
            .withHint(twinflow::say("Add the member '{0}'.", member)),
        object.offset);
}

void Reading::unknown(const JsonNode::Member& member, std::string_view what, const std::vector<std::string>& known) {
    const std::string meant = nearest(member.name, known);
    Error error =
        fault("deployment-member-unknown", "{0} has no member '{1}'; it is kept but has no effect.", what, member.name);
    error.severity = meant.empty() ? Severity::note : Severity::warning;
    if (!meant.empty()) error.hint = twinflow::say("Did you mean '{0}'?", meant);
    say(std::move(error), member.offset);
}

void Reading::twice(const JsonNode::Member& member) {
    say(fault("deployment-member-twice", "'{0}' is given twice; the first one holds.", member.name)
            .withHint(twinflow::say("Remove one of them."))
            .as(Severity::warning),
        member.offset);
}

void Reading::idle(const JsonNode::Member& member, std::string_view whose) {
    say(fault("deployment-member-idle", "'{0}' has no effect here; it belongs to {1}.", member.name, whose)
            .withHint(twinflow::say("Remove it or change the kind."))
            .as(Severity::warning),
        member.offset);
}

} // namespace twinflow::deployment
