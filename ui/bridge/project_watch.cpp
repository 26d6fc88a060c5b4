// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/project_watch.h"

#include "bridge/disk_stamps.h"
#include "bridge/text.h"
#include "deployment/project_files.h"

#include <QSet>

#include <chrono>

namespace twinflow::ui {

namespace fs = std::filesystem;

namespace {

// A checkout or a save of many files is one change; whoever looks back at the window still finds it up to date.
constexpr std::chrono::milliseconds kRest{150};

/// The entries of a folder of the project and of those below it; what starts with a dot is not the project's.
void addBelow(const fs::path& folder, QStringList& paths) {
    std::error_code failure;
    fs::recursive_directory_iterator entry(folder, failure);
    if (failure) return;
    paths << text(folder.string());
    for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
        if (static_cast<std::size_t>(paths.size()) > deployment::kMaxEntries) return;
        std::error_code ignored;
        if (entry->path().filename().string().starts_with('.')) {
            entry.disable_recursion_pending();
            continue;
        }
        paths << text(entry->path().string());
    }
}

} // namespace

QStringList watchedPaths(const fs::path& folder) {
    std::error_code ignored;
    fs::path there = fs::absolute(folder, ignored);
    while (!fs::is_directory(there, ignored) && there.has_relative_path()) there = there.parent_path();
    QStringList paths{text(there.string())};
    if (there != fs::absolute(folder, ignored)) return paths;
    for (const std::string_view file : {kDeploymentFile, kLayoutFile}) {
        if (fs::exists(there / file, ignored)) paths << text((there / file).string());
    }
    for (const char* below : {"models", "graph", "functions", "scenarios"}) addBelow(there / below, paths);
    return paths;
}

ProjectWatch::ProjectWatch(QObject* parent)
    : QObject(parent) {
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRest);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &ProjectWatch::stir);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &ProjectWatch::stir);
    connect(&m_rest, &QTimer::timeout, this, &ProjectWatch::stirred);
}

bool ProjectWatch::watch(const QStringList& paths) {
    // A file that was replaced is no longer watched: the watcher followed the one that is gone.
    const QStringList before = m_watcher.files() + m_watcher.directories();
    const QSet<QString> wanted(paths.begin(), paths.end());
    QSet<QString> missing = wanted;
    QStringList leaving;
    for (const QString& path : before) {
        if (!missing.remove(path)) leaving << path;
    }
    if (!leaving.isEmpty()) m_watcher.removePaths(leaving);
    if (missing.isEmpty()) return false;
    const QStringList added(missing.begin(), missing.end());
    return m_watcher.addPaths(added).size() < added.size(); // those that cannot be watched
}

void ProjectWatch::stir() {
    if (!m_rest.isActive()) m_rest.start();
}

void ProjectWatch::stop() {
    m_rest.stop();
    watch({});
}

} // namespace twinflow::ui
