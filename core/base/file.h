// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whole files in and out, with errors that name the file.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>

namespace twinflow {

/// All bytes of a file. Error codes: file-missing, file-unreadable, file-too-large (over `maxBytes`).
Result<std::string> readFile(const std::filesystem::path& path, std::uintmax_t maxBytes = 1ULL << 30);

/// Writes beside the file and renames, so that a reader sees the old bytes or the new ones. Error code:
/// file-unwritable.
Result<void> writeFile(const std::filesystem::path& path, std::string_view bytes);

} // namespace twinflow
