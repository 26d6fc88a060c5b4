// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/payload_reader.h"

#include <simdjson.h>

namespace twinflow::downstream {

struct PayloadReader::Parser {
    /// Valid until the next parse, as its root.
    simdjson::simdjson_result<simdjson::dom::element> parse(std::string_view json) {
        padded.assign(json);
        padded.append(simdjson::SIMDJSON_PADDING, ' ');
        return parser.parse(padded.data(), json.size(), false);
    }

    simdjson::dom::parser parser;
    std::string padded;
};

PayloadReader::PayloadReader()
    : m_parser(std::make_unique<Parser>()) {}
PayloadReader::~PayloadReader() = default;

bool PayloadReader::readFlat(std::string_view json) {
    using simdjson::dom::element_type;
    simdjson::dom::object object;
    if (m_parser->parse(json).get(object) != simdjson::SUCCESS) return false;
    for (const auto member : object) {
        const simdjson::dom::element value = member.value;
        Value& read = m_members.emplace_back(Member{member.key, {}}).value;
        switch (value.type()) {
        case element_type::NULL_VALUE:
            break;
        case element_type::BOOL:
            read = Value(bool(value));
            break;
        case element_type::INT64:
            read = Value(std::int64_t(value));
            break;
        case element_type::UINT64:
            read = Value(double(value));
            break; // beyond a signed integer, as JsonNode reads it
        case element_type::DOUBLE:
            read = Value(double(value));
            break;
        case element_type::STRING:
            read = Value(std::string_view(value));
            break;
        case element_type::OBJECT:
        case element_type::ARRAY:
            return false;
        }
    }
    return true;
}

Result<std::span<const PayloadReader::Member>> PayloadReader::members(std::string_view json) {
    m_members.clear();
    if (readFlat(json)) return m_members;
    m_members.clear();
    Result<JsonDocument> document = JsonDocument::parse(std::string(json), {});
    if (!document) return refuse(std::move(document.error()));
    if (!document->root().isObject()) {
        return refuse(fault("downstream-payload-invalid", "This is not a JSON object."));
    }
    m_document = std::move(*document);
    for (const JsonNode::Member& member : m_document->root().members) {
        m_members.push_back({member.name, member.value.value()});
    }
    return m_members;
}

Result<void> PayloadReader::append(std::string& out, std::string_view json) {
    if (m_parser->parse(json).error() != simdjson::SUCCESS) {
        const Result<JsonDocument> document = JsonDocument::parse(std::string(json), {});
        if (!document) return refuse(document.error());
    }
    out += json;
    return {};
}

} // namespace twinflow::downstream
