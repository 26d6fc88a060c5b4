// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/event_grid.h"

#include "base/random.h"
#include "ingress/message_body.h"
#include "ingress/system_properties.h"

#include <algorithm>
#include <array>

namespace twinflow::ingress {

namespace {

constexpr std::string_view kEventTypeNames[kHubEventTypes] = {
    "Microsoft.Devices.DeviceTelemetry", "Microsoft.Devices.DeviceConnected", "Microsoft.Devices.DeviceDisconnected",
    "Microsoft.Devices.DeviceCreated", "Microsoft.Devices.DeviceDeleted"};

/// The characters of 8-4-4-4-12 hex digits: a UUID of version 8, whose bits are free.
std::array<char, 36> idText(std::string_view device, std::uint64_t number) {
    static constexpr char kHex[] = "0123456789abcdef";
    const std::uint64_t name = stableHash(device);
    const std::uint64_t high = (mix64(name ^ mix64(number)) & ~0xf000ULL) | 0x8000ULL;
    const std::uint64_t low = (mix64(name + number) & ~(3ULL << 62)) | (2ULL << 62);
    std::array<char, 36> text{};
    std::size_t at = 0;
    for (int digit = 0; digit < 32; ++digit) {
        if (digit == 8 || digit == 12 || digit == 16 || digit == 20) text[at++] = '-';
        const std::uint64_t word = digit < 16 ? high : low;
        text[at++] = kHex[word >> (60 - 4 * (digit % 16)) & 15];
    }
    return text;
}

/// Event Grid writes resource names in capitals.
void appendCapitals(std::string& out, std::string_view text) {
    std::string capitals(text);
    for (char& c : capitals) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
    }
    std::string quoted;
    appendSafeString(quoted, capitals);
    out.append(quoted, 1, quoted.size() - 2);
}

} // namespace

std::optional<HubEventType> findEventType(std::string_view name) {
    const auto found = std::find(std::begin(kEventTypeNames), std::end(kEventTypeNames), name);
    if (found == std::end(kEventTypeNames)) return std::nullopt;
    return static_cast<HubEventType>(found - std::begin(kEventTypeNames));
}

std::optional<HubEventType> eventTypeOf(const DeviceMessage& message) {
    switch (message.source) {
    case MessageSource::telemetry:
        return HubEventType::deviceTelemetry;
    case MessageSource::twinChange:
        return std::nullopt;
    case MessageSource::deviceLifecycle:
        return message.operation == "createDeviceIdentity" ? HubEventType::deviceCreated : HubEventType::deviceDeleted;
    case MessageSource::deviceConnectionState:
        return message.operation == "deviceConnected" ? HubEventType::deviceConnected
                                                      : HubEventType::deviceDisconnected;
    }
    return std::nullopt;
}

std::string eventId(const DeviceMessage& message) {
    const auto text = idText(message.device, message.number);
    return {text.data(), text.size()};
}

void appendEventGrid(std::string& out, const DeviceMessage& message, std::string_view hub) {
    const auto id = idText(message.device, message.number);
    out += R"({"id":")";
    out.append(id.data(), id.size());
    out += R"(","topic":"/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000000/RESOURCEGROUPS/TWINFLOW/PROVIDERS/)"
           R"(MICROSOFT.DEVICES/IOTHUBS/)";
    appendCapitals(out, hub);
    out += R"(","subject":)";
    const std::size_t subject = out.size();
    appendSafeString(out, message.device);
    out.insert(subject + 1, "devices/");
    out += R"(,"eventType":")";
    out += kEventTypeNames[static_cast<std::size_t>(eventTypeOf(message).value_or(HubEventType::deviceTelemetry))];
    out += R"(","eventTime":")";
    appendInstant(out, message.enqueued, 3);
    if (!message.eventData.empty()) {
        out += R"(","data":)" + message.eventData + R"(,"dataVersion":"1","metadataVersion":"1"})";
        return;
    }
    out += R"(","data":{"properties":)";
    appendProperties(out, message);
    out += R"(,"systemProperties":)";
    appendSystemProperties(out, message, Dress::eventGrid);
    out += R"(,"body":)";
    appendBody(out, message);
    out += R"(},"dataVersion":"","metadataVersion":"1"})";
}

} // namespace twinflow::ingress
