// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/event_reader.h"

#include "base/json_text.h"
#include "functions/qt_text.h"

#include <simdjson.h>

#include <string>
#include <unordered_map>
#include <vector>

namespace twinflow::functions {

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using simdjson::dom::element_type;
using simdjson::dom::object;

/// The names and nesting of a value, and its scalars in order. Each name goes in behind a mark and with its length, so
/// that two shapes never share a key.
class ShapeWalk {
public:
    ShapeWalk(std::string& key, std::vector<element>& values)
        : m_key(key)
        , m_values(values) {}

    /// False when the value is to be left to JSON.parse.
    bool walk(const element& value) {
        switch (value.type()) {
        case element_type::OBJECT: {
            const object members = value.get_object().value_unsafe();
            m_key += '{';
            for (const auto field : members) {
                if (field.key == "__proto__") return false; // a literal would set the prototype
                const auto size = static_cast<std::uint32_t>(field.key.size());
                m_key += ':'; // without it a length could be taken for the end of an object
                m_key.append(reinterpret_cast<const char*>(&size), sizeof size);
                m_key += field.key;
                if (!walk(field.value)) return false;
            }
            m_key += '}';
            return true;
        }
        case element_type::ARRAY: {
            const array items = value.get_array().value_unsafe();
            m_key += '[';
            for (const element item : items) {
                if (!walk(item)) return false;
            }
            m_key += ']';
            return true;
        }
        default:
            if (m_values.size() == EventReader::kMaxValues) return false;
            m_key += '_';
            m_values.push_back(value);
            return true;
        }
    }

private:
    std::string& m_key;
    std::vector<element>& m_values;
};

/// The literal of a value's shape: {"a":v0,"b":[v1]}.
void appendLiteral(std::string& out, const element& value, std::size_t& count) {
    bool first = true;
    const auto separate = [&] {
        if (!first) out += ',';
        first = false;
    };
    switch (value.type()) {
    case element_type::OBJECT: {
        const object members = value.get_object().value_unsafe();
        out += '{';
        for (const auto field : members) {
            separate();
            appendJsonString(out, field.key);
            out += ':';
            appendLiteral(out, field.value, count);
        }
        out += '}';
        return;
    }
    case element_type::ARRAY: {
        const array items = value.get_array().value_unsafe();
        out += '[';
        for (const element item : items) {
            separate();
            appendLiteral(out, item, count);
        }
        out += ']';
        return;
    }
    default:
        out += 'v' + std::to_string(count++);
    }
}

} // namespace

struct EventReader::Shape {
    struct Last {
        std::string text;
        QJSValue string; ///< undefined until the text came twice in a row
    };
    QJSValue make;           ///< undefined when the engine did not take the literal
    std::vector<Last> lasts; ///< of each value
};

struct EventReader::Parts {
    simdjson::dom::parser parser;
    element root;
    std::string key;
    std::vector<element> values;
    std::unordered_map<std::string, Shape> shapes; // never iterated
};

EventReader::EventReader(QJSEngine& engine)
    : m_engine(engine)
    , m_parts(std::make_unique<Parts>()) {}
EventReader::~EventReader() = default;

QJSValue EventReader::read(std::string_view text) {
    Parts& parts = *m_parts;
    if (parts.parser.parse(text.data(), text.size()).get(parts.root) != simdjson::SUCCESS || !parts.root.is_object())
        return {};
    parts.key.clear();
    parts.values.clear();
    if (!ShapeWalk(parts.key, parts.values).walk(parts.root)) return {};
    auto place = parts.shapes.find(parts.key);
    if (place == parts.shapes.end()) {
        if (parts.shapes.size() == kMaxShapes) return {};
        place = parts.shapes.emplace(parts.key, Shape{}).first;
        compile(place->second);
    }
    Shape& shape = place->second;
    if (shape.make.isUndefined()) return {};
    QJSValueList arguments;
    arguments.reserve(static_cast<qsizetype>(parts.values.size()));
    for (std::size_t i = 0; i < parts.values.size(); ++i) arguments.push_back(argument(shape, i));
    return shape.make.call(arguments);
}

void EventReader::compile(Shape& shape) {
    std::string literal;
    std::size_t count = 0;
    appendLiteral(literal, m_parts->root, count);
    std::string source = "(function(";
    for (std::size_t i = 0; i < count; ++i) source += (i > 0 ? ",v" : "v") + std::to_string(i);
    source += "){return " + literal + ";})";
    shape.lasts.resize(count);
    QJSValue make = m_engine.evaluate(toQString(source));
    if (make.isCallable()) shape.make = std::move(make);
}

QJSValue EventReader::argument(Shape& shape, std::size_t index) {
    const element& value = m_parts->values[index];
    switch (value.type()) {
    case element_type::STRING: {
        const std::string_view text = value.get_string().value_unsafe();
        Shape::Last& last = shape.lasts[index];
        if (last.text != text || text.empty()) {
            last.text = text;
            last.string = QJSValue();
            return QJSValue(toQString(text));
        }
        if (last.string.isUndefined()) last.string = m_engine.toScriptValue(toQString(text));
        return last.string;
    }
    case element_type::INT64:
        return QJSValue(static_cast<double>(value.get_int64().value_unsafe()));
    case element_type::UINT64:
        return QJSValue(static_cast<double>(value.get_uint64().value_unsafe()));
    case element_type::DOUBLE:
        return QJSValue(value.get_double().value_unsafe());
    case element_type::BOOL:
        return QJSValue(value.get_bool().value_unsafe());
    default:
        return QJSValue(QJSValue::NullValue);
    }
}

} // namespace twinflow::functions
