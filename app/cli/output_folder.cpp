// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "output_folder.h"

#include "base/file.h"

namespace twinflow::cli {

namespace fs = std::filesystem;

namespace {

// Also keeps git away from the output inside a project.
constexpr const char* kMark = ".gitignore";
constexpr const char* kMarkText = "# Output of a Twinflow run; emptied before the next one.\n*\n";

} // namespace

Result<void> prepareOutputFolder(const fs::path& folder) {
    std::error_code failure;
    if (fs::exists(folder, failure) && !fs::is_empty(folder, failure)) {
        const auto mark = readFile(folder / kMark);
        if (!mark || *mark != kMarkText) {
            return refuse(
                fault("cli-output-not-ours", "'{0}' holds files that no run of Twinflow wrote.", folder.string())
                    .withHint(say("Name an empty or new folder with --out.")));
        }
        // The mark goes last, with the next writeFile: a folder that could be emptied only in part stays ours.
        for (auto entry = fs::directory_iterator(folder, failure); !failure && entry != fs::directory_iterator();
             entry.increment(failure)) {
            if (entry->path().filename() != kMark) fs::remove_all(entry->path(), failure);
            if (failure) break;
        }
        if (failure) {
            return refuse(
                fault("cli-output-unwritable", "'{0}' cannot be emptied: {1}.", folder.string(), failure.message()));
        }
    }
    return writeFile(folder / kMark, kMarkText);
}

} // namespace twinflow::cli
