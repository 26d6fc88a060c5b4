// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/project_files.h"

#include "base/file.h"

#include <algorithm>

namespace twinflow::deployment {

namespace fs = std::filesystem;

namespace {

bool endsWith(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

} // namespace

ProjectFiles::ProjectFiles(fs::path folder, Findings& findings)
    : m_findings(findings) {
    std::error_code failure;
    m_folder = fs::canonical(folder, failure);
    if (failure) m_folder = std::move(folder);
}

std::string ProjectFiles::nameOf(const fs::path& path) const {
    const std::u8string name = path.lexically_relative(m_folder).generic_u8string();
    return {name.begin(), name.end()};
}

void ProjectFiles::say(Error error, std::string file) {
    error.place.file = std::move(file);
    m_findings.push_back(std::move(error));
}

bool ProjectFiles::isAllowed(const fs::path& path, const std::string& name) {
    std::error_code failure;
    if (!fs::is_symlink(path, failure)) return true;
    const fs::path target = fs::canonical(path, failure);
    if (failure) {
        say(fault("file-missing", "'{0}' is a link to nothing.", name)
                .withHint(twinflow::say("Remove the link or mend it.")),
            name);
        return false;
    }
    const fs::path inside = target.lexically_relative(m_folder);
    if (inside.empty() || *inside.begin() == "..") {
        say(fault("deployment-link-outside", "'{0}' is a link that leaves the project folder; it is not read.", name)
                .withHint(twinflow::say("Copy the file into the project.")),
            name);
        return false;
    }
    if (fs::is_directory(target, failure)) {
        say(fault("deployment-link-to-folder", "'{0}' is a link to a folder; such links are not followed.", name)
                .withHint(twinflow::say("Move the folder here, or link its files."))
                .as(Severity::warning),
            name);
        return false;
    }
    return true;
}

std::vector<fs::path> ProjectFiles::entries(const fs::path& below, const std::string& suffix, bool recursive) {
    std::vector<fs::path> files;
    std::vector<fs::path> folders{below};
    while (!folders.empty()) {
        const fs::path folder = folders.back();
        folders.pop_back();
        std::error_code failure;
        fs::directory_iterator entry(folder, failure);
        if (failure) {
            say(fault("file-unreadable", "The folder '{0}' cannot be read: {1}.", nameOf(folder), failure.message()),
                nameOf(folder));
            continue;
        }
        for (; entry != fs::directory_iterator(); entry.increment(failure)) {
            if (++m_entries > kMaxEntries) {
                if (m_entries == kMaxEntries + 1) {
                    say(fault("deployment-too-many-files", "The project has more than {0} files; the rest is not read.",
                              kMaxEntries)
                            .withHint(twinflow::say("Put many models or twins into one file.")),
                        nameOf(folder));
                }
                return files;
            }
            const fs::path& path = entry->path();
            const std::string name = nameOf(path);
            if (path.filename().string().front() == '.') continue;
            const bool isFolder = entry->is_directory(failure) && !entry->is_symlink(failure);
            if (isFolder && recursive) folders.push_back(path);
            if (isFolder || (!endsWith(name, suffix) && !entry->is_directory(failure))) continue;
            if (isAllowed(path, name)) files.push_back(path);
        }
    }
    return files;
}

std::vector<ProjectFile> ProjectFiles::read(const std::string& subfolder, const std::string& suffix, bool recursive) {
    std::vector<ProjectFile> files;
    const fs::path below = m_folder / subfolder;
    std::error_code failure;
    if (!fs::is_directory(below, failure) || !isAllowed(below, subfolder)) return files;
    for (const fs::path& path : entries(below, suffix, recursive)) {
        const std::string name = nameOf(path);
        Result<std::string> text = readFile(path, kMaxFileBytes);
        if (!text) {
            say(std::move(text.error()), name);
            continue;
        }
        if (m_bytes + text->size() > kMaxProjectBytes) {
            say(fault("deployment-too-large",
                      "The project's files are more than {0} bytes together; '{1}' is not read.", kMaxProjectBytes,
                      name),
                name);
            continue;
        }
        m_bytes += text->size();
        files.push_back({name, std::move(*text)});
    }
    std::sort(files.begin(), files.end(), [](const ProjectFile& a, const ProjectFile& b) { return a.path < b.path; });
    return files;
}

bool isInside(std::string_view path) {
    if (path.empty() || path.find_first_of("\\:") != std::string_view::npos ||
        path.find('\0') != std::string_view::npos)
        return false;
    while (!path.empty()) {
        const std::size_t slash = std::min(path.find('/'), path.size());
        const std::string_view part = path.substr(0, slash);
        if (part.empty() || part == "." || part == "..") return false;
        path.remove_prefix(std::min(slash + 1, path.size()));
    }
    return true;
}

} // namespace twinflow::deployment
