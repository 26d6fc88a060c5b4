// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/grid_filter.h"

#include "endpoints/bus_properties.h"
#include "endpoints/consumer.h"

#include <algorithm>

namespace twinflow::endpoints {

namespace {

using Op = AdvancedOperator;

/// The service's limits: filters of a subscription, and values of all of them together.
constexpr std::size_t kMostFilters = 25;
constexpr std::size_t kMostValues = 25;

constexpr std::string_view kNames[kAdvancedOperators] = {"NumberIn",
                                                         "NumberNotIn",
                                                         "NumberLessThan",
                                                         "NumberLessThanOrEquals",
                                                         "NumberGreaterThan",
                                                         "NumberGreaterThanOrEquals",
                                                         "NumberInRange",
                                                         "NumberNotInRange",
                                                         "BoolEquals",
                                                         "StringIn",
                                                         "StringNotIn",
                                                         "StringBeginsWith",
                                                         "StringNotBeginsWith",
                                                         "StringEndsWith",
                                                         "StringNotEndsWith",
                                                         "StringContains",
                                                         "StringNotContains",
                                                         "IsNullOrUndefined",
                                                         "IsNotNull"};

bool isRange(Op op) {
    return op == Op::numberInRange || op == Op::numberNotInRange;
}
bool isNegation(Op op) {
    return op == Op::numberNotIn || op == Op::numberNotInRange || op == Op::stringNotIn ||
           op == Op::stringNotBeginsWith || op == Op::stringNotEndsWith || op == Op::stringNotContains;
}
/// What an operator says of a key that is not there, or holds something of another kind.
bool holdsOfNothing(Op op) {
    return op == Op::numberNotIn || op == Op::numberNotInRange || op == Op::stringNotIn;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool beginsWith(std::string_view text, std::string_view part) {
    return text.size() >= part.size() && equalCaseless(text.substr(0, part.size()), part);
}
bool endsWith(std::string_view text, std::string_view part) {
    return text.size() >= part.size() && equalCaseless(text.substr(text.size() - part.size()), part);
}
bool contains(std::string_view text, std::string_view part) {
    return std::search(text.begin(), text.end(), part.begin(), part.end(),
                       [](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

template <typename Test>
bool anyValue(const AdvancedFilter& filter, Test test) {
    return std::any_of(filter.values.begin(), filter.values.end(), test);
}

bool inRange(const AdvancedFilter& filter, double number) {
    for (std::size_t i = 0; i + 1 < filter.values.size(); i += 2) {
        if (filter.values[i].number() <= number && number <= filter.values[i + 1].number()) return true;
    }
    return false;
}

/// None: the operator is not for numbers.
std::optional<bool> ofNumber(const AdvancedFilter& filter, double number) {
    const double bound = filter.values.empty() ? 0 : filter.values[0].number();
    switch (filter.op) {
    case Op::numberIn:
        return anyValue(filter, [&](const Value& value) { return value.number() == number; });
    case Op::numberNotIn:
        return !anyValue(filter, [&](const Value& value) { return value.number() == number; });
    case Op::numberLessThan:
        return number < bound;
    case Op::numberLessThanOrEquals:
        return number <= bound;
    case Op::numberGreaterThan:
        return number > bound;
    case Op::numberGreaterThanOrEquals:
        return number >= bound;
    case Op::numberInRange:
        return inRange(filter, number);
    case Op::numberNotInRange:
        return !inRange(filter, number);
    default:
        return std::nullopt;
    }
}

/// The same for texts; case means nothing.
std::optional<bool> ofText(const AdvancedFilter& filter, std::string_view text) {
    const auto any = [&](auto test) {
        return anyValue(filter, [&](const Value& value) { return test(text, value.text()); });
    };
    switch (filter.op) {
    case Op::stringIn:
        return any(equalCaseless);
    case Op::stringNotIn:
        return !any(equalCaseless);
    case Op::stringBeginsWith:
        return any(beginsWith);
    case Op::stringNotBeginsWith:
        return !any(beginsWith);
    case Op::stringEndsWith:
        return any(endsWith);
    case Op::stringNotEndsWith:
        return !any(endsWith);
    case Op::stringContains:
        return any(contains);
    case Op::stringNotContains:
        return !any(contains);
    default:
        return std::nullopt;
    }
}

std::optional<bool> ofNode(const AdvancedFilter& filter, const JsonNode& node) {
    if (node.isNumber()) return ofNumber(filter, node.number());
    if (node.isString()) return ofText(filter, node.text);
    if (node.kind == JsonNode::Kind::boolean && filter.op == Op::boolEquals)
        return !filter.values.empty() && filter.values[0].boolean() == node.boolean;
    return std::nullopt;
}

/// The name in the envelope of a key's first name. For CloudEvents the service has names of its own, too.
std::string_view topName(std::string_view name, EventGridSchema schema) {
    if (schema == EventGridSchema::cloudEvents) {
        if (equalCaseless(name, "eventId")) return "id";
        if (equalCaseless(name, "eventType")) return "type";
    }
    return name;
}

/// Whether an envelope may have it. The service knows eventTypeVersion for CloudEvents, which have none of ours.
bool isInEnvelope(std::string_view name, EventGridSchema schema) {
    static constexpr std::string_view kEventGrid[] = {"id",        "topic",       "subject",         "eventType",
                                                      "eventTime", "dataVersion", "metadataVersion", "data"};
    static constexpr std::string_view kCloudEvent[] = {"id",
                                                       "source",
                                                       "type",
                                                       "subject",
                                                       "time",
                                                       "dataschema",
                                                       "specversion",
                                                       "datacontenttype",
                                                       "data",
                                                       "traceparent",
                                                       "eventTypeVersion"};
    const auto isKnown = [top = topName(name, schema)](std::string_view known) { return equalCaseless(known, top); };
    return schema == EventGridSchema::cloudEvents ? std::any_of(std::begin(kCloudEvent), std::end(kCloudEvent), isKnown)
                                                  : std::any_of(std::begin(kEventGrid), std::end(kEventGrid), isKnown);
}

bool fits(Op op, const Value& value) {
    if (op == Op::boolEquals) return value.kind() == Value::Kind::boolean;
    return operatorName(op).starts_with("Number") ? value.isNumber() : value.kind() == Value::Kind::string;
}

} // namespace

std::string_view operatorName(AdvancedOperator op) {
    return kNames[static_cast<std::size_t>(op)];
}

std::string GridEvent::subject() const {
    // As the envelope has it: telemetry in the Event Grid schema has its twin for a subject.
    if (m_schema == EventGridSchema::eventGrid && m_event->type == events::EventType::telemetry)
        return std::string(m_dress.texts().text(m_event->twin));
    return m_dress.subject(*m_event);
}

const JsonNode* GridEvent::at(std::string_view key) {
    if (!m_envelope) {
        std::string text;
        appendMessage(text, {m_event, EndpointKind::eventGrid, m_schema, m_topic}, m_dress);
        auto parsed = JsonDocument::parse(std::move(text), "event");
        if (!parsed) return nullptr; // a body that is no JSON has nothing at any key
        m_envelope = std::move(*parsed);
    }
    const JsonNode& root = m_envelope->root();
    std::size_t dot = key.find('.');
    const std::string_view top = topName(key.substr(0, dot), m_schema);
    const auto member = std::find_if(root.members.begin(), root.members.end(),
                                     [&](const JsonNode::Member& each) { return equalCaseless(each.name, top); });
    const JsonNode* node = member == root.members.end() ? nullptr : &member->value;
    while (node && dot != std::string_view::npos) {
        key.remove_prefix(dot + 1);
        dot = key.find('.');
        node = node->isObject() ? node->find(key.substr(0, dot)) : nullptr;
    }
    return node;
}

bool GridFilter::wantsAll() const {
    return m_settings.includedEventTypes.empty() && m_settings.subjectBeginsWith.empty() &&
           m_settings.subjectEndsWith.empty() && m_settings.advancedFilters.empty();
}

bool GridFilter::wants(GridEvent& event) const {
    const auto& types = m_settings.includedEventTypes;
    const bool typeWanted = types.empty() || std::any_of(types.begin(), types.end(), [&](const std::string& type) {
                                return equalCaseless(type, event.type());
                            });
    if (!typeWanted) return false;
    if (!m_settings.subjectBeginsWith.empty() || !m_settings.subjectEndsWith.empty()) {
        const std::string subject = event.subject();
        const bool exact = m_settings.isSubjectCaseSensitive;
        const std::string& begin = m_settings.subjectBeginsWith;
        const std::string& end = m_settings.subjectEndsWith;
        if (!(exact ? subject.starts_with(begin) : beginsWith(subject, begin))) return false;
        if (!(exact ? subject.ends_with(end) : endsWith(subject, end))) return false;
    }
    return std::all_of(m_settings.advancedFilters.begin(), m_settings.advancedFilters.end(),
                       [&](const AdvancedFilter& filter) { return holds(filter, event); });
}

bool GridFilter::holds(const AdvancedFilter& filter, GridEvent& event) const {
    const JsonNode* node = event.at(filter.key);
    const bool isNull = !node || node->kind == JsonNode::Kind::null;
    if (filter.op == Op::isNullOrUndefined) return isNull;
    if (filter.op == Op::isNotNull) return !isNull;
    if (isNull) return holdsOfNothing(filter.op);
    if (!node->isArray()) return ofNode(filter, *node).value_or(holdsOfNothing(filter.op));
    if (!m_settings.enableAdvancedFilteringOnArrays) return false;
    const bool negation = isNegation(filter.op);
    // One item that matches decides, of a negation one that does not.
    const auto decides = [&](const JsonNode& item) { return ofNode(filter, item).value_or(negation) != negation; };
    const bool some = std::any_of(node->items.begin(), node->items.end(), decides);
    return some != negation;
}

Findings findFilterProblems(const EventSubscriptionSettings& subscription, EventGridSchema schema) {
    Findings findings;
    Place place;
    place.path = subscription.name;
    const auto say = [&](std::string_view pattern, const auto&... names) {
        findings.push_back(fault("endpoints-grid-filter", pattern, names...)
                               .withHint(twinflow::say("The event subscription '{0}' is meant.", subscription.name))
                               .at(place));
    };
    const auto sayUnknown = [&](const std::string& key) {
        const std::string_view first = schema == EventGridSchema::cloudEvents ? "data." : "data.data.";
        findings.push_back(fault("endpoints-grid-key", "No event has anything at '{0}', the key of a filter of '{1}'.",
                                 key, subscription.name)
                               .withHint(twinflow::say("Members of the body begin with '{0}' here.", first))
                               .as(Severity::warning)
                               .at(place));
    };
    std::size_t values = 0;
    for (const AdvancedFilter& filter : subscription.advancedFilters) {
        const std::string_view name = operatorName(filter.op);
        if (!isInEnvelope(std::string_view(filter.key).substr(0, filter.key.find('.')), schema)) sayUnknown(filter.key);
        values += isRange(filter.op) ? filter.values.size() / 2 : filter.values.size();
        if (filter.op == Op::isNullOrUndefined || filter.op == Op::isNotNull) {
            if (!filter.values.empty())
                say("{0} compares '{1}' with nothing, so it takes no values.", name, filter.key);
            continue;
        }
        if (!std::all_of(filter.values.begin(), filter.values.end(),
                         [&](const Value& value) { return fits(filter.op, value); }))
            say("{0} cannot compare '{1}' with all of its values.", name, filter.key);
        if (filter.values.empty()) {
            say("{0} has no value to compare '{1}' with.", name, filter.key);
        } else if (isRange(filter.op) && filter.values.size() % 2 != 0) {
            say("{0} of '{1}' takes pairs of numbers.", name, filter.key);
        } else if (filter.values.size() > 1 && (filter.op == Op::boolEquals || name.find("Than") != name.npos)) {
            say("{0} compares '{1}' with one value only.", name, filter.key);
        }
    }
    if (subscription.advancedFilters.size() > kMostFilters)
        say("There are {0} advanced filters; {1} is the most.", subscription.advancedFilters.size(), kMostFilters);
    if (values > kMostValues) say("Its advanced filters have {0} values; {1} are the most.", values, kMostValues);
    return findings;
}

} // namespace twinflow::endpoints
