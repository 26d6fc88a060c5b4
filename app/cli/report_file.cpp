// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report_file.h"

#include <filesystem>
#include <fstream>

namespace twinflow::cli {

Result<void> tryReportFile(const std::string& file, std::string_view option) {
    namespace fs = std::filesystem;
    if (file.empty()) return {};
    std::error_code failure;
    const bool isThere = fs::exists(fs::symlink_status(file, failure));
    if (!std::ofstream(file, std::ios::app)) { // appending leaves alone what is there
        return refuse(fault("cli-report-unwritable", "'{0}' cannot be written.", file)
                          .withHint(say("Name a file in a folder that is there, with {0}.", option)));
    }
    if (!isThere) fs::remove(file, failure);
    return {};
}

} // namespace twinflow::cli
