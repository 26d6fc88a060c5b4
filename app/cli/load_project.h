// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A project that is about to run: read and checked, with what was found on the terminal.
#pragma once

#include "deployment/deployment.h"

#include <optional>
#include <string>

namespace twinflow::cli {

/// One line to the standard error.
void printError(const Error& error);

/// Loads and checks; prints what it finds, errors alone when `quiet`. Nothing when the project cannot run.
std::optional<deployment::Deployment> loadForRun(const std::string& folder, bool quiet);

} // namespace twinflow::cli
