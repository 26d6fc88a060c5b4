// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One description of an object's members, from which its reading, its writing and its JSON Schema are derived.
#pragma once

#include "deployment/reading.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <set>

namespace twinflow::deployment {

using Json = nlohmann::ordered_json;

/// A member of a T: how it is read into it, how it is written, what it may be.
template <typename T>
struct Member {
    std::string name;
    Json schema;                                             ///< type, bounds and description
    std::function<void(const JsonNode&, Reading&, T&)> read; ///< leaves the default where the value is wrong
    std::function<Json(const T&)> write;                     ///< the value as it would be written
    std::function<bool(const T&, const T&)> same;            ///< of two Ts: equal ones need not be written
    bool isRequired = false;
    std::function<bool(const T&)> applies; ///< empty: always
    std::string whose;                     ///< for which things it applies, in words

    Member& required() {
        isRequired = true;
        return *this;
    }
    /// Members that say the kind must stand before those that depend on it.
    Member& onlyFor(std::string things, std::function<bool(const T&)> predicate) {
        whose = std::move(things);
        applies = std::move(predicate);
        schema["description"] = schema["description"].get<std::string>() + " Only for " + whose + ".";
        return *this;
    }
};

/// All members of a T in the order in which they are written. `what` names a T in sentences: "A hub".
template <typename T>
class Members {
public:
    explicit Members(std::string what, T defaults = {})
        : m_what(std::move(what))
        , m_defaults(std::move(defaults)) {}

    Member<T>& text(std::string name, std::string T::*field, std::string_view description) {
        return add(
            std::move(name), field, {{"type", "string"}}, description,
            [](const JsonNode& node, Reading& reading, std::string_view member) { return reading.text(node, member); });
    }
    Member<T>& flag(std::string name, bool T::*field, std::string_view description) {
        return add(
            std::move(name), field, {{"type", "boolean"}}, description,
            [](const JsonNode& node, Reading& reading, std::string_view member) { return reading.flag(node, member); });
    }
    Member<T>& number(std::string name, double T::*field, std::string_view description) {
        return add(std::move(name), field, {{"type", "number"}}, description,
                   [](const JsonNode& node, Reading& reading, std::string_view member) {
                       return reading.number(node, member);
                   });
    }
    Member<T>& number(std::string name, double T::*field, double low, double high, std::string_view description) {
        return add(std::move(name), field, {{"type", "number"}, {"minimum", low}, {"maximum", high}}, description,
                   [=](const JsonNode& node, Reading& reading, std::string_view member) {
                       return reading.number(node, member, low, high);
                   });
    }
    /// A list in a format that another place knows and judges; kept as its compact text.
    Member<T>& foreignList(std::string name, std::string T::*field, Json schema, std::string_view description) {
        return add(
            std::move(name), field, std::move(schema), description,
            [](const JsonNode& node, Reading& reading, std::string_view member) -> std::optional<std::string> {
                if (!reading.isArray(node, member)) return std::nullopt;
                std::string text;
                node.appendJson(text);
                return text;
            },
            [](const std::string& text) { return text.empty() ? Json::array() : Json::parse(text, nullptr, false); });
    }
    Member<T>& integer(std::string name, std::uint32_t T::*field, std::uint32_t low, std::uint32_t high,
                       std::string_view description) {
        return add(std::move(name), field, {{"type", "integer"}, {"minimum", low}, {"maximum", high}}, description,
                   [=](const JsonNode& node, Reading& reading, std::string_view member) {
                       return reading.integer(node, member, low, high);
                   });
    }
    /// Any JSON value, kept as compact text; with `type` object only an object.
    Member<T>& json(std::string name, std::string T::*field, bool isObject, std::string_view description) {
        return add(
            std::move(name), field, isObject ? Json{{"type", "object"}} : Json::object(), description,
            [isObject](const JsonNode& node, Reading& reading, std::string_view member) -> std::optional<std::string> {
                if (isObject && !reading.isObject(node, member)) return std::nullopt;
                std::string text;
                node.appendJson(text);
                return text;
            },
            [](const std::string& text) { return Json::parse(text, nullptr, false); });
    }
    Member<T>& duration(std::string name, Duration T::*field, Duration low, Duration high,
                        std::string_view description) {
        return add(
            std::move(name), field, {{"$ref", "#/$defs/duration"}}, bounded(description, low, high),
            [=](const JsonNode& node, Reading& reading, std::string_view member) {
                return reading.duration(node, member, low, high);
            },
            [](const Duration& value) { return Json(formatDuration(value)); });
    }
    Member<T>& durations(std::string name, std::vector<Duration> T::*field, Duration low, Duration high,
                         std::string_view description) {
        return add(
            std::move(name), field, {{"type", "array"}, {"minItems", 1}, {"items", {{"$ref", "#/$defs/duration"}}}},
            bounded(description, low, high),
            [=](const JsonNode& node, Reading& reading,
                std::string_view member) -> std::optional<std::vector<Duration>> {
                if (!reading.isArray(node, member)) return std::nullopt;
                std::vector<Duration> values;
                for (std::size_t i = 0; i < node.items.size(); ++i) {
                    const auto value = reading.duration(node.items[i], itemName(member, i), low, high);
                    if (value) values.push_back(*value);
                }
                if (node.items.empty()) {
                    reading.say(fault("deployment-range", "'{0}' is empty; it needs at least one step.", member),
                                node.offset);
                }
                if (values.empty() || values.size() < node.items.size()) return std::nullopt;
                return values;
            },
            [](const std::vector<Duration>& values) {
                Json json = Json::array();
                for (const Duration value : values) json.push_back(formatDuration(value));
                return json;
            });
    }
    /// An object whose members have names of its author's choice, each a text.
    Member<T>& texts(std::string name, std::vector<std::pair<std::string, std::string>> T::*field,
                     std::string_view description) {
        using Texts = std::vector<std::pair<std::string, std::string>>;
        return add(
            std::move(name), field, {{"type", "object"}, {"additionalProperties", {{"type", "string"}}}}, description,
            [](const JsonNode& node, Reading& reading, std::string_view member) -> std::optional<Texts> {
                if (!reading.isObject(node, member)) return std::nullopt;
                Texts texts;
                for (const JsonNode::Member& each : node.members) {
                    if (auto text = reading.text(each.value, each.name)) texts.emplace_back(each.name, *text);
                }
                return texts;
            },
            [](const Texts& texts) {
                Json json = Json::object();
                for (const auto& [key, text] : texts) json[key] = text;
                return json;
            });
    }
    /// Numbers, texts, true or false: a list, pairs in it in lists of their own or not, or one alone.
    Member<T>& values(std::string name, std::vector<Value> T::*field, std::string_view description) {
        return add(
            std::move(name), field, {{"type", {"array", "number", "string", "boolean"}}}, description,
            [](const JsonNode& node, Reading& reading, std::string_view member) -> std::optional<std::vector<Value>> {
                std::vector<Value> values;
                if (!reading.values(node, member, values)) return std::nullopt;
                return values;
            },
            [](const std::vector<Value>& values) {
                Json json = Json::array();
                for (const Value& value : values) json.push_back(Json::parse(value.json()));
                return json;
            });
    }
    /// Texts in a list; of one that is none the others stay.
    Member<T>& textList(std::string name, std::vector<std::string> T::*field, std::string_view description) {
        return add(std::move(name), field, {{"type", "array"}, {"items", {{"type", "string"}}}}, description,
                   [](const JsonNode& node, Reading& reading,
                      std::string_view member) -> std::optional<std::vector<std::string>> {
                       if (!reading.isArray(node, member)) return std::nullopt;
                       std::vector<std::string> texts;
                       for (std::size_t i = 0; i < node.items.size(); ++i) {
                           if (auto text = reading.text(node.items[i], itemName(member, i))) texts.push_back(*text);
                       }
                       return texts;
                   });
    }
    /// `choices`: the texts with the values that they stand for.
    template <typename E>
    Member<T>& choice(std::string name, E T::*field, const std::vector<std::pair<std::string_view, E>>& choices,
                      std::string_view description) {
        std::vector<std::string> texts;
        for (const auto& entry : choices) texts.emplace_back(entry.first);
        return add(
            std::move(name), field, {{"type", "string"}, {"enum", texts}}, description,
            [=](const JsonNode& node, Reading& reading, std::string_view member) -> std::optional<E> {
                const auto index = reading.choice(node, member, texts);
                return index ? std::optional<E>(choices[*index].second) : std::nullopt;
            },
            [=](const E& value) {
                for (const auto& entry : choices) {
                    if (entry.second == value) return Json(entry.first);
                }
                return Json();
            });
    }
    template <typename U>
    Member<T>& object(std::string name, U T::*field, const Members<U>& members, std::string_view description) {
        return add(
            std::move(name), field, members.schema(), description,
            [&members](const JsonNode& node, Reading& reading, std::string_view member) -> std::optional<U> {
                if (!reading.isObject(node, member)) return std::nullopt;
                return members.read(node, reading);
            },
            [&members](const U& value) { return members.write(value); });
    }
    /// A list of objects. An item that cannot be read stays as one without a name, so that positions still agree with
    /// the text.
    template <typename U>
    Member<T>& list(std::string name, std::vector<U> T::*field, const Members<U>& members,
                    std::string_view description) {
        return add(
            std::move(name), field, {{"type", "array"}, {"items", members.schema()}}, description,
            [&members](const JsonNode& node, Reading& reading,
                       std::string_view member) -> std::optional<std::vector<U>> {
                if (!reading.isArray(node, member)) return std::nullopt;
                std::vector<U> items;
                items.reserve(node.items.size());
                for (std::size_t i = 0; i < node.items.size(); ++i) {
                    const bool isObject = reading.isObject(node.items[i], itemName(member, i));
                    items.push_back(isObject ? members.read(node.items[i], reading) : members.defaults());
                }
                return items;
            },
            [&members](const std::vector<U>& items) {
                Json json = Json::array();
                for (const U& item : items) json.push_back(members.write(item));
                return json;
            });
    }
    /// A member that always reads the same and is no part of the value; `check` looks at what a document gives.
    Member<T>& constant(std::string name, Json value, Json schema, std::string_view description,
                        std::function<void(const JsonNode&, Reading&)> check) {
        schema["description"] = description;
        return m_members.emplace_back(
            Member<T>{std::move(name),
                      std::move(schema),
                      [check](const JsonNode& node, Reading& reading, T&) { check(node, reading); },
                      [value](const T&) { return value; },
                      [](const T&, const T&) { return false; },
                      false,
                      {},
                      {}});
    }

    const T& defaults() const { return m_defaults; }

    T read(const JsonNode& object, Reading& reading) const {
        T value = m_defaults;
        for (const Member<T>& member : m_members) {
            const JsonNode* node = object.find(member.name);
            if (node && (!member.applies || member.applies(value))) member.read(*node, reading, value);
            if (!node && member.isRequired) reading.missing(object, member.name, m_what);
        }
        sayStrangers(object, reading, value);
        return value;
    }

    Json write(const T& value) const {
        Json json = Json::object();
        for (const Member<T>& member : m_members) {
            if (member.applies && !member.applies(value)) continue;
            if (member.isRequired || !member.same(value, m_defaults)) json[member.name] = member.write(value);
        }
        return json;
    }

    Json schema() const {
        Json properties = Json::object();
        Json required = Json::array();
        for (const Member<T>& member : m_members) {
            properties[member.name] = member.schema;
            if (member.isRequired) required.push_back(member.name);
        }
        Json json = {{"type", "object"}, {"properties", std::move(properties)}};
        if (!required.empty()) json["required"] = std::move(required);
        return json;
    }

private:
    template <typename V, typename Read>
    Member<T>& add(std::string name, V T::*field, Json schema, std::string_view description, Read read) {
        return add(std::move(name), field, std::move(schema), description, std::move(read),
                   [](const V& value) { return Json(value); });
    }
    template <typename V, typename Read, typename Write>
    Member<T>& add(std::string name, V T::*field, Json schema, std::string_view description, Read read, Write write) {
        schema["description"] = description;
        return m_members.emplace_back(Member<T>{name,
                                                std::move(schema),
                                                [=](const JsonNode& node, Reading& reading, T& value) {
                                                    if (auto got = read(node, reading, name))
                                                        value.*field = static_cast<V>(std::move(*got));
                                                },
                                                [=](const T& value) { return write(value.*field); },
                                                [=](const T& a, const T& b) { return a.*field == b.*field; },
                                                false,
                                                {},
                                                {}});
    }

    static std::string bounded(std::string_view description, Duration low, Duration high) {
        return std::string(description) + " From " + formatDuration(low) + " to " + formatDuration(high) + ".";
    }

    void sayStrangers(const JsonNode& object, Reading& reading, const T& value) const {
        std::set<std::string_view> seen;
        for (const JsonNode::Member& given : object.members) {
            if (!seen.insert(given.name).second) {
                reading.twice(given);
                continue;
            }
            const auto known = std::find_if(m_members.begin(), m_members.end(),
                                            [&](const Member<T>& member) { return member.name == given.name; });
            if (known == m_members.end())
                reading.unknown(given, m_what, names());
            else if (known->applies && !known->applies(value))
                reading.idle(given, known->whose);
        }
    }

    std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const Member<T>& member : m_members) all.push_back(member.name);
        return all;
    }

    std::string m_what;
    T m_defaults;
    std::vector<Member<T>> m_members;
};

} // namespace twinflow::deployment
