// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/dtmi.h"

#include "base/ascii.h"

#include <algorithm>
#include <charconv>

namespace twinflow::models {

namespace {

constexpr std::string_view kScheme = "dtmi:";

bool isLetter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool isWord(char c) {
    return isLetter(c) || isDigit(c) || c == '_';
}

bool isSegment(std::string_view text) {
    if (text.empty() || text.back() == '_' || isDigit(text.front())) return false;
    return std::all_of(text.begin(), text.end(), isWord);
}

/// Digits without a leading zero, at most `maxDigits`; 0 when it is something else.
int versionNumber(std::string_view text, std::size_t maxDigits) {
    if (text.empty() || text.size() > maxDigits || text.front() == '0' ||
        !std::all_of(text.begin(), text.end(), isDigit))
        return 0;
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

bool Dtmi::isReserved() const {
    const auto system = [](const std::string& segment) { return segment.front() == '_'; };
    return std::any_of(segments.begin(), segments.end(), system) || (fragment.size() > 1 && fragment[1] == '_');
}

std::optional<Dtmi> parseDtmi(std::string_view text) {
    if (text.substr(0, kScheme.size()) != kScheme) return std::nullopt;
    text.remove_prefix(kScheme.size());
    Dtmi dtmi;
    if (const std::size_t hash = text.find('#'); hash != std::string_view::npos) {
        dtmi.fragment = text.substr(hash);
        text = text.substr(0, hash);
        const auto allowed = [](char c) { return isWord(c) || c == '#'; };
        if (!std::all_of(dtmi.fragment.begin(), dtmi.fragment.end(), allowed)) return std::nullopt;
    }
    if (const std::size_t semicolon = text.find(';'); semicolon != std::string_view::npos) {
        std::string_view version = text.substr(semicolon + 1);
        text = text.substr(0, semicolon);
        if (const std::size_t dot = version.find('.'); dot != std::string_view::npos) {
            dtmi.minor = versionNumber(version.substr(dot + 1), 6);
            if (dtmi.minor == 0) return std::nullopt;
            version = version.substr(0, dot);
        }
        dtmi.major = versionNumber(version, 9);
        if (dtmi.major == 0) return std::nullopt;
    }
    while (true) {
        const std::size_t colon = text.find(':');
        if (!isSegment(text.substr(0, colon))) return std::nullopt;
        dtmi.segments.emplace_back(text.substr(0, colon));
        if (colon == std::string_view::npos) return dtmi;
        text.remove_prefix(colon + 1);
    }
}

bool isAuthoredDtmi(std::string_view text, int dtdlVersion) {
    const std::optional<Dtmi> dtmi = parseDtmi(text);
    if (!dtmi || dtmi->isReserved() || !dtmi->fragment.empty()) return false;
    return dtdlVersion > 2 || (dtmi->major > 0 && dtmi->minor == 0);
}

bool isReservedDtmi(std::string_view text, ContextSet contexts) {
    return text.starts_with("dtmi:dtdl:") || text.starts_with("dtmi:standard:") ||
           (contexts.has(ContextId::iotcentral2) && text.starts_with("dtmi:iotcentral:"));
}

std::string_view withoutVersion(std::string_view dtmi) {
    return dtmi.substr(0, dtmi.find(';'));
}

std::string_view versionSuffix(std::string_view dtmi) {
    const std::size_t semicolon = dtmi.find(';');
    return semicolon == std::string_view::npos ? std::string_view() : dtmi.substr(semicolon);
}

bool isElementName(std::string_view text) {
    return isSegment(text) && text.front() != '_';
}

} // namespace twinflow::models
