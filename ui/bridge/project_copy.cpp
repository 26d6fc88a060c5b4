// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/project_copy.h"

namespace twinflow::ui {

namespace fs = std::filesystem;

Result<void> copyProject(const fs::path& from, const fs::path& to) {
    std::error_code failure;
    if (fs::exists(to / "deployment.json", failure)) {
        return refuse(fault("project-exists", "'{0}' holds a project already.", to.string())
                          .withHint(say("Choose an empty or new folder.")));
    }
    for (const auto& there : fs::directory_iterator(to, failure)) {
        // The next save would take files of others for its own, or write over them; version control may be there.
        const std::string name = there.path().filename().string();
        if (name.starts_with('.')) continue;
        return refuse(fault("folder-not-empty", "'{0}' is not empty: it holds '{1}'.", to.string(), name)
                          .withHint(say("Choose an empty or new folder.")));
    }
    failure.clear();
    fs::create_directories(to, failure);
    auto entry =
        from.empty() || failure ? fs::recursive_directory_iterator() : fs::recursive_directory_iterator(from, failure);
    for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
        // Names that start with a dot are output of runs, version control, caches.
        if (entry->path().filename().string().starts_with('.') || entry->path() == to) {
            if (entry->is_directory()) entry.disable_recursion_pending();
            continue;
        }
        const fs::path target = to / fs::relative(entry->path(), from);
        if (entry->is_directory())
            fs::create_directories(target, failure);
        else if (entry->is_regular_file())
            fs::copy_file(entry->path(), target, failure);
    }
    if (failure) {
        return refuse(fault("file-unwritable", "'{0}' cannot be written: {1}.", to.string(), failure.message())
                          .withHint(say("Choose a folder that you may write.")));
    }
    return {};
}

} // namespace twinflow::ui
