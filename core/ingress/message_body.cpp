// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/message_body.h"

#include "base/json_document.h"
#include "base/json_text.h"
#include "ingress/base64.h"
#include "ingress/names.h"

#include <simdjson.h>

namespace twinflow::ingress {

bool declaresJson(const DeviceMessage& message) {
    return sameName(message.contentType, "application/json") && sameName(message.contentEncoding, "utf-8");
}

bool isJson(const std::string& text) {
    if (text.starts_with("\xef\xbb\xbf")) return false; // a byte-order mark may not stand inside a text
    thread_local simdjson::dom::parser parser;          // for its buffers only
    const simdjson::error_code error = parser.parse(text).error();
    if (error == simdjson::SUCCESS) return true;
    // A number beyond 64 bits or a double's range is valid JSON all the same, but rare.
    return error != simdjson::UTF8_ERROR && JsonDocument::parse(text, {}).has_value();
}

bool hasJsonBody(const DeviceMessage& message) {
    return declaresJson(message) && isJson(message.body);
}

void appendBody(std::string& out, const DeviceMessage& message, bool isReadable) {
    if (isReadable) {
        out += message.body;
        return;
    }
    out += '"';
    appendBase64(out, message.body);
    out += '"';
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

void appendProperties(std::string& out, const DeviceMessage& message) {
    out += '{';
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

} // namespace twinflow::ingress
