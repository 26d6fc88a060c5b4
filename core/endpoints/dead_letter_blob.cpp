// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/dead_letter_blob.h"

#include "base/json_text.h"
#include "base/random.h"

#include <algorithm>
#include <cassert>
#include <chrono>

namespace twinflow::endpoints {

namespace {

constexpr char kHex[] = "0123456789abcdef";

/// /yyyy/MM/dd/HH/
void appendHour(std::string& path, Instant now) {
    std::string hour = formatInstant(now, 0).substr(0, 13); // 2024-03-05T10
    std::replace(hour.begin(), hour.end(), '-', '/');
    std::replace(hour.begin(), hour.end(), 'T', '/');
    path.append("/").append(hour).append("/");
}

/// The lowest `digits` hex digits of `word`.
void appendHex(std::string& out, std::uint64_t word, int digits) {
    for (int i = digits - 1; i >= 0; --i) out += kHex[(word >> (4 * i)) & 15];
}

/// A version 8 (own recipe) UUID.
void appendGuid(std::string& out, std::uint64_t seed) {
    const std::uint64_t high = mix64(seed);
    const std::uint64_t low = mix64(high);
    appendHex(out, high >> 32, 8);
    out += '-';
    appendHex(out, high >> 16, 4);
    out += "-8";
    appendHex(out, high, 3);
    out += '-';
    appendHex(out, 0x8000 | (low >> 48 & 0x3fff), 4);
    out += '-';
    appendHex(out, low, 12);
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c;
}

} // namespace

std::string deadLetterPath(std::string_view endpoint, std::string_view eventId, Instant now) {
    std::string path(endpoint);
    appendHour(path, now);
    return path.append(eventId).append(".json");
}

std::string topicDeadLetterPath(std::string_view endpoint, std::string_view subscription, std::string_view eventId,
                                std::uint64_t sequenceNumber, Instant now) {
    std::string path(endpoint);
    path.append("/").append(subscription);
    appendHour(path, now);
    return path.append(eventId).append("-").append(std::to_string(sequenceNumber)).append(".json");
}

std::string eventGridDeadLetterPath(std::string_view endpoint, std::string_view subscription, std::uint64_t push,
                                    Instant now) {
    std::string path(subscription);
    std::transform(path.begin(), path.end(), path.begin(), upper);
    const auto day = std::chrono::floor<std::chrono::days>(now);
    const std::chrono::year_month_day date{day};
    const auto hour = std::chrono::floor<std::chrono::hours>(now - day);
    path += '/' + std::to_string(static_cast<int>(date.year()));
    path += '/' + std::to_string(static_cast<unsigned>(date.month()));
    path += '/' + std::to_string(static_cast<unsigned>(date.day()));
    path += '/' + std::to_string(hour.count()) + '/';
    appendGuid(path, mix64(mix64(stableHash(endpoint)) ^ stableHash(subscription)) ^ push);
    return path += ".json";
}

void addEventGridFate(std::string& out, const EventGridFate& fate, bool cloudEvent) {
    assert(!out.empty() && out.back() == '}');
    out.pop_back();
    const auto addName = [&](std::string_view name) {
        out += ",\"";
        for (const char c : name) out += cloudEvent ? lower(c) : c;
        out += "\":";
    };
    const auto addInstant = [&](Instant instant) {
        out += '"';
        appendInstant(out, instant);
        out += '"';
    };
    addName("deadLetterReason");
    appendJsonString(out, fate.reason);
    addName("deliveryAttempts");
    appendJsonNumber(out, static_cast<std::uint64_t>(fate.attempts));
    addName("lastDeliveryOutcome");
    appendJsonString(out, fate.attempts == 0 ? "Probation" : delivery::outcomeText(fate.lastOutcome));
    if (fate.httpStatus != 0) {
        addName("lastHttpStatusCode");
        appendJsonNumber(out, std::uint64_t{fate.httpStatus});
    }
    addName("publishTime");
    addInstant(fate.published);
    if (fate.attempts > 0) {
        addName("lastDeliveryAttemptTime");
        addInstant(fate.lastAttempt);
    }
    out += '}';
}

} // namespace twinflow::endpoints
