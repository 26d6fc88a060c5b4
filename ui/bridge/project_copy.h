// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A project folder as a whole: recordings, notes and licences beside what the deployment knows of.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <stop_token>

namespace twinflow::ui {

/// Copies all files of `from` but output of runs and version control into `to`, which is new or holds nothing but
/// names that start with a dot. An empty `from` copies nothing. Where that fails or is asked to stop, what it had
/// copied goes again. Error codes: project-exists, folder-not-empty, file-unwritable, cancelled (kCancelled).
Result<void> copyProject(const std::filesystem::path& from, const std::filesystem::path& to,
                         const std::stop_token& token);

} // namespace twinflow::ui
