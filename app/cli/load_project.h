// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A project that is about to run: read and checked, with what was found on the terminal.
#pragma once

#include "deployment/deployment.h"

#include <tl/expected.hpp>

#include <string>

namespace twinflow::cli {

/// One line to the standard error.
void printError(const Error& error);

/// The exit status for a project that could not be loaded: a folder that is none is wrong use.
int statusOf(const Error& loadFailure);

/// Loads and checks; prints what it finds, errors alone when `quiet`. The exit status when the project cannot run.
tl::expected<deployment::Deployment, int> loadForRun(const std::string& folder, bool quiet);

} // namespace twinflow::cli
