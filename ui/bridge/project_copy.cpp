// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/project_copy.h"

#include "bridge/project_io.h"

#include <vector>

namespace twinflow::ui {

namespace fs = std::filesystem;

namespace {

/// Files and folders that are there only since this copy; they go again unless it is whole.
class Made {
public:
    ~Made() {
        std::error_code ignored;
        for (auto path = m_paths.rbegin(); path != m_paths.rend(); ++path) fs::remove(*path, ignored);
    }
    void add(fs::path path) { m_paths.push_back(std::move(path)); }
    void keep() { m_paths.clear(); }

private:
    std::vector<fs::path> m_paths;
};

} // namespace

Result<void> copyProject(const fs::path& from, const fs::path& to, const std::stop_token& token) {
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
    Made made;
    if (fs::create_directories(to, failure)) made.add(to);
    std::error_code unread;
    fs::recursive_directory_iterator entry;
    // Of a project that is gone what is open is all there is.
    if (fs::status(from, unread).type() == fs::file_type::not_found)
        unread.clear();
    else if (!failure && !unread)
        entry = fs::recursive_directory_iterator(from, unread);
    for (; !failure && !unread && entry != fs::recursive_directory_iterator(); entry.increment(unread)) {
        if (token.stop_requested()) return refuse(fault(kCancelled, "The copy was cancelled."));
        // Names that start with a dot are output of runs, version control, caches.
        if (entry->path().filename().string().starts_with('.') || entry->path() == to) {
            if (entry->is_directory()) entry.disable_recursion_pending();
            continue;
        }
        const fs::path target = to / fs::relative(entry->path(), from);
        if (entry->is_directory()) {
            if (fs::create_directories(target, failure)) made.add(target);
        } else if (entry->is_regular_file()) {
            made.add(target);
            fs::copy_file(entry->path(), target, failure);
        }
    }
    if (unread) {
        return refuse(fault("file-unreadable", "'{0}' cannot be read: {1}.", from.string(), unread.message())
                          .withHint(say("Check that it is a folder and that you may read what is in it.")));
    }
    if (failure) {
        return refuse(fault("file-unwritable", "'{0}' cannot be written: {1}.", to.string(), failure.message())
                          .withHint(say("Choose a folder that you may write.")));
    }
    made.keep();
    return {};
}

} // namespace twinflow::ui
