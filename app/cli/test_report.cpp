// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_report.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace twinflow::cli {

namespace {

std::string secondsText(double seconds) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", seconds);
    return text;
}

/// For text and attributes; XML 1.0 has no place for other control characters.
std::string xml(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
        }
    }
    return out;
}

/// What is wrong, a line each.
std::vector<std::string> wrongs(const Tested& tested) {
    std::vector<std::string> lines;
    for (const Error& error : tested.errors) lines.push_back(error.str());
    for (const simulation::Verdict& verdict : tested.verdicts) {
        if (!verdict.met) lines.push_back(verdict.expected.str() + " " + verdict.found.str());
    }
    return lines;
}

std::string caseText(const std::string& project, const Tested& tested) {
    std::string text = "    <testcase classname=\"" + xml(project) + "\" name=\"" + xml(tested.scenario) +
                       "\" time=\"" + secondsText(tested.seconds) + "\"";
    if (tested.passed()) return text + "/>\n";
    text += ">\n";
    const std::vector<std::string> lines = wrongs(tested);
    std::string whole;
    for (const std::string& line : lines) whole += line + "\n";
    const char* element = tested.errors.empty() ? "failure" : "error";
    const std::string type = tested.errors.empty() ? "expectation" : tested.errors.front().code;
    text += std::string("      <") + element + " type=\"" + xml(type) + "\" message=\"" + xml(lines.front()) + "\">" +
            xml(whole) + "</" + element + ">\n";
    return text + "    </testcase>\n";
}

} // namespace

std::size_t Tested::met() const {
    return static_cast<std::size_t>(
        std::count_if(verdicts.begin(), verdicts.end(), [](const auto& verdict) { return verdict.met; }));
}

std::string testedText(const Tested& tested, const Terminal& terminal) {
    constexpr std::size_t kNameWidth = 24;
    const std::string name = fitted(tested.scenario, kNameWidth);
    std::string text = (tested.passed() ? terminal.good("pass") : terminal.bad("FAIL")) + "  " + name +
                       std::string(kNameWidth - displayWidth(name) + 2, ' ');
    if (tested.verdicts.empty()) {
        text += tested.errors.empty() ? "expects nothing" : "not judged";
    } else {
        text += std::to_string(tested.met()) + " of " + std::to_string(tested.verdicts.size()) + " met";
    }
    text += terminal.dim(", " + grouped(tested.messages) + " messages in " + shortSeconds(tested.seconds)) + "\n";
    for (const std::string& line : wrongs(tested)) text += "      " + line + "\n";
    return text;
}

std::string testedJson(const std::string& project, const std::vector<Tested>& all) {
    using Json = nlohmann::ordered_json;
    Json json{{"project", project},
              {"passed", std::all_of(all.begin(), all.end(), [](const Tested& each) { return each.passed(); })},
              {"scenarios", Json::array()}};
    for (const Tested& tested : all) {
        Json one{{"scenario", tested.scenario}, {"title", tested.title},       {"passed", tested.passed()},
                 {"seconds", tested.seconds},   {"messages", tested.messages}, {"outputDigest", tested.digest}};
        one["expectations"] = Json::array();
        for (const simulation::Verdict& verdict : tested.verdicts) {
            one["expectations"].push_back(
                {{"met", verdict.met}, {"expected", verdict.expected.str()}, {"found", verdict.found.str()}});
        }
        one["errors"] = Json::array();
        for (const Error& error : tested.errors)
            one["errors"].push_back({{"code", error.code}, {"message", error.str()}});
        json["scenarios"].push_back(std::move(one));
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string junitText(const std::string& project, const std::vector<Tested>& all) {
    double seconds = 0;
    std::size_t failures = 0, errors = 0;
    for (const Tested& tested : all) {
        seconds += tested.seconds;
        if (tested.passed()) continue;
        ++(tested.errors.empty() ? failures : errors);
    }
    const std::string counts = "tests=\"" + std::to_string(all.size()) + "\" failures=\"" + std::to_string(failures) +
                               "\" errors=\"" + std::to_string(errors) + "\" time=\"" + secondsText(seconds) + "\"";
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites " + counts + ">\n";
    text += "  <testsuite name=\"" + xml(project) + "\" " + counts + ">\n";
    for (const Tested& tested : all) text += caseText(project, tested);
    return text + "  </testsuite>\n</testsuites>\n";
}

} // namespace twinflow::cli
