// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/system_properties.h"

#include "ingress/message_body.h"
#include "ingress/names.h"

#include <algorithm>
#include <array>

namespace twinflow::ingress {

namespace {

struct Names {
    SystemProperty property;
    std::string_view keyword;
    std::string_view eventGrid;
    std::string_view eventHub;
    std::string_view storage;
};

using P = SystemProperty;

/// In the order in which they are written. The names are those of the service's table "System property names"; what it
/// does not list there (creation time, message source) has its wire name everywhere.
constexpr std::array<Names, 13> kNames = {{
    {P::messageId, "messageId", "message-id", "message-id", "messageId"},
    {P::correlationId, "correlationId", "correlation-id", "correlation-id", "correlationId"},
    {P::userId, "userId", "user-id", "user-id", "userId"},
    {P::contentType, "contentType", "iothub-content-type", "content-type", "contentType"},
    {P::contentEncoding, "contentEncoding", "iothub-content-encoding", "content-encoding", "contentEncoding"},
    {P::creationTime, "creation-time-utc", "iothub-creation-time-utc", "iothub-creation-time-utc",
     "iothub-creation-time-utc"},
    {P::dataSchema, "dt-dataschema", "dt-dataschema", "dt-dataschema", "dt-dataschema"},
    {P::component, "dt-subject", "dt-subject", "dt-subject", "dt-subject"},
    {P::connectionDeviceId, "connectionDeviceId", "iothub-connection-device-id", "iothub-connection-device-id",
     "connectionDeviceId"},
    {P::connectionAuthMethod, "connectionAuthMethod", "iothub-connection-auth-method", "iothub-connection-auth-method",
     "connectionAuthMethod"},
    {P::connectionAuthGenerationId, "connectionDeviceGenerationId", "iothub-connection-auth-generation-id",
     "iothub-connection-auth-generation-id", "connectionDeviceGenerationId"},
    {P::enqueuedTime, "enqueuedTime", "iothub-enqueuedtime", "iothub-enqueuedtime", "enqueuedTime"},
    {P::messageSource, "messageSource", "iothub-message-source", "iothub-message-source", "iothub-message-source"},
}};

constexpr std::string_view kAuthMethod =
    R"({"scope":"device","type":"sas","issuer":"iothub","acceptingIpFilterRule":null})";

std::string_view nameIn(const Names& names, Dress dress) {
    switch (dress) {
    case Dress::eventGrid:
        return names.eventGrid;
    case Dress::eventHub:
        return names.eventHub;
    case Dress::storage:
        return names.storage;
    }
    return {};
}

/// Those that need no text made for them; the others are made by systemPropertyValue().
std::string_view kept(const DeviceMessage& message, SystemProperty property) {
    const bool byDevice = message.source == MessageSource::telemetry; // the hub's own messages were let in by nobody
    switch (property) {
    case P::messageId:
        return message.messageId;
    case P::correlationId:
        return message.correlationId;
    case P::userId:
        return message.userId;
    case P::contentType:
        return message.contentType;
    case P::contentEncoding:
        return message.contentEncoding;
    case P::creationTime:
        return message.creationTime;
    case P::dataSchema:
        return message.modelId;
    case P::component:
        return message.component;
    case P::connectionDeviceId:
        return message.device;
    case P::connectionAuthMethod:
        return byDevice ? kAuthMethod : std::string_view();
    case P::messageSource:
        return messageSourceName(message.source);
    case P::connectionAuthGenerationId:
    case P::enqueuedTime:
        break;
    }
    return {};
}

/// Where the value of a key of the property bag goes; null for a key that is no system property.
std::string* slotOf(DeviceMessage& message, std::string_view key) {
    if (key == "$.mid") return &message.messageId;
    if (key == "$.cid") return &message.correlationId;
    if (key == "$.uid") return &message.userId;
    if (key == "$.ct") return &message.contentType;
    if (key == "$.ce") return &message.contentEncoding;
    if (key == "$.sub") return &message.component;
    if (key == "$.ctime" || sameName(key, "iothub-creation-time-utc")) return &message.creationTime;
    return nullptr;
}

} // namespace

std::optional<SystemProperty> findSystemProperty(std::string_view keyword) {
    for (const Names& names : kNames) {
        // The source is what a route is for; a query cannot ask for it.
        if (names.property != P::messageSource && sameName(names.keyword, keyword)) return names.property;
    }
    return std::nullopt;
}

std::string_view messageSourceName(MessageSource source) {
    switch (source) {
    case MessageSource::telemetry:
        return "Telemetry";
    case MessageSource::twinChange:
        return "twinChangeEvents";
    case MessageSource::deviceLifecycle:
        return "deviceLifecycleEvents";
    case MessageSource::deviceConnectionState:
        return "deviceConnectionStateEvents";
    }
    return "";
}

std::string systemPropertyValue(const DeviceMessage& message, SystemProperty property, int timeDigits) {
    if (property == P::enqueuedTime) return formatInstant(message.enqueued, timeDigits);
    if (property == P::connectionAuthGenerationId) {
        return message.source == MessageSource::telemetry ? std::to_string(message.generation) : std::string();
    }
    return std::string(kept(message, property));
}

void appendSystemProperties(std::string& out, const DeviceMessage& message, Dress dress) {
    const int timeDigits = dress == Dress::storage ? 7 : 3;
    out += '{';
    const std::size_t start = out.size();
    const auto append = [&](std::string_view name, std::string_view value) {
        if (value.empty()) return;
        if (out.size() > start) out += ',';
        ((out += '"') += name) += "\":";
        appendSafeString(out, value);
    };
    for (const Names& names : kNames) {
        const std::string_view name = nameIn(names, dress);
        if (names.property == P::connectionAuthGenerationId || names.property == P::enqueuedTime)
            append(name, systemPropertyValue(message, names.property, timeDigits));
        else
            append(name, kept(message, names.property));
    }
    out += '}';
}

void sortProperties(DeviceMessage& message) {
    std::vector<std::pair<std::string, std::string>> sorted;
    sorted.reserve(message.properties.size());
    for (auto& [name, value] : message.properties) {
        if (std::string* slot = slotOf(message, name)) {
            *slot = std::move(value);
            continue;
        }
        if (name.starts_with("$.")) continue;
        const auto same = std::find_if(sorted.begin(), sorted.end(),
                                       [&, &key = name](const auto& other) { return sameName(other.first, key); });
        if (same != sorted.end()) sorted.erase(same);
        sorted.emplace_back(std::move(name), std::move(value));
    }
    message.properties = std::move(sorted);
}

} // namespace twinflow::ingress
