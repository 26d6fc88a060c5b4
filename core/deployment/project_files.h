// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The text files of a project folder, read with bounds: the folder may come from anybody.
#pragma once

#include "deployment/deployment.h"

#include <filesystem>

namespace twinflow::deployment {

inline constexpr std::uintmax_t kMaxFileBytes = 512U << 20U;
inline constexpr std::uintmax_t kMaxProjectBytes = 1U << 30U;
inline constexpr std::size_t kMaxEntries = 10'000;

/// Reads files below one project folder. Names that start with a dot are passed over. Links are followed to files
/// inside the project only. Codes: deployment-link-outside, deployment-link-to-folder, deployment-too-many-files,
/// deployment-too-large, and those of readFile.
class ProjectFiles {
public:
    ProjectFiles(std::filesystem::path folder, Findings& findings);

    /// All files below `subfolder` (or only in it) whose names end with `suffix`, sorted by path.
    std::vector<ProjectFile> read(const std::string& subfolder, const std::string& suffix, bool recursive);

private:
    std::vector<std::filesystem::path> entries(const std::filesystem::path& below, const std::string& suffix,
                                               bool recursive);
    bool isAllowed(const std::filesystem::path& path, const std::string& name);
    std::string nameOf(const std::filesystem::path& path) const;
    void say(Error error, std::string file);

    std::filesystem::path m_folder; // without links
    Findings& m_findings;
    std::size_t m_entries = 0;
    std::uintmax_t m_bytes = 0;
};

/// True for a relative path with forward slashes that names something inside its folder: no "..", no ".", no drive, no
/// backslash.
bool isInside(std::string_view path);

} // namespace twinflow::deployment
