// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A project folder on disk: load and save, byte-stable.
#pragma once

#include "base/result.h"
#include "deployment/deployment.h"

#include <filesystem>

namespace twinflow::deployment {

struct Loaded {
    Deployment deployment;
    Findings findings;  ///< of the files' form; what the deployment means is check()'s business
};

/// Reads a project. Fails only when there is no project to speak of: no folder, no deployment.json, or one that is not JSON.
/// Codes: project-missing, json-syntax, deployment-<what>.
Result<Loaded> load(const std::filesystem::path& folder);

/// The text of deployment.json: the bytes as they were read when nothing changed, else two-space JSON in the order of the schema with
/// the members that we do not know kept where they were.
std::string deploymentText(const Deployment& deployment);

/// Writes what changed, each file whole or not at all.
Result<void> save(const Deployment& deployment, const std::filesystem::path& folder);

} // namespace twinflow::deployment
