// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/known_values.h"

#include "events/dress.h"

namespace twinflow::routes {

using events::EventType;
using query::Attribute;
using query::Scalar;

std::string_view legacyName(EventType type) {
    switch (type) {
    case EventType::twinCreate:
    case EventType::twinDelete:
        return "DigitalTwinLifecycleNotification";
    case EventType::twinUpdate:
        return "DigitalTwinChangeNotification";
    case EventType::relationshipCreate:
    case EventType::relationshipUpdate:
    case EventType::relationshipDelete:
        return "DigitalTwinRelationshipChangeNotification";
    case EventType::telemetry:
        return "DigitalTwinTelemetryMessages";
    case EventType::message: // no route sees one
        break;
    }
    return {};
}

std::optional<Scalar> knownValue(EventType type, const query::Field& field) {
    switch (field.attribute) {
    case Attribute::type:
        return Scalar(events::typeName(type));
    case Attribute::eventType:
        return Scalar(legacyName(type));
    case Attribute::specVersion:
        return Scalar(events::Dress::kSpecVersion);
    case Attribute::dataContentType:
        return Scalar(events::Dress::kContentType);
    case Attribute::dataSchema:
        if (type == EventType::telemetry) return std::nullopt;
        return Scalar(std::string_view()); // absent attributes are empty for filters (adt-facts 3.2)
    case Attribute::unknown:
        return Scalar();
    case Attribute::body: {
        if (type != EventType::twinUpdate && type != EventType::relationshipUpdate) return std::nullopt;
        if (field.path.empty()) return Scalar(Scalar::Kind::composite);
        if (field.path.size() > 1) return Scalar();
        if (field.path.front() == "modelId") return std::nullopt;
        return field.path.front() == "patch" ? Scalar(Scalar::Kind::composite) : Scalar();
    }
    case Attribute::source:
    case Attribute::subject:
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace twinflow::routes
