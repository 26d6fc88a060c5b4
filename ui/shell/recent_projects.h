// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which projects were open of late, newest first.
#pragma once

#include <QStringList>

#include <filesystem>

namespace twinflow::ui {

/// Folders that are there still.
QStringList recentProjects();
void rememberProject(const std::filesystem::path& folder);
void forgetProject(const QString& folder);
/// Where unsaved changes survive a crash.
std::filesystem::path journalFolder();
/// Where working copies of samples live, one folder for each.
std::filesystem::path samplesFolder();

} // namespace twinflow::ui
