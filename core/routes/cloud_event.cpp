// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/cloud_event.h"

#include "events/dress.h"
#include "events/event.h"
#include "routes/known_values.h"

namespace twinflow::routes {

using query::Attribute;
using query::Scalar;

namespace {

std::string_view textOf(const JsonNode& object, std::string_view name) {
    const JsonNode* member = object.find(name);
    return member && member->isString() ? std::string_view(member->text) : std::string_view();
}

Scalar scalarOf(const JsonNode& node) {
    switch (node.kind) {
    case JsonNode::Kind::null:
        return Scalar(Scalar::Kind::null);
    case JsonNode::Kind::boolean:
        return Scalar(node.boolean);
    case JsonNode::Kind::string:
        return Scalar(std::string_view(node.text));
    case JsonNode::Kind::integer: {
        std::int64_t integer = 0;
        return node.asInteger(integer) ? Scalar(integer) : Scalar(node.number());
    }
    case JsonNode::Kind::real:
        return Scalar(node.number());
    case JsonNode::Kind::array:
    case JsonNode::Kind::object:
        break;
    }
    return Scalar(Scalar::Kind::composite);
}

Scalar legacyType(std::string_view type) {
    for (std::size_t i = 0; i < events::kEventTypes; ++i) {
        const auto known = static_cast<events::EventType>(i);
        if (events::typeName(known) == type) return Scalar(legacyName(known));
    }
    return Scalar();
}

} // namespace

Result<CloudEventRecord> CloudEventRecord::of(const JsonNode& event) {
    CloudEventRecord record;
    const bool envelope = event.isObject() && event.find("type") == nullptr && event.find("eventType") != nullptr;
    const JsonNode* type = event.isObject() ? event.find(envelope ? "eventType" : "type") : nullptr;
    if (!type || !type->isString()) {
        return refuse(fault("routes-event-invalid", "This is no event: it has no text 'type'.")
                          .withHint(say("Give a CloudEvent as JSON: {\"type\": …, \"source\": …, \"subject\": …, "
                                        "\"data\": {…}}.")));
    }
    record.m_type = type->text;
    const JsonNode* data = event.find("data");
    if (!envelope || record.m_type != events::typeName(events::EventType::telemetry))
        record.m_subject = Scalar(textOf(event, "subject"));
    if (!envelope) {
        record.m_source = Scalar(textOf(event, "source"));
        record.m_dataSchema = textOf(event, "dataschema");
        record.m_contentType = textOf(event, "datacontenttype");
        record.m_specVersion = textOf(event, "specversion");
        record.m_body = data;
        return record;
    }
    record.m_specVersion = events::Dress::kSpecVersion;
    if (data && data->isObject()) {
        record.m_dataSchema = textOf(*data, "dataschema");
        record.m_contentType = textOf(*data, "contenttype");
        record.m_body = data->find("data");
    }
    return record;
}

Scalar CloudEventRecord::value(const query::Field& field) const {
    switch (field.attribute) {
    case Attribute::type:
        return Scalar(m_type);
    case Attribute::source:
        return m_source;
    case Attribute::subject:
        return m_subject;
    case Attribute::dataSchema:
        return Scalar(m_dataSchema);
    case Attribute::dataContentType:
        return Scalar(m_contentType);
    case Attribute::specVersion:
        return Scalar(m_specVersion);
    case Attribute::eventType:
        return legacyType(m_type);
    case Attribute::unknown:
        return Scalar();
    case Attribute::body:
        break;
    }
    const JsonNode* node = m_body;
    for (const std::string& name : field.path) node = node && node->isObject() ? node->find(name) : nullptr;
    return node ? scalarOf(*node) : Scalar();
}

} // namespace twinflow::routes
