// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Findings for a person and for a program.
#pragma once

#include "deployment/check.h"
#include "terminal.h"

#include <string>
#include <vector>

namespace twinflow::cli {

/// A finding a paragraph: severity, place, sentence, code; then what to do and what a fix would do. Of one code the
/// first ten, the others as a number.
std::string findingsText(const std::vector<deployment::Finding>& findings, const Terminal& terminal);
std::string errorText(const Error& error, const Terminal& terminal);
/// "2 errors, 1 warning".
std::string findingsSummary(const std::vector<deployment::Finding>& findings);
/// A JSON array: severity, code, file, line, column, path, message, hint, fix.
std::string findingsJson(const std::vector<deployment::Finding>& findings);
bool hasErrors(const std::vector<deployment::Finding>& findings);

} // namespace twinflow::cli
