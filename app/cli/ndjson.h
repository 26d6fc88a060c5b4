// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Many questions in a file, a JSON object a line, and an answer for each.
#pragma once

#include "base/json_document.h"
#include "base/result.h"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <string>

namespace twinflow::cli {

/// What --ndjson does, for its help.
constexpr const char* kLinesHelp =
    "Judge a file of cases, a JSON object a line, and answer a line each; - is standard input: ";

/// Fills the answer to one line, which may be refused; "name" is there already, where the line has one. Of a refused
/// line's answer "error" stays, when it is there.
using Answer = std::function<Result<void>(const JsonNode& line, nlohmann::ordered_json& answer)>;

/// Writes a line for each line of `file` ("-" is standard input), in order; empty ones are passed over. A line that is
/// no object, or that is refused, is answered with "error" (and its number where it has no name). Gives the exit
/// status: findings when there was such a line.
int answerLines(const std::string& file, const Answer& answer);

/// The string member of that name. Error code: cli-line-member.
Result<std::string> textMember(const JsonNode& line, std::string_view name);

} // namespace twinflow::cli
