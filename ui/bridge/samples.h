// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The sample projects that travel inside the program.
#pragma once

#include "base/result.h"
#include "deployment/deployment.h"

#include <QString>

#include <filesystem>
#include <vector>

namespace twinflow::ui {

struct Sample {
    QString name;                      ///< of its folder
    deployment::Deployment deployment; ///< its services, without its files: enough for a picture
};

/// The simplest first.
std::vector<Sample> samples();
/// Writes the sample into `folder`, which must not hold a project. Error codes: project-exists, file-unwritable.
Result<void> writeSample(const QString& name, const std::filesystem::path& folder);

} // namespace twinflow::ui
