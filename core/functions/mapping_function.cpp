// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "functions/mapping_function.h"

#include "base/json_text.h"

#include <simdjson.h>

#include <cmath>

namespace twinflow::functions {

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

void appendScaled(std::string& out, const MappingRule& rule, double number) {
    appendJsonNumber(out, number * rule.scale + rule.offset);
}

void appendValue(std::string& out, const MappingRule& rule, const element& value) {
    const bool scaled = rule.scale != 1 || rule.offset != 0;
    switch (value.type()) {
    case element_type::INT64: {
        const std::int64_t number = value.get_int64().value_unsafe();
        return scaled ? appendScaled(out, rule, static_cast<double>(number)) : appendJsonNumber(out, number);
    }
    case element_type::UINT64: {
        const std::uint64_t number = value.get_uint64().value_unsafe();
        return scaled ? appendScaled(out, rule, static_cast<double>(number)) : appendJsonNumber(out, number);
    }
    case element_type::DOUBLE:
        return appendScaled(out, rule, value.get_double().value_unsafe());
    case element_type::STRING:
        return appendJsonString(out, value.get_string().value_unsafe());
    default:
        out += simdjson::minify(value);
    }
}

class MappingFunction final : public Function {
public:
    MappingFunction(const FunctionSettings& settings, FunctionHost& host)
        : m_settings(settings)
        , m_host(host) {
        m_paths.reserve(settings.mapping.size());
        for (const MappingRule& rule : settings.mapping) {
            std::string& head = m_paths.emplace_back(R"({"op":"add","path":)");
            appendJsonString(head, rule.to);
            head += R"(,"value":)";
        }
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
        return map(device, body);
    }

    std::optional<Invocation> invokeDirect(std::string_view device, std::string_view body, Instant) override {
        element root;
        if (m_parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS) return unreadable(device);
        return map(device, root);
    }

    const FunctionSettings& settings() const override { return m_settings; }

private:
    static Invocation threw(Error error) { return {Invocation::Result::threw, std::move(error)}; }

    Invocation unreadable(std::string_view device) const {
        return threw(fault("functions-body-unreadable", "'{0}' cannot read the body of a message from device '{1}'.",
                           m_settings.name, device)
                         .withHint(say("Have the device send a JSON object with content type application/json and "
                                       "content encoding utf-8.")));
    }

    Invocation map(std::string_view device, const element& body) {
        if (!body.is_object() && !body.is_array()) return unreadable(device);
        m_patch = "[";
        for (std::size_t i = 0; i < m_paths.size(); ++i) {
            const MappingRule& rule = m_settings.mapping[i];
            element value;
            if (body.at_pointer(rule.from).get(value) != simdjson::SUCCESS || value.is_null()) continue;
            if (m_patch.size() > 1) m_patch += ',';
            m_patch += m_paths[i];
            appendValue(m_patch, rule, value);
            m_patch += '}';
        }
        if (m_patch.size() == 1) return {};
        m_patch += ']';
        const auto done = m_host.updateDigitalTwin(device, m_patch);
        if (done) return {};
        return threw(fault("functions-threw", "'{0}' could not update twin '{1}': {2}", m_settings.name, device,
                           done.error().what.str())
                         .withHint(done.error().hint));
    }

    FunctionSettings m_settings;
    FunctionHost& m_host;
    std::vector<std::string> m_paths; // of each rule, its operation up to the value
    simdjson::dom::parser m_parser;
    std::string m_patch; // reused
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
    return std::make_unique<MappingFunction>(settings, host);
}

} // namespace twinflow::functions
