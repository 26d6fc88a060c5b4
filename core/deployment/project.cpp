// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "deployment/project.h"

#include "base/file.h"
#include "deployment/deployment_text.h"
#include "deployment/project_files.h"
#include "deployment/scenario_files.h"

#include <algorithm>
#include <set>

namespace twinflow::deployment {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kDeploymentFile = "deployment.json";

Result<std::shared_ptr<const JsonDocument>> readDocument(const fs::path& folder) {
    std::error_code failure;
    if (!fs::is_directory(folder, failure)) {
        return refuse(fault("project-missing", "There is no project folder '{0}'.", folder.string())
                          .withHint(say("Give the folder that holds deployment.json.")));
    }
    Result<std::string> text = readFile(folder / kDeploymentFile, kMaxFileBytes);
    if (!text && text.error().code == "file-missing") {
        return refuse(fault("project-missing", "The folder '{0}' has no deployment.json.", folder.string())
                          .withHint(say("Give the folder of a project, or start a new one.")));
    }
    if (!text) return refuse(std::move(text.error()));
    Result<JsonDocument> document = JsonDocument::parse(std::move(*text), std::string(kDeploymentFile));
    if (!document) return refuse(std::move(document.error()));
    if (!document->root().isObject()) {
        return refuse(fault("deployment-type", "deployment.json should be an object in braces.")
                          .at(document->place(document->root()))
                          .withHint(say("Start from a sample or from a new project.")));
    }
    return std::make_shared<const JsonDocument>(std::move(*document));
}

std::vector<const ProjectFile*> filesOf(const Deployment& deployment) {
    std::vector<const ProjectFile*> files;
    for (const auto* list : {&deployment.models, &deployment.graph, &deployment.scripts, &deployment.scenarioFiles}) {
        for (const ProjectFile& file : *list) files.push_back(&file);
    }
    return files;
}

/// The place of a project file on disk, or a refusal when it would lie outside, be it through a link.
Result<fs::path> placeInside(const fs::path& folder, const std::string& path) {
    const auto outside = [&] {
        return refuse(fault("project-path-outside",
                            "The file '{0}' would lie outside the project folder; it is not written.", path)
                          .withHint(say("Give it a path below the project folder, with forward slashes.")));
    };
    if (!isInside(path)) return outside();
    std::error_code failure;
    const fs::path root = fs::weakly_canonical(folder, failure);
    const fs::path place = folder / fs::path(std::u8string(path.begin(), path.end()));
    const fs::path relative = fs::weakly_canonical(place.parent_path(), failure).lexically_relative(root);
    if (failure) {
        return refuse(fault("file-unwritable", "The file '{0}' cannot be written: {1}.", path, failure.message())
                          .withHint(say("Give it a shorter name, or a folder that can be written to.")));
    }
    if (relative.empty() || *relative.begin() == "..") return outside();
    return place;
}

Result<void> writeChanged(const fs::path& path, const std::string& bytes) {
    const Result<std::string> old = readFile(path, kMaxFileBytes);
    if (old && *old == bytes) return {};
    return writeFile(path, bytes);
}

} // namespace

Result<Loaded> load(const fs::path& folder) {
    Result<std::shared_ptr<const JsonDocument>> document = readDocument(folder);
    if (!document) return refuse(std::move(document.error()));
    Loaded loaded;
    Deployment& deployment = loaded.deployment;
    deployment = readDeployment(std::move(*document), loaded.findings);
    ProjectFiles files(folder, loaded.findings);
    deployment.models = files.read("models", ".json", true);
    deployment.graph = files.read("graph", ".ndjson", true);
    deployment.scripts = files.read("functions", ".js", true);
    deployment.scenarioFiles = files.read("scenarios", ".json", false);
    readScenarios(deployment, loaded.findings);
    deployment.onDisk = std::make_shared<const FilesOnDisk>(filesOnDisk(deployment, folder));
    return loaded;
}

FilesOnDisk filesOnDisk(const Deployment& deployment, fs::path folder) {
    FilesOnDisk files{std::move(folder), {}};
    for (const ProjectFile* file : filesOf(deployment)) files.paths.push_back(file->path);
    std::sort(files.paths.begin(), files.paths.end());
    return files;
}

Result<void> save(const Deployment& deployment, const fs::path& folder) {
    std::vector<std::pair<fs::path, const ProjectFile*>> places;
    std::set<std::string> kept;
    for (const ProjectFile* file : filesOf(deployment)) {
        Result<fs::path> place = placeInside(folder, file->path);
        if (!place) return refuse(std::move(place.error()));
        places.emplace_back(std::move(*place), file);
        kept.insert(file->path);
    }
    for (const auto& [path, file] : places) {
        if (auto written = writeChanged(path, file->text); !written) return written;
    }
    std::error_code failure;
    if (deployment.onDisk && fs::equivalent(deployment.onDisk->folder, folder, failure)) {
        for (const std::string& path : deployment.onDisk->paths) {
            const Result<fs::path> place = placeInside(folder, path);
            if (kept.count(path) == 0 && place) fs::remove(*place, failure);
        }
    }
    return writeChanged(folder / kDeploymentFile, deploymentText(deployment));
}

} // namespace twinflow::deployment
