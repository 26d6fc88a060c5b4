// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "project_cases.h"

#include "base/file.h"
#include "support.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace twinflow::test {

namespace fs = std::filesystem;

namespace {

std::string line(const Error& error) {
    const char* severity = error.severity == Severity::error     ? "error "
                           : error.severity == Severity::warning ? "warning "
                                                                 : "note ";
    return severity + error.str() + "\n";
}

} // namespace

ProjectCase readCase(const fs::path& file) {
    ProjectCase project;
    project.name = file.stem().string();
    std::istringstream lines(readFile(file).value());
    std::string* section = nullptr;
    for (std::string each; std::getline(lines, each);) {
        if (each.starts_with("-- ") && each.ends_with(" --")) {
            const std::string name = each.substr(3, each.size() - 6);
            section = name == "expected" ? &project.expected : &project.files[name];
        } else if (section) {
            *section += each + "\n";
        }
    }
    return project;
}

std::vector<ProjectCase> allCases() {
    std::vector<ProjectCase> cases;
    for (const auto& entry : fs::directory_iterator(sourceFolder() / "tests" / "cases" / "deployment")) {
        if (entry.path().extension() == ".txt") cases.push_back(readCase(entry.path()));
    }
    std::sort(cases.begin(), cases.end(), [](const ProjectCase& a, const ProjectCase& b) { return a.name < b.name; });
    return cases;
}

void writeFiles(const std::map<std::string, std::string>& files, const fs::path& folder) {
    for (const auto& [path, bytes] : files) {
        if (const auto written = writeFile(folder / path, bytes); !written)
            throw std::runtime_error(written.error().str());
    }
}

std::map<std::string, std::string> readFiles(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            files[fs::relative(entry.path(), folder).generic_string()] = readFile(entry.path()).value();
    }
    return files;
}

std::string text(const Findings& findings) {
    std::string all;
    for (const Error& finding : findings) all += line(finding);
    return all;
}

std::string text(const std::vector<deployment::Finding>& findings) {
    std::string all;
    for (const deployment::Finding& finding : findings) {
        all += line(finding.error);
        if (finding.fix) all += "  fix: " + finding.fixText.str() + "\n";
    }
    return all;
}

} // namespace twinflow::test
