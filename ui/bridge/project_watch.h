// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Says that something in a project folder may have changed, once things there have come to rest.
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <filesystem>

namespace twinflow::ui {

/// The project's files and the folders that they lie in, as far as the system lets all of them be watched. For a folder
/// that is gone it is the nearest one above it. Reads folders, so that it belongs into a job.
QStringList watchedPaths(const std::filesystem::path& folder);

class ProjectWatch : public QObject {
    Q_OBJECT
public:
    explicit ProjectWatch(QObject* parent = nullptr);

    /// From now on these, and nothing else. Gives whether some are watched only now: they may have changed before.
    bool watch(const QStringList& paths);
    /// As if something had changed.
    void stir();
    void stop();

Q_SIGNALS:
    void stirred();

private:
    QFileSystemWatcher m_watcher;
    QTimer m_rest;
};

} // namespace twinflow::ui
