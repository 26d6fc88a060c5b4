// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/design_merge.h"

#include "bridge/disk_stamps.h"
#include "bridge/file_edits.h"
#include "deployment/scenario_files.h"

#include <algorithm>
#include <array>
#include <optional>

namespace twinflow::ui {

namespace {

using deployment::Deployment;
using deployment::ProjectFile;
using Files = std::vector<ProjectFile>;

constexpr std::array<Files Deployment::*, 4> kLists{&Deployment::models, &Deployment::graph, &Deployment::scripts,
                                                    &Deployment::scenarioFiles};

/// What deployment.json says, without the files beside it.
Deployment servicesOf(Deployment deployment) {
    for (const auto list : kLists) (deployment.*list).clear();
    deployment.scenarios.clear();
    return deployment;
}

std::optional<std::string> textOf(const Deployment& deployment, const std::string& path) {
    const ProjectFile* file = findProjectFile(deployment, path);
    return file ? std::optional(file->text) : std::nullopt;
}

/// Makes the file what it is in `from`, be it nothing.
void takeFile(Deployment& to, const Deployment& from, const std::string& path) {
    for (const auto list : kLists) {
        Files& files = to.*list;
        std::erase_if(files, [&](const ProjectFile& file) { return file.path == path; });
        for (const ProjectFile& file : from.*list) {
            if (file.path != path) continue;
            const auto place = std::lower_bound(files.begin(), files.end(), file,
                                                [](const auto& a, const auto& b) { return a.path < b.path; });
            files.insert(place, file);
        }
    }
}

class Merge {
public:
    Merge(const Design& base, const Design& ours, const Design& theirs)
        : m_base(base)
        , m_ours(ours)
        , m_theirs(theirs)
        , m_deployment(*ours.deployment)
        , m_layout(ours.layout) {}

    void file(const std::string& path, bool keepsGone) {
        const auto base = textOf(*m_base.deployment, path);
        const auto ours = textOf(*m_ours.deployment, path);
        const auto theirs = textOf(*m_theirs.deployment, path);
        if (!theirs && ours && keepsGone)
            m_merge.gone.push_back(path);
        else if (judge(path, base == ours, ours == theirs))
            takeFile(m_deployment, *m_theirs.deployment, path);
    }

    void services() {
        const Deployment ours = servicesOf(*m_ours.deployment);
        Deployment theirs = servicesOf(*m_theirs.deployment);
        if (!judge(std::string(kDeploymentFile), servicesOf(*m_base.deployment) == ours, ours == theirs)) return;
        for (const auto list : kLists) theirs.*list = std::move(m_deployment.*list);
        m_deployment = std::move(theirs);
    }

    void layout(bool keepsGone) {
        if (keepsGone && m_theirs.layout->spots.empty() && !m_ours.layout->spots.empty())
            return m_merge.gone.push_back(std::string(kLayoutFile));
        const bool isSame = *m_ours.layout == *m_theirs.layout;
        if (judge(std::string(kLayoutFile), *m_base.layout == *m_ours.layout, isSame)) m_layout = m_theirs.layout;
    }

    DesignMerge finish() {
        Findings ofCheck; // check() reads the files as well and tells them
        deployment::readScenarios(m_deployment, ofCheck);
        m_merge.design = {std::make_shared<const Deployment>(std::move(m_deployment)), m_layout};
        return std::move(m_merge);
    }

private:
    /// Whether theirs is to be taken.
    bool judge(const std::string& path, bool isUnedited, bool isSame) {
        const bool takes = isUnedited || isSame;
        (takes ? m_merge.taken : m_merge.disputed).push_back(path);
        return takes;
    }

    const Design& m_base;
    const Design& m_ours;
    const Design& m_theirs;
    Deployment m_deployment;
    std::shared_ptr<const Layout> m_layout;
    DesignMerge m_merge;
};

} // namespace

DesignMerge mergeDesigns(const Design& base, const Design& ours, const Design& theirs,
                         const std::vector<std::string>& changed) {
    Merge merge(base, ours, theirs);
    const bool keepsGone = std::find(changed.begin(), changed.end(), kDeploymentFile) == changed.end();
    for (const std::string& path : changed) {
        if (path == kDeploymentFile)
            merge.services();
        else if (path == kLayoutFile)
            merge.layout(keepsGone);
        else
            merge.file(path, keepsGone);
    }
    return merge.finish();
}

} // namespace twinflow::ui
