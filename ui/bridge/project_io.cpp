// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/project_io.h"

namespace twinflow::ui {

namespace fs = std::filesystem;

Design ReadProject::design() const {
    return {std::make_shared<const deployment::Deployment>(loaded->deployment), std::make_shared<const Layout>(layout)};
}

DiskBasis ReadProject::basis() const {
    return {loaded->deployment.onDisk, loaded->deployment.source, stamps};
}

ReadProject readProject(const fs::path& folder) {
    // Stamps of what is read twice come first: what changes in between is then seen as a change.
    DiskStamps before;
    stampFile(before, folder, kDeploymentFile);
    stampFile(before, folder, kLayoutFile);
    ReadProject read{deployment::load(folder), {}, {}};
    auto layout = loadLayout(folder);
    if (!read.loaded) {
        read.stamps = std::move(before);
        return read;
    }
    if (layout)
        read.layout = std::move(*layout);
    else
        read.loaded->findings.push_back(
            std::move(layout.error())
                .withHint(say("Mend the file; once cards were moved, a save keeps it as layout-unreadable.json."))
                .as(Severity::warning));
    read.stamps = stampsOf(read.loaded->deployment, read.loaded->deployment.source->text());
    if (const auto stamp = before.find(std::string(kLayoutFile)); stamp != before.end()) read.stamps.insert(*stamp);
    return read;
}

Result<WrittenProject> writeProject(const Design& design, const fs::path& folder, const DiskBasis& basis,
                                    const std::stop_token& token) {
    deployment::Deployment written = *design.deployment;
    written.onDisk = basis.files;
    if (basis.source) written.source = basis.source;
    DiskStamps next = stampsOf(written, deployment::deploymentText(written));
    const std::string layoutKey(kLayoutFile);
    const FileStamp ownLayout = stampOf(layoutText(*design.layout));
    next[layoutKey] = ownLayout;
    WrittenProject result;
    result.disputed = writtenByOthers(folder, basis.stamps, next);
    if (!result.disputed.empty()) return result;
    if (token.stop_requested()) return refuse(fault(kCancelled, "The save was cancelled."));
    if (auto saved = deployment::save(written, folder); !saved) return refuse(std::move(saved.error()));
    if (auto saved = saveLayout(*design.layout, folder); !saved) return refuse(std::move(saved.error()));
    // A layout that says the same in other bytes is left as it is; whoever writes it meanwhile is found out later.
    stampFile(next, folder, kLayoutFile);
    if (const auto stamp = next.find(layoutKey); stamp != next.end() && stamp->second != ownLayout) {
        const auto known = basis.stamps.find(layoutKey);
        if (known == basis.stamps.end())
            next.erase(stamp);
        else
            stamp->second = known->second;
    }
    result.basis = {std::make_shared<const deployment::FilesOnDisk>(deployment::filesOnDisk(written, folder)),
                    basis.source, std::move(next)};
    if (auto read = deployment::load(folder)) result.findings = std::move(read->findings);
    return result;
}

} // namespace twinflow::ui
