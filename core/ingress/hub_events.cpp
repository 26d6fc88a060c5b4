// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/hub_events.h"

#include "base/json_text.h"
#include "base/random.h"
#include "ingress/base64.h"

namespace twinflow::ingress {

namespace {

void appendHex(std::string& out, std::uint64_t number, int digits) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += kHex[number >> shift & 15];
}

/// The registry's own times have no zone, and the year 1 for never.
void appendTime(std::string& out, const std::optional<Instant>& instant) {
    out += '"';
    if (instant)
        appendInstant(out, *instant, 7);
    else
        out += "0001-01-01T00:00:00";
    out += '"';
}

void appendTwinProperties(std::string& out, const DeviceTwin& twin) {
    out += R"("properties":{"desired":)";
    twin.appendSection(out, TwinSection::desired);
    out += R"(,"reported":)";
    twin.appendSection(out, TwinSection::reported);
    out += '}';
}

void appendTagsAndProperties(std::string& out, const DeviceTwin& twin) {
    if (!twin.value(TwinSection::tags).members.empty()) {
        out += R"("tags":)";
        twin.appendSection(out, TwinSection::tags);
        out += ',';
    }
    appendTwinProperties(out, twin);
}

void appendNames(std::string& out, std::string_view hub, std::string_view device) {
    out += R"("hubName":)";
    appendJsonString(out, hub);
    out += R"(,"deviceId":)";
    appendJsonString(out, device);
}

DeviceMessage begin(const HubMoment& moment, std::string_view device, MessageSource source, std::string_view operation,
                    std::string_view schema) {
    DeviceMessage message;
    message.source = source;
    message.device = device;
    message.enqueued = moment.now;
    message.number = moment.number;
    message.contentType = "application/json";
    message.contentEncoding = "utf-8";
    message.userId = moment.hub;
    message.operation = operation;
    appendHex(message.correlationId, mix64(stableHash(device) ^ mix64(moment.number)), 16);
    message.properties = {{"hubName", std::string(moment.hub)},
                          {"deviceId", std::string(device)},
                          {"operationTimestamp", formatInstant(moment.now, 7)},
                          {"opType", std::string(operation)},
                          {"iothub-message-schema", std::string(schema)}};
    return message;
}

} // namespace

void appendTwinDocument(std::string& out, const DeviceView& view) {
    out += R"({"deviceId":)";
    appendJsonString(out, view.id);
    out += R"(,"etag":")" + view.twin.etag();
    out += R"(","deviceEtag":")" + base64(std::to_string(view.device.generation));
    out += R"(","status":")";
    out += view.device.status == DeviceStatus::enabled ? "enabled" : "disabled";
    if (!view.device.statusReason.empty()) {
        out += R"(","statusReason":)";
        appendJsonString(out, view.device.statusReason);
    } else {
        out += '"';
    }
    out += R"(,"statusUpdateTime":)";
    appendTime(out, view.device.statusUpdated);
    out += R"(,"connectionState":")";
    out += view.device.connected ? "Connected" : "Disconnected";
    out += R"(","lastActivityTime":)";
    appendTime(out, view.device.lastActivity);
    out += R"(,"cloudToDeviceMessageCount":)";
    appendJsonNumber(out, static_cast<std::uint64_t>(view.cloudMessages));
    out += R"(,"authenticationType":"sas","x509Thumbprint":{"primaryThumbprint":null,"secondaryThumbprint":null})";
    if (!view.device.modelId.empty()) {
        out += R"(,"modelId":)";
        appendJsonString(out, view.device.modelId);
    }
    out += R"(,"version":)";
    appendJsonNumber(out, view.twin.version());
    out += ',';
    appendTagsAndProperties(out, view.twin);
    out += '}';
}

DeviceMessage lifecycleEvent(const HubMoment& moment, const DeviceView& view, bool isCreated) {
    DeviceMessage message =
        begin(moment, view.id, MessageSource::deviceLifecycle,
              isCreated ? "createDeviceIdentity" : "deleteDeviceIdentity", "deviceLifecycleNotification");
    message.body = R"({"deviceId":)";
    appendJsonString(message.body, view.id);
    message.body += R"(,"etag":")" + view.twin.etag();
    message.body += R"(","version":)";
    appendJsonNumber(message.body, view.twin.version());
    message.body += ',';
    appendTagsAndProperties(message.body, view.twin);
    message.body += '}';

    message.eventData = R"({"twin":)";
    appendTwinDocument(message.eventData, view);
    message.eventData += ',';
    appendNames(message.eventData, moment.hub, view.id);
    message.eventData += '}';
    return message;
}

DeviceMessage connectionEvent(const HubMoment& moment, std::string_view device, bool isConnected,
                              std::uint64_t sequence) {
    DeviceMessage message =
        begin(moment, device, MessageSource::deviceConnectionState,
              isConnected ? "deviceConnected" : "deviceDisconnected", "deviceConnectionStateNotification");
    // 64 hexadecimal digits that grow: the time, then a count.
    std::string number(16, '0');
    appendHex(number, static_cast<std::uint64_t>(moment.now.time_since_epoch().count()), 16);
    appendHex(number, 2, 8);
    appendHex(number, 0, 8);
    appendHex(number, sequence, 16);
    message.body = R"({"sequenceNumber":")" + number + R"("})";
    message.eventData = R"({"deviceConnectionStateEventInfo":)" + message.body + ',';
    appendNames(message.eventData, moment.hub, device);
    message.eventData += '}';
    return message;
}

DeviceMessage twinEvent(const HubMoment& moment, std::string_view device, bool isReplaced, std::string body) {
    DeviceMessage message = begin(moment, device, MessageSource::twinChange, isReplaced ? "replaceTwin" : "updateTwin",
                                  "twinChangeNotification");
    message.body = std::move(body);
    return message;
}

} // namespace twinflow::ingress
