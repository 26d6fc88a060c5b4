// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Findings for a person and for a program.
#pragma once

#include "deployment/check.h"
#include "terminal.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace twinflow::cli {

/// A finding a paragraph: severity, place, sentence, code; then what to do and what a fix would do. Of one code the
/// first ten, the others as a number.
std::string findingsText(const std::vector<deployment::Finding>& findings, const Terminal& terminal);
std::string errorText(const Error& error, const Terminal& terminal);
/// To the standard error.
void printError(const Error& error);
/// "2 errors, 1 warning".
std::string findingsSummary(const std::vector<deployment::Finding>& findings);
/// {"code", "message", "file", "line", "column", "path", "hint"}, what there is of it.
nlohmann::ordered_json errorJson(const Error& error);
/// A JSON array of such objects, each with "severity" and "fix".
std::string findingsJson(const std::vector<deployment::Finding>& findings);
/// As a list to show.
std::vector<deployment::Finding> withoutFixes(const Findings& findings);
bool hasErrors(const std::vector<deployment::Finding>& findings);

} // namespace twinflow::cli
