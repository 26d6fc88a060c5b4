// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/feature_styles.h"

#include "base/json_document.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace twinflow::downstream {

namespace {

Error wrongStyles(std::string_view where, std::string_view what) {
    return fault("downstream-styles", "{0} {1}.", where, what)
        .withHint(say("Write styles as the map service has them: a 'keyname', a 'type', and 'rules'."));
}

/// A number, also one in a text: the service's samples quote them. "nan" and "inf" are none.
std::optional<double> numberIn(std::string_view text) {
    double number = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (code != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

std::optional<StateType> typeNamed(std::string_view name) {
    for (const StateType type : {StateType::boolean, StateType::number, StateType::string}) {
        if (typeText(type) == name) return type;
    }
    return std::nullopt;
}

Result<StyleRule> readNumberRule(const JsonNode& rule, const std::string& where) {
    StyleRule read;
    const JsonNode* color = rule.find("color");
    const JsonNode* range = rule.find("range");
    if (!color || !color->isString() || !range || !range->isObject())
        return refuse(wrongStyles(where, "needs a 'range' and a 'color'"));
    read.color = color->text;
    const std::pair<std::string_view, std::optional<double>*> ends[] = {{"minimum", &read.minimum},
                                                                        {"maximum", &read.maximum},
                                                                        {"exclusiveMinimum", &read.exclusiveMinimum},
                                                                        {"exclusiveMaximum", &read.exclusiveMaximum}};
    for (const JsonNode::Member& member : range->members) {
        const auto end =
            std::find_if(std::begin(ends), std::end(ends), [&](const auto& each) { return each.first == member.name; });
        if (end == std::end(ends)) return refuse(wrongStyles(where, "has an end of its range that is not known"));
        *end->second = numberIn(member.value.text);
        if (!*end->second) return refuse(wrongStyles(where, "has a range whose end is no number"));
    }
    return read;
}

/// {"true": color, …}: a rule for each word.
Result<void> readWordRules(const JsonNode& rule, FeatureStyle& style, const std::string& where) {
    for (const JsonNode::Member& member : rule.members) {
        if (!member.value.isString()) return refuse(wrongStyles(where, "gives a state something else than a colour"));
        const bool isTruth = member.name == "true" || member.name == "false";
        if (style.type == StateType::boolean && !isTruth)
            return refuse(wrongStyles(where, "has a state of a boolean that is neither true nor false"));
        StyleRule& read = style.rules.emplace_back();
        read.value = member.name;
        read.color = member.value.text;
    }
    return {};
}

Result<FeatureStyle> readStyle(const JsonNode& node, std::size_t index) {
    std::string where = "Style " + std::to_string(index + 1);
    const JsonNode* keyName = node.find("keyname");
    if (!keyName || !keyName->isString() || keyName->text.empty())
        return refuse(wrongStyles(where, "has no 'keyname'"));
    where += " ('" + keyName->text + "')";
    const JsonNode* type = node.find("type");
    const std::optional<StateType> known = type && type->isString() ? typeNamed(type->text) : std::nullopt;
    if (!known) return refuse(wrongStyles(where, "needs a 'type': boolean, number or string"));
    const JsonNode* rules = node.find("rules");
    if (!rules || !rules->isArray() || rules->items.empty()) return refuse(wrongStyles(where, "has no 'rules'"));

    FeatureStyle style{keyName->text, *known, {}};
    for (const JsonNode& rule : rules->items) {
        if (!rule.isObject()) return refuse(wrongStyles(where, "has a rule that is no object"));
        if (*known == StateType::number) {
            Result<StyleRule> read = readNumberRule(rule, where);
            if (!read) return refuse(std::move(read.error()));
            style.rules.push_back(std::move(*read));
        } else if (Result<void> read = readWordRules(rule, style, where); !read) {
            return refuse(std::move(read.error()));
        }
    }
    return style;
}

bool holds(const StyleRule& rule, double number) {
    return (!rule.minimum || number >= *rule.minimum) && (!rule.maximum || number <= *rule.maximum) &&
           (!rule.exclusiveMinimum || number > *rule.exclusiveMinimum) &&
           (!rule.exclusiveMaximum || number < *rule.exclusiveMaximum);
}

const StyleRule* ruleOf(const FeatureStyle& style, const Value& value) {
    const auto found = std::find_if(style.rules.begin(), style.rules.end(), [&](const StyleRule& rule) {
        switch (style.type) {
        case StateType::number:
            return holds(rule, value.number());
        case StateType::boolean:
            return rule.value == (value.boolean() ? "true" : "false");
        case StateType::string:
            break;
        }
        return rule.value == value.text();
    });
    return found == style.rules.end() ? nullptr : &*found;
}

} // namespace

Result<FeatureStyles> FeatureStyles::parse(std::string_view json) {
    FeatureStyles styles;
    if (json.empty()) return styles;
    const Result<JsonDocument> document = JsonDocument::parse(std::string(json), {});
    if (!document) return refuse(wrongStyles("The list of styles", "is no JSON"));
    if (!document->root().isArray()) return refuse(wrongStyles("The list of styles", "is no array"));
    for (std::size_t i = 0; i < document->root().items.size(); ++i) {
        Result<FeatureStyle> style = readStyle(document->root().items[i], i);
        if (!style) return refuse(std::move(style.error()));
        if (styles.find(style->keyName)) {
            return refuse(
                wrongStyles("Style " + std::to_string(i + 1) + " ('" + style->keyName + "')", "is there twice"));
        }
        styles.m_styles.push_back(std::move(*style));
    }
    return styles;
}

const FeatureStyle* FeatureStyles::find(std::string_view keyName) const {
    const auto found = std::find_if(m_styles.begin(), m_styles.end(),
                                    [&](const FeatureStyle& style) { return style.keyName == keyName; });
    return found == m_styles.end() ? nullptr : &*found;
}

std::string FeatureStyles::keys() const {
    std::string text;
    for (const FeatureStyle& style : m_styles) text += (text.empty() ? "'" : ", '") + style.keyName + "'";
    return text;
}

std::optional<Value> stateValue(const FeatureStyle& style, const Value& given) {
    const bool isString = given.kind() == Value::Kind::string;
    switch (style.type) {
    case StateType::number: {
        if (given.isNumber()) return given;
        const auto number = isString ? numberIn(given.text()) : std::nullopt;
        return number ? std::optional<Value>(Value(*number)) : std::nullopt;
    }
    case StateType::boolean:
        if (given.kind() == Value::Kind::boolean) return given;
        if (isString && (given.text() == "true" || given.text() == "false")) return Value(given.text() == "true");
        return std::nullopt;
    case StateType::string:
        break;
    }
    return isString && ruleOf(style, given) ? std::optional<Value>(given) : std::nullopt;
}

std::string_view colorOf(const FeatureStyle& style, const Value& value) {
    const StyleRule* rule = ruleOf(style, value);
    return rule ? std::string_view(rule->color) : std::string_view();
}

std::string_view typeText(StateType type) {
    switch (type) {
    case StateType::boolean:
        return "boolean";
    case StateType::number:
        return "number";
    case StateType::string:
        return "string";
    }
    return "";
}

} // namespace twinflow::downstream
