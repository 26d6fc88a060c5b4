// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/mapping_function.h"

#include "functions/number_value.h"
#include "functions/units.h"

#include <simdjson.h>

#include <cmath>

namespace twinflow::functions {

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

/// A rule made ready for its messages.
struct Step {
    const MappingRule* rule = nullptr;
    bool computes = false; ///< takes numbers only
    Conversion convert;
};

/// Null where the value is none or is of the wrong type.
Value valueOf(const Step& step, const element& value) {
    if (step.computes) {
        double number = 0;
        if (value.get_double().get(number) != simdjson::SUCCESS) return {};
        const double computed = step.convert(number * step.rule->scale + step.rule->offset);
        return std::isfinite(computed) ? numberValue(computed) : Value();
    }
    switch (value.type()) {
    case element_type::INT64:
        return Value(value.get_int64().value_unsafe());
    case element_type::UINT64: // beyond 63 bits
        return Value(static_cast<double>(value.get_uint64().value_unsafe()));
    case element_type::DOUBLE:
        return numberValue(value.get_double().value_unsafe());
    case element_type::STRING:
        return Value(value.get_string().value_unsafe());
    case element_type::BOOL:
        return Value(value.get_bool().value_unsafe());
    case element_type::OBJECT:
        return Value::json(Value::Kind::object, simdjson::minify(value));
    case element_type::ARRAY:
        return Value::json(Value::Kind::array, simdjson::minify(value));
    case element_type::NULL_VALUE:
        break;
    }
    return {};
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
        return map(device, body, m_settings.publishTelemetry ? simdjson::minify(body) : std::string());
    }

    std::optional<Invocation> invokeDirect(std::string_view device, std::string_view body, Instant) override {
        element root;
        // What is wrong with a body is said by the long way, to which it is left.
        if (body.starts_with("\xef\xbb\xbf") || m_parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS)
            return std::nullopt;
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

    Invocation map(std::string_view device, const element& body, std::string_view text) {
        if (!body.is_object() && !body.is_array()) return unreadable(device);
        m_writes.clear();
        for (std::size_t i = 0; i < m_steps.size(); ++i) {
            const Step& step = m_steps[i];
            element found;
            if (body.at_pointer(step.rule->from).get(found) != simdjson::SUCCESS || found.is_null()) {
                ++m_counts[i].missing;
                continue;
            }
            Value value = valueOf(step, found);
            if (value.isNull()) {
                ++m_counts[i].wrongType;
                noteWrongType(device, *step.rule);
                continue;
            }
            ++m_counts[i].found;
            m_writes.push_back({PropertyWrite::Op::add, step.rule->to, std::move(value)});
        }
        Result<void> done;
        if (!m_writes.empty()) done = m_host.patchProperties(device, m_writes);
        if (done && m_settings.publishTelemetry) done = m_host.publishMessage(device, text);
        if (done) return {};
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
    std::vector<PropertyWrite> m_writes; // reused
};

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
            if (isPointer(*pointer)) continue;
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
