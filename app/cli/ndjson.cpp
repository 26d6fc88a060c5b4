// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ndjson.h"

#include "exit_codes.h"
#include "findings_text.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <fstream>
#include <iostream>

namespace twinflow::cli {

using Json = nlohmann::ordered_json;

Result<std::string> textMember(const JsonNode& line, std::string_view name) {
    const JsonNode* member = line.find(name);
    if (member && member->isString()) return member->text;
    return refuse(fault("cli-line-member", "The line has no text '{0}'.", name)
                      .withHint(say("Give each line a member \"{0}\" with a text in double quotes.", name)));
}

namespace {

Result<void> answerLine(const std::string& text, std::uint32_t number, const Answer& answer, Json& json) {
    const auto document = JsonDocument::parse(text, {}, number);
    if (!document) return refuse(document.error());
    const JsonNode& line = document->root();
    if (!line.isObject()) {
        return refuse(fault("cli-line-no-object", "The line is not a JSON object.")
                          .at(document->place(line))
                          .withHint(say("Write one object in braces a line.")));
    }
    if (const JsonNode* name = line.find("name"); name && name->isString()) json["name"] = name->text;
    return answer(line, json);
}

} // namespace

int answerLines(const std::string& file, const Answer& answer) {
    std::ifstream opened;
    if (file != "-") {
        opened.open(file, std::ios::binary);
        if (!opened) {
            return fail(fault("file-missing", "The file '{0}' cannot be read.", file)
                            .withHint(say("Give a file with a JSON object a line, or - for standard input.")));
        }
    }
    std::istream& input = file == "-" ? std::cin : opened;
    bool fine = true;
    std::uint32_t number = 0;
    for (std::string text; std::getline(input, text);) {
        ++number;
        if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
        Json json = Json::object();
        if (const auto answered = answerLine(text, number, answer, json); !answered) {
            Json refused = Json::object();
            if (json.contains("name"))
                refused["name"] = json["name"];
            else
                refused["line"] = number;
            refused["error"] = json.contains("error") ? json["error"] : errorJson(answered.error());
            json = std::move(refused);
            fine = false;
        }
        const std::string out = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
        std::fwrite(out.data(), 1, out.size(), stdout);
    }
    return fine ? kFine : kFindings;
}

} // namespace twinflow::cli
