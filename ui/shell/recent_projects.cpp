// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/recent_projects.h"

#include "bridge/text.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace twinflow::ui {

namespace {

constexpr int kMost = 10;

QString key() {
    return QStringLiteral("recent");
}

} // namespace

QStringList recentProjects() {
    QStringList all = QSettings().value(key()).toStringList();
    all.removeIf([](const QString& folder) { return !QFileInfo::exists(folder + QStringLiteral("/deployment.json")); });
    return all;
}

void rememberProject(const std::filesystem::path& folder) {
    const QString path = QDir(text(folder.string())).absolutePath();
    QStringList all = QSettings().value(key()).toStringList();
    all.removeAll(path);
    all.prepend(path);
    while (all.size() > kMost) all.removeLast();
    QSettings().setValue(key(), all);
}

void forgetProject(const QString& folder) {
    QStringList all = QSettings().value(key()).toStringList();
    all.removeAll(folder);
    QSettings().setValue(key(), all);
}

std::filesystem::path journalFolder() {
    return std::filesystem::path(utf8(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))) / "journal";
}

std::filesystem::path samplesFolder() {
    return std::filesystem::path(utf8(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))) / "samples";
}

} // namespace twinflow::ui
