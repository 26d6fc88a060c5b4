// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "json_record.h"

namespace twinflow::test {

using query::Scalar;

namespace {

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

Scalar legacyName(std::string_view type) {
    if (type == "microsoft.iot.telemetry") return Scalar("DigitalTwinTelemetryMessages");
    if (type == "Microsoft.DigitalTwins.Twin.Update") return Scalar("DigitalTwinChangeNotification");
    if (type.starts_with("Microsoft.DigitalTwins.Twin.")) return Scalar("DigitalTwinLifecycleNotification");
    if (type.starts_with("Microsoft.")) return Scalar("DigitalTwinRelationshipChangeNotification");
    return Scalar();
}

} // namespace

std::string_view JsonRecord::attribute(std::string_view name) const {
    const JsonNode* node = m_event.find(name);
    return node ? std::string_view(node->text) : std::string_view();
}

Scalar JsonRecord::value(const query::Field& field) const {
    if (field.attribute == query::Attribute::unknown) return Scalar();
    if (field.attribute == query::Attribute::eventType) return legacyName(attribute("type"));
    if (field.attribute != query::Attribute::body) return Scalar(attribute(attributeName(field.attribute)));
    const JsonNode* node = m_event.find("data");
    for (const std::string& name : field.path) node = node && node->isObject() ? node->find(name) : nullptr;
    return node ? scalarOf(*node) : Scalar();
}

} // namespace twinflow::test
