// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "findings_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <map>

namespace twinflow::cli {

using Json = nlohmann::ordered_json;

namespace {

/// A flaw of a large graph shows in every one of its lines: some are enough for a person, --json has them all.
constexpr std::size_t kShownOfACode = 10;

const char* severityName(Severity severity) {
    switch (severity) {
    case Severity::error:
        return "error";
    case Severity::warning:
        return "warning";
    case Severity::note:
        return "note";
    }
    return "note";
}

} // namespace

std::string errorText(const Error& error, const Terminal& terminal) {
    const std::string name = severityName(error.severity);
    const std::string shown = error.severity == Severity::error     ? terminal.bad(name)
                              : error.severity == Severity::warning ? terminal.attention(name)
                                                                    : terminal.dim(name);
    std::string text = shown + "  ";
    if (const std::string place = error.place.str(); !place.empty()) text += terminal.bold(place) + "  ";
    text += error.what.str() + "  " + terminal.dim(error.code) + "\n";
    if (!error.hint.empty()) text += "       " + error.hint.str() + "\n";
    return text;
}

void printError(const Error& error) {
    std::fputs(errorText(error, Terminal::of(stderr)).c_str(), stderr);
}

std::string findingsText(const std::vector<deployment::Finding>& findings, const Terminal& terminal) {
    std::string text;
    std::map<std::string, std::size_t> shown; // by code
    for (const deployment::Finding& finding : findings) {
        if (++shown[finding.error.code] > kShownOfACode) continue;
        text += errorText(finding.error, terminal);
        if (!finding.fixText.empty()) text += "       " + terminal.good("fix: ") + finding.fixText.str() + "\n";
    }
    for (const auto& [code, number] : shown) {
        if (number > kShownOfACode)
            text += terminal.dim("and " + grouped(number - kShownOfACode) + " more " + code) + "\n";
    }
    return text;
}

std::string findingsSummary(const std::vector<deployment::Finding>& findings) {
    const auto count = [&](Severity severity) {
        return static_cast<std::size_t>(std::count_if(
            findings.begin(), findings.end(), [&](const auto& finding) { return finding.error.severity == severity; }));
    };
    std::string text = counted(count(Severity::error), "error") + ", " + counted(count(Severity::warning), "warning");
    if (const std::size_t notes = count(Severity::note); notes > 0) text += ", " + counted(notes, "note");
    return text;
}

Json errorJson(const Error& error) {
    Json json{{"code", error.code}, {"message", error.what.str()}};
    if (!error.place.file.empty()) json["file"] = error.place.file;
    if (error.place.line > 0) json["line"] = error.place.line;
    if (error.place.column > 0) json["column"] = error.place.column;
    if (!error.place.path.empty()) json["path"] = error.place.path;
    if (!error.hint.empty()) json["hint"] = error.hint.str();
    return json;
}

std::string findingsJson(const std::vector<deployment::Finding>& findings) {
    Json list = Json::array();
    for (const deployment::Finding& finding : findings) {
        Json json{{"severity", severityName(finding.error.severity)}};
        json.update(errorJson(finding.error));
        if (!finding.fixText.empty()) json["fix"] = finding.fixText.str();
        list.push_back(std::move(json));
    }
    return list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::vector<deployment::Finding> withoutFixes(const Findings& findings) {
    std::vector<deployment::Finding> list;
    for (const Error& finding : findings) list.push_back({finding, {}, {}});
    return list;
}

bool hasErrors(const std::vector<deployment::Finding>& findings) {
    return std::any_of(findings.begin(), findings.end(),
                       [](const auto& finding) { return finding.error.severity == Severity::error; });
}

} // namespace twinflow::cli
