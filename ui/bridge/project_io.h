// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A project folder in and out, deployment and layout together, as values that a job can take and give.
#pragma once

#include "bridge/design.h"
#include "bridge/disk_stamps.h"
#include "deployment/project.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::ui {

struct ReadProject {
    Result<deployment::Loaded> loaded; ///< refused where deployment::load() refuses
    Layout layout;
    DiskStamps stamps; ///< of what was read; of deployment.json also where it could not be understood

    Design design() const;
    DiskBasis basis() const;
};

/// A layout that cannot be read is a finding, and all cards stand where the layout puts them.
ReadProject readProject(const std::filesystem::path& folder);

struct WrittenProject {
    Findings findings; ///< of the files' form, as they are now
    DiskBasis basis;
    std::vector<std::string> disputed; ///< written by others meanwhile; then nothing was saved
};

/// The code of what was asked to stop, and did before it had changed anything.
inline constexpr std::string_view kCancelled = "cancelled";

/// Saves a design over what `basis` says is on disk. `token` is looked at until the first file is written. Error codes:
/// cancelled, and those of deployment::save() and saveLayout().
Result<WrittenProject> writeProject(const Design& design, const std::filesystem::path& folder, const DiskBasis& basis,
                                    const std::stop_token& token);

} // namespace twinflow::ui
