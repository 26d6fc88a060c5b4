// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/mapping_function.h"

#include "base/ascii.h"
#include "base/json_scan.h"
#include "functions/message_shape.h"
#include "functions/number_value.h"
#include "functions/units.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace twinflow::functions {

namespace {

using query::Scalar;
using simdjson::dom::element;
using simdjson::dom::element_type;

/// A rule made ready for its messages.
struct Step {
    const MappingRule* rule = nullptr;
    bool computes = false; ///< takes numbers only
    Conversion convert;
    Value lastText = {}; ///< that it wrote
};

/// The value as the rule wants it, null where it is of the wrong type.
Value valueOf(const Step& step, const Scalar& scalar) {
    if (step.computes) {
        if (!scalar.isNumber()) return {};
        const double computed = step.convert(scalar.number() * step.rule->scale + step.rule->offset);
        return std::isfinite(computed) ? numberValue(computed) : Value();
    }
    switch (scalar.kind) {
    case Scalar::Kind::boolean:
        return Value(scalar.boolean);
    case Scalar::Kind::integer:
        return Value(scalar.integer);
    case Scalar::Kind::real:
        return numberValue(scalar.real);
    case Scalar::Kind::text:
        return Value(scalar.text);
    case Scalar::Kind::missing:
    case Scalar::Kind::null:
    case Scalar::Kind::composite:
        break;
    }
    return {};
}

Scalar scalarOf(const element& value) {
    switch (value.type()) {
    case element_type::INT64:
        return Scalar(std::int64_t{value.get_int64().value_unsafe()});
    case element_type::UINT64: // beyond 63 bits
        return Scalar(static_cast<double>(value.get_uint64().value_unsafe()));
    case element_type::DOUBLE:
        return Scalar(value.get_double().value_unsafe());
    case element_type::STRING:
        return Scalar(value.get_string().value_unsafe());
    case element_type::BOOL:
        return Scalar(value.get_bool().value_unsafe());
    case element_type::NULL_VALUE:
        return Scalar(Scalar::Kind::null);
    case element_type::OBJECT:
    case element_type::ARRAY:
        break;
    }
    return Scalar(Scalar::Kind::composite);
}

class MappingFunction final : public Function {
public:
    MappingFunction(const FunctionSettings& settings, FunctionHost& host)
        : m_settings(settings)
        , m_host(host)
        , m_counts(settings.mapping.size()) {}

    /// Before the first call.
    Result<void> prepare() {
        for (const MappingRule& rule : m_settings.mapping) {
            Step step{&rule, rule.scale != 1 || rule.offset != 0, {}};
            if (!rule.fromUnit.empty() || !rule.toUnit.empty()) {
                auto convert = conversion(rule.fromUnit, rule.toUnit);
                if (!convert) return refuse(std::move(convert.error()));
                step.convert = *convert;
                step.computes = true;
            }
            m_steps.push_back(step);
            m_pointers.push_back(rule.from);
        }
        m_writes.reserve(m_steps.size());
        return {};
    }

    Invocation invoke(std::string_view input, Instant) override {
        element event;
        if (m_parser.parse(input.data(), input.size()).get(event) != simdjson::SUCCESS) {
            return threw(fault("functions-input-invalid", "What '{0}' was given is not valid JSON.", m_settings.name));
        }
        std::string_view device;
        if (event.at_pointer("/data/systemProperties/iothub-connection-device-id").get(device) != simdjson::SUCCESS) {
            return threw(
                fault("functions-input-invalid", "What '{0}' was given is not a device message.", m_settings.name)
                    .withHint(say("A mapping is coupled to a hub; use a script behind an endpoint.")));
        }
        element body;
        if (event.at_pointer("/data/body").get(body) != simdjson::SUCCESS) return unreadable(device);
        if (!m_settings.publishTelemetry) return *map(device, body, {});
        const std::string_view text = bodyOf(input);
        return text.empty() ? unreadable(device) : *map(device, body, text);
    }

    std::optional<Invocation> invokeDirect(std::string_view device, std::string_view body, Instant) override {
        for (const MessageShape& shape : m_shapes) {
            if (!shape.read(body, m_read)) continue;
            m_patience = 1;
            m_writes.clear();
            for (std::size_t i = 0; i < m_steps.size(); ++i) take(i, m_read[i], device);
            return write(device, body);
        }
        element root;
        // What is wrong with a body is said by the long way, to which it is left.
        if (body.starts_with("\xef\xbb\xbf") || m_parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS)
            return std::nullopt;
        if (root.is_object()) learn(body);
        return map(device, root, body);
    }

    const FunctionSettings& settings() const override { return m_settings; }
    std::vector<RuleCounts> ruleCounts() const override { return m_counts; }

private:
    static Invocation threw(Error error) { return {Invocation::Result::threw, std::move(error)}; }

    Invocation unreadable(std::string_view device) const {
        return threw(fault("functions-body-unreadable", "'{0}' cannot read the body of a message from device '{1}'.",
                           m_settings.name, device)
                         .withHint(say("Have the device send a JSON object with content type application/json and "
                                       "content encoding utf-8.")));
    }

    /// The body as it stands in the event, which is known to be JSON; empty where a name on the way has escapes.
    std::string_view bodyOf(std::string_view event) {
        m_event = simdjson::padded_string(event);
        std::string_view body;
        simdjson::ondemand::document document;
        if (m_textParser.iterate(m_event).get(document) != simdjson::SUCCESS ||
            document.at_pointer("/data/body").raw_json_token().get(body) != simdjson::SUCCESS)
            return {};
        const char* const end = skipJsonValue(body.data(), m_event.data() + m_event.size());
        return {body.data(), static_cast<std::size_t>(end - body.data())};
    }

    /// Bodies of ever new shapes are looked at ever more seldom.
    void learn(std::string_view body) {
        if (++m_strange < m_patience) return;
        m_strange = 0;
        m_patience = std::min(2 * m_patience, kMostPatience);
        MessageShape shape;
        if (!shape.learn(body, m_pointers)) return; // it would only take the place of one that serves
        m_shapes[m_oldest] = std::move(shape);
        m_oldest = (m_oldest + 1) % m_shapes.size();
    }

    std::optional<Invocation> map(std::string_view device, const element& body, std::string_view text) {
        if (!body.is_object() && !body.is_array()) return unreadable(device);
        m_writes.clear();
        for (std::size_t i = 0; i < m_steps.size(); ++i) {
            element found;
            if (body.at_pointer(m_steps[i].rule->from).get(found) != simdjson::SUCCESS) {
                ++m_counts[i].missing;
            } else if (const bool object = found.is_object(); !m_steps[i].computes && (object || found.is_array())) {
                take(i, Value::json(object ? Value::Kind::object : Value::Kind::array, simdjson::minify(found)));
            } else {
                take(i, scalarOf(found), device);
            }
        }
        return write(device, text);
    }

    void take(std::size_t rule, Value value) {
        ++m_counts[rule].found;
        m_writes.push_back({PropertyWrite::Op::add, m_steps[rule].rule->to, std::move(value)});
    }
    void take(std::size_t rule, const Scalar& scalar, std::string_view device) {
        Step& step = m_steps[rule];
        if (scalar.kind == Scalar::Kind::missing || scalar.kind == Scalar::Kind::null) {
            ++m_counts[rule].missing;
            return;
        }
        if (scalar.isText() && step.lastText.isText() && step.lastText.text() == scalar.text) {
            take(rule, step.lastText); // a state seldom changes, and its text is shared then
            return;
        }
        Value value = valueOf(step, scalar);
        if (value.isNull()) {
            ++m_counts[rule].wrongType;
            noteWrongType(device, *step.rule);
            return;
        }
        if (scalar.isText()) step.lastText = value;
        take(rule, std::move(value));
    }

    /// As optional, so that it is made where it is wanted: an Error is large.
    std::optional<Invocation> write(std::string_view device, std::string_view text) {
        Result<void> done;
        if (!m_writes.empty()) done = m_host.patchProperties(device, m_writes);
        if (done && m_settings.publishTelemetry) done = m_host.publishMessage(device, text);
        if (done) return std::optional<Invocation>(std::in_place);
        return threw(fault("functions-threw", "'{0}' could not update twin '{1}': {2}", m_settings.name, device,
                           done.error().what.str())
                         .withHint(done.error().hint));
    }

    void noteWrongType(std::string_view device, const MappingRule& rule) {
        m_host.note(fault("functions-mapping-type",
                          "'{0}' skipped '{1}' of a message from device '{2}', as it is no number to compute with.",
                          m_settings.name, rule.from, device)
                        .withHint(say("Have the device send a number, or map it without scale, offset and units."))
                        .as(Severity::warning));
    }

    FunctionSettings m_settings;
    FunctionHost& m_host;
    std::vector<Step> m_steps; // of each rule
    std::vector<RuleCounts> m_counts;
    simdjson::dom::parser m_parser;
    simdjson::ondemand::parser m_textParser;
    simdjson::padded_string m_event;     // that the text of a body lies in
    std::vector<PropertyWrite> m_writes; // reused

    static constexpr std::size_t kMostPatience = 1024;
    std::vector<std::string> m_pointers; // of the rules
    std::array<MessageShape, 4> m_shapes;
    std::vector<Scalar> m_read; // by rule; reused
    std::size_t m_oldest = 0;   // of the shapes
    std::size_t m_strange = 0;  // bodies of other shapes since one was learnt
    std::size_t m_patience = 1; // so many of them before one is learnt
};

/// An index of an array that would not fit into 64 bits, and would be another one by then.
bool hasHugeIndex(std::string_view pointer) {
    constexpr std::size_t kMostDigits = 19;
    for (std::size_t slash = 0; slash < pointer.size();) {
        const std::size_t next = std::min(pointer.find('/', slash + 1), pointer.size());
        const std::string_view token = pointer.substr(slash + 1, next - slash - 1);
        if (token.size() > kMostDigits && std::all_of(token.begin(), token.end(), isDigit)) return true;
        slash = next;
    }
    return false;
}

bool isPointer(std::string_view text) {
    if (text.empty() || text.front() != '/') return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '~' && (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1'))) return false;
    }
    return simdjson::validate_utf8(text.data(), text.size());
}

} // namespace

Result<std::unique_ptr<Function>> makeMapping(const FunctionSettings& settings, FunctionHost& host) {
    for (const MappingRule& rule : settings.mapping) {
        for (const std::string* pointer : {&rule.from, &rule.to}) {
            if (isPointer(*pointer)) {
                if (!hasHugeIndex(*pointer)) continue;
                return refuse(fault("functions-mapping-invalid",
                                    "'{0}' in the mapping of '{1}' has an index of more than 19 digits.", *pointer,
                                    settings.name)
                                  .withHint(say("Count the items of an array from 0.")));
            }
            return refuse(
                fault("functions-mapping-invalid", "'{0}' in the mapping of '{1}' is not a JSON pointer.", *pointer,
                      settings.name)
                    .withHint(say("Write a path such as /temperature, with ~1 for / and ~0 for ~ in a name.")));
        }
        if (!std::isfinite(rule.scale) || !std::isfinite(rule.offset)) {
            return refuse(fault("functions-mapping-invalid",
                                "Scale or offset of '{0}' in the mapping of '{1}' is not a number.", rule.from,
                                settings.name)
                              .withHint(say("Use finite numbers.")));
        }
    }
    auto mapping = std::make_unique<MappingFunction>(settings, host);
    if (auto prepared = mapping->prepare(); !prepared) return refuse(std::move(prepared.error()));
    return mapping;
}

} // namespace twinflow::functions
