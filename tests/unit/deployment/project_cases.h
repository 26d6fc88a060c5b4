// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Projects as one text each: "-- deployment.json --" and so on start the files, "-- expected --" what is to be found.
#pragma once

#include "deployment/check.h"
#include "deployment/project.h"

#include <filesystem>
#include <map>
#include <string>

namespace twinflow::test {

struct ProjectCase {
    std::string name;
    std::map<std::string, std::string> files; ///< by path; what stands before the first is a comment
    std::string expected;
};

ProjectCase readCase(const std::filesystem::path& file);
/// All of tests/cases/deployment, sorted by name.
std::vector<ProjectCase> allCases();
void writeFiles(const std::map<std::string, std::string>& files, const std::filesystem::path& folder);
/// All files below a folder with their bytes.
std::map<std::string, std::string> readFiles(const std::filesystem::path& folder);

/// "error deployment.json:3:5: …" and, where there is a fix, a line "  fix: …".
std::string text(const Findings& findings);
std::string text(const std::vector<deployment::Finding>& findings);

} // namespace twinflow::test
