// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/output_folder.h"

#include "base/file.h"

#include <vector>

namespace twinflow::engine {

namespace fs = std::filesystem;

namespace {

// Also keeps git away from the output inside a project.
constexpr const char* kMark = ".gitignore";
constexpr const char* kMarkText = "# Output of a Twinflow run; emptied before the next one.\n*\n";
constexpr const char* kAside = ".before";

/// All but what is our own. It is read whole before anything is changed.
std::vector<fs::path> entriesOf(const fs::path& folder, std::error_code& failure) {
    std::vector<fs::path> entries;
    for (auto entry = fs::directory_iterator(folder, failure); !failure && entry != fs::directory_iterator();
         entry.increment(failure)) {
        if (entry->path().filename() != kMark && entry->path().filename() != kAside) entries.push_back(entry->path());
    }
    return entries;
}

void moveAll(const fs::path& from, const fs::path& to, std::error_code& failure) {
    for (const fs::path& entry : entriesOf(from, failure)) {
        fs::rename(entry, to / entry.filename(), failure);
        if (failure) return;
    }
}

void putBack(const fs::path& folder) {
    std::error_code ignored;
    moveAll(folder / kAside, folder, ignored);
    fs::remove(folder / kAside, ignored);
}

} // namespace

Result<OutputFolder> OutputFolder::prepare(const fs::path& folder) {
    std::error_code failure;
    if (fs::exists(folder, failure) && !fs::is_empty(folder, failure)) {
        const auto mark = readFile(folder / kMark);
        if (!mark || *mark != kMarkText) {
            return refuse(
                fault("engine-output-not-ours", "'{0}' holds files that no run of Twinflow wrote.", folder.string())
                    .withHint(say("Name an empty or new folder for the output.")));
        }
    }
    fs::create_directories(folder, failure);
    if (!failure) fs::remove_all(folder / kAside, failure); // of a run that was cut off
    if (!failure) fs::create_directory(folder / kAside, failure);
    if (!failure) {
        moveAll(folder, folder / kAside, failure);
        if (failure) putBack(folder);
    }
    if (failure) {
        return refuse(
            fault("engine-output-unwritable", "'{0}' cannot be emptied: {1}.", folder.string(), failure.message())
                .withHint(say("Name a folder for the output that you may write.")));
    }
    OutputFolder prepared(folder);
    if (auto marked = writeFile(folder / kMark, kMarkText); !marked) return refuse(std::move(marked.error()));
    return prepared;
}

void OutputFolder::keep() {
    std::error_code ignored;
    fs::remove_all(m_folder / kAside, ignored);
    m_folder.clear();
}

OutputFolder::~OutputFolder() {
    if (m_folder.empty()) return;
    std::error_code ignored;
    for (const fs::path& entry : entriesOf(m_folder, ignored)) fs::remove_all(entry, ignored);
    putBack(m_folder);
}

} // namespace twinflow::engine
