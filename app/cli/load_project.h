// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A project that is about to be used: read and checked.
#pragma once

#include "deployment/check.h"
#include "deployment/project.h"

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace twinflow::cli {

/// Of its files' form, then of what it means.
std::vector<deployment::Finding> findingsOf(const deployment::Loaded& loaded);

/// Loads and checks for a run; prints what it finds, errors alone when `quiet`. The exit status when it cannot run.
tl::expected<deployment::Deployment, int> loadForRun(const std::string& folder, bool quiet);

} // namespace twinflow::cli
