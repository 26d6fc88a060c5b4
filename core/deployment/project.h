// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A project folder on disk: load and save, byte-stable; deploymentText() comes along.
#pragma once

#include "base/result.h"
#include "deployment/deployment_text.h"

#include <filesystem>

namespace twinflow::deployment {

struct Loaded {
    Deployment deployment;
    Findings findings; ///< of the files' form; what the deployment means is check()'s business
};

/// Reads a project: deployment.json, models/**/*.json, graph/**/*.ndjson, functions/**/*.js, scenarios/*.json. Fails
/// only when there is no project to speak of: no folder, no deployment.json, or one that is not JSON. Codes:
/// project-missing, json-syntax, deployment-<what>.
Result<Loaded> load(const std::filesystem::path& folder);

/// The files of `deployment` as they are on disk once a save into `folder` has succeeded: for onDisk of the next one.
FilesOnDisk filesOnDisk(const Deployment& deployment, std::filesystem::path folder);

/// Writes the files whose bytes differ, each whole or not at all, deployment.json last. A file that the load of this
/// folder found and that the deployment no longer has is removed. Codes: project-path-outside, file-unwritable.
Result<void> save(const Deployment& deployment, const std::filesystem::path& folder);

} // namespace twinflow::deployment
