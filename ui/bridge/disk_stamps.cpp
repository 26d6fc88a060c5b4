// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/disk_stamps.h"

#include "base/digest.h"
#include "base/file.h"
#include "deployment/project_files.h"

#include <set>

namespace twinflow::ui {

namespace fs = std::filesystem;

namespace {

const FileStamp kUnreadable{0, "unreadable"}; // no digest: not as any bytes are

} // namespace

FileStamp stampOf(std::string_view bytes) {
    Digest digest;
    digest.add(bytes);
    return {bytes.size(), digest.hex()};
}

void stampFile(DiskStamps& stamps, const fs::path& folder, std::string_view path) {
    const fs::path place = folder / fs::path(std::u8string(path.begin(), path.end()));
    std::error_code failure;
    if (const auto bytes = readFile(place, deployment::kMaxFileBytes))
        stamps[std::string(path)] = stampOf(*bytes);
    else if (fs::status(place, failure).type() == fs::file_type::not_found)
        stamps.erase(std::string(path));
    else
        stamps[std::string(path)] = kUnreadable;
}

DiskStamps stampsOf(const deployment::Deployment& deployment, std::string_view deploymentJson) {
    DiskStamps stamps;
    stamps[std::string(kDeploymentFile)] = stampOf(deploymentJson);
    for (const auto* list : {&deployment.models, &deployment.graph, &deployment.scripts, &deployment.scenarioFiles}) {
        for (const deployment::ProjectFile& file : *list) stamps[file.path] = stampOf(file.text);
    }
    return stamps;
}

std::vector<std::string> differing(const DiskStamps& a, const DiskStamps& b) {
    std::set<std::string> paths;
    const auto compare = [&paths](const DiskStamps& these, const DiskStamps& those) {
        for (const auto& [path, stamp] : these) {
            const auto other = those.find(path);
            if (other == those.end() || other->second != stamp) paths.insert(path);
        }
    };
    compare(a, b);
    compare(b, a);
    return {paths.begin(), paths.end()};
}

std::vector<std::string> writtenByOthers(const fs::path& folder, const DiskStamps& known, const DiskStamps& next) {
    DiskStamps candidates = known;
    candidates.insert(next.begin(), next.end());
    const auto isAs = [](const DiskStamps& stamps, const std::string& path, const FileStamp& stamp) {
        const auto found = stamps.find(path);
        return found != stamps.end() && found->second == stamp;
    };
    std::vector<std::string> paths;
    for (const auto& [path, ignored] : candidates) {
        if (!deployment::isInside(path)) continue; // a save refuses it
        DiskStamps now;
        stampFile(now, folder, path);
        const auto there = now.find(path);
        if (there == now.end() || isAs(known, path, there->second) || isAs(next, path, there->second)) continue;
        paths.push_back(path);
    }
    return paths;
}

} // namespace twinflow::ui
