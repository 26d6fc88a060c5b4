// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/event_grid.h"

#include "base/json_document.h"
#include "base/json_text.h"
#include "base/random.h"

#include <simdjson.h>

#include <algorithm>
#include <array>

namespace twinflow::ingress {

namespace {

bool equalsIgnoringCase(std::string_view text, std::string_view lower) {
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + ('a' - 'A')) : a) == b;
    });
}

bool isValidJson(const std::string& text) {
    if (text.starts_with("\xef\xbb\xbf")) return false; // a byte-order mark may not stand inside the event
    thread_local simdjson::dom::parser parser;          // for its buffers only
    const simdjson::error_code error = parser.parse(text).error();
    if (error == simdjson::SUCCESS) return true;
    // A number beyond 64 bits or a double's range is valid JSON all the same, but rare.
    return error != simdjson::UTF8_ERROR && JsonDocument::parse(text, {}).has_value();
}

void appendSafeString(std::string& out, std::string_view text) {
    if (simdjson::validate_utf8(text.data(), text.size())) {
        appendJsonString(out, text);
        return;
    }
    std::string repaired;
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x80) {
            repaired += c;
        } else {
            repaired += "\xef\xbf\xbd";
        }
    }
    appendJsonString(out, repaired);
}

void appendBase64(std::string& out, std::string_view bytes) {
    static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            group = group << 8 | (k < left ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        }
        out += kDigits[group >> 18 & 63];
        out += kDigits[group >> 12 & 63];
        out += left > 1 ? kDigits[group >> 6 & 63] : '=';
        out += left > 2 ? kDigits[group & 63] : '=';
    }
}

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

void appendProperties(std::string& out, const DeviceMessage& message) {
    out += "\"properties\":{";
    bool first = true;
    for (const auto& [name, value] : message.properties) {
        if (!first) out += ',';
        first = false;
        appendSafeString(out, name);
        out += ':';
        appendSafeString(out, value);
    }
    out += '}';
}

void appendSystemProperties(std::string& out, const DeviceMessage& message) {
    out += R"("systemProperties":{)";
    if (!message.contentType.empty()) {
        out += R"("iothub-content-type":)";
        appendSafeString(out, message.contentType);
        out += ',';
    }
    if (!message.contentEncoding.empty()) {
        out += R"("iothub-content-encoding":)";
        appendSafeString(out, message.contentEncoding);
        out += ',';
    }
    out += R"("iothub-connection-device-id":)";
    appendSafeString(out, message.device);
    out += R"(,"iothub-connection-auth-method":"{\"scope\":\"device\",\"type\":\"sas\",\"issuer\":\"iothub\",)"
           R"(\"acceptingIpFilterRule\":null}","iothub-connection-auth-generation-id":")";
    appendJsonNumber(out, generationId(message.device));
    out += R"(","iothub-enqueuedtime":")";
    appendInstant(out, message.enqueued, 3);
    out += R"(","iothub-message-source":"Telemetry"})";
}

} // namespace

bool declaresJson(const DeviceMessage& message) {
    return equalsIgnoringCase(message.contentType, "application/json") &&
           equalsIgnoringCase(message.contentEncoding, "utf-8");
}

bool hasJsonBody(const DeviceMessage& message) {
    return declaresJson(message) && isValidJson(message.body);
}

void appendBody(std::string& out, const DeviceMessage& message) {
    if (hasJsonBody(message)) {
        out += message.body;
        return;
    }
    out += '"';
    appendBase64(out, message.body);
    out += '"';
}

std::string eventId(const DeviceMessage& message) {
    const auto text = idText(message.device, message.number);
    return {text.data(), text.size()};
}

std::uint64_t generationId(std::string_view device) {
    return 638'000'000'000'000'000ULL + stableHash(device) % 1'000'000'000'000'000ULL;
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
    out += R"(,"eventType":"Microsoft.Devices.DeviceTelemetry","eventTime":")";
    appendInstant(out, message.enqueued, 3);
    out += R"(","data":{)";
    appendProperties(out, message);
    out += ',';
    appendSystemProperties(out, message);
    out += R"(,"body":)";
    appendBody(out, message);
    out += R"(},"dataVersion":"","metadataVersion":"1"})";
}

} // namespace twinflow::ingress
