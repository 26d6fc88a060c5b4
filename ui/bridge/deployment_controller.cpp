// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/deployment_controller.h"

#include "bridge/design_check.h"
#include "bridge/design_edit.h"
#include "bridge/layout_follow.h"
#include "bridge/project_copy.h"
#include "bridge/text.h"

#include <chrono>

namespace twinflow::ui {

namespace {

// Long enough that a check does not begin at every key, short enough that its answer feels like one to that key.
constexpr std::chrono::milliseconds kCheckDelay{120};

using deployment::Deployment;

/// `design` with the parts of `other` where they are equal, so that sameness can be seen without comparing.
Design sharing(Design design, const Design& other) {
    if (*design.deployment == *other.deployment) design.deployment = other.deployment;
    if (*design.layout == *other.layout) design.layout = other.layout;
    return design;
}

/// What the copy of a whole project has on disk before `design` is saved into it; files that the design no longer has
/// came along.
DiskBasis basisOfCopy(const Design& design, const std::filesystem::path& folder, const DiskBasis& from) {
    DiskBasis basis;
    basis.source = from.source;
    if (from.files)
        basis.files =
            std::make_shared<const deployment::FilesOnDisk>(deployment::FilesOnDisk{folder, from.files->paths});
    for (const auto& [path, stamp] : stampsOf(*design.deployment, {})) stampFile(basis.stamps, folder, path);
    stampFile(basis.stamps, folder, kLayoutFile);
    return basis;
}

} // namespace

DeploymentController::DeploymentController(QObject* parent)
    : QObject(parent) {
    connect(&m_loading, &JobRunner::busyChanged, this, &DeploymentController::loadingChanged);
    connect(&m_saving, &JobRunner::busyChanged, this, &DeploymentController::savingChanged);
    m_checkDelay.setSingleShot(true);
    m_checkDelay.setInterval(kCheckDelay);
    connect(&m_checkDelay, &QTimer::timeout, this, &DeploymentController::check);
}

QString DeploymentController::title() const {
    if (!m_isOpen) return {};
    return deployment().name.empty() ? tr("Untitled") : text(deployment().name);
}

bool DeploymentController::edit(const QString& label, const Edit& change, const QString& mergeKey) {
    Deployment changed = deployment();
    change(changed);
    return replace(label, std::move(changed), mergeKey);
}

bool DeploymentController::replace(const QString& label, Deployment changed, const QString& mergeKey) {
    if (!canEdit() || changed == deployment()) return false;
    Design after = m_design;
    if (Layout layout = followed(this->layout(), deployment(), changed); layout != this->layout())
        after.layout = std::make_shared<const Layout>(std::move(layout));
    after.deployment = std::make_shared<const Deployment>(std::move(changed));
    return push(label, std::move(after), mergeKey);
}

bool DeploymentController::editLayout(const QString& label, const std::function<void(Layout&)>& change,
                                      const QString& mergeKey) {
    Layout changed = layout();
    change(changed);
    if (!canEdit() || changed == layout()) return false;
    return push(label, {m_design.deployment, std::make_shared<const Layout>(std::move(changed))}, mergeKey);
}

bool DeploymentController::push(const QString& label, Design after, const QString& mergeKey) {
    m_undo.push(new DesignEdit(label, m_design, std::move(after), mergeKey, [this](const Design& to) { put(to); }));
    return true;
}

void DeploymentController::put(const Design& design) {
    const Design before = std::exchange(m_design, design);
    if (before.deployment != m_design.deployment) {
        m_checkDelay.start();
        Q_EMIT deploymentChanged();
    }
    if (before.layout != m_design.layout) Q_EMIT layoutChanged();
    tellModified();
}

void DeploymentController::takeOn(const QString& label, Design design, Design onDisk, Findings ofFiles,
                                  DiskBasis basis) {
    m_basis = std::move(basis);
    m_fileFindings = std::move(ofFiles);
    m_diskFindings.clear();
    m_isLost = false;
    m_saved = sharing(std::move(onDisk), m_design);
    design = sharing(sharing(std::move(design), m_saved), m_design);
    if (design.isSame(m_design))
        check();
    else
        push(label, std::move(design), {});
    tellModified();
}

void DeploymentController::tellOfDisk(Findings findings, bool isLost) {
    m_isLost = isLost;
    if (findings != m_diskFindings) {
        m_diskFindings = std::move(findings);
        check();
    }
    tellModified();
}

void DeploymentController::open(const std::filesystem::path& folder) {
    m_loading.start([folder](const std::stop_token&) { return readProject(folder); },
                    [this, folder](ReadProject read) {
                        if (!read.loaded) return failToOpen(folder, read.loaded.error());
                        const Design design = read.design();
                        become({design, design, folder, std::move(read.loaded->findings), read.basis(), {}, false});
                    });
}

void DeploymentController::openRecovered(const std::filesystem::path& copy, const std::filesystem::path& project,
                                         std::optional<DiskStamps> known) {
    struct Recovered {
        ReadProject changed;
        ReadProject onDisk;
    };
    m_loading.start(
        [copy, project](const std::stop_token&) {
            return Recovered{readProject(copy), readProject(project.empty() ? copy : project)};
        },
        [this, copy, project, known = std::move(known)](Recovered recovered) {
            if (!recovered.changed.loaded) return failToOpen(copy, recovered.changed.loaded.error());
            const bool isThere = recovered.onDisk.loaded.has_value() && !project.empty();
            // Where it is saved to, and which files are there, is the project's business.
            DiskBasis basis;
            if (recovered.onDisk.loaded) basis.files = recovered.onDisk.loaded->deployment.onDisk;
            if (isThere) basis.stamps = known ? *known : std::move(recovered.onDisk.stamps);
            become({recovered.changed.design(),
                    {},
                    isThere ? project : std::filesystem::path(),
                    std::move(recovered.changed.loaded->findings),
                    std::move(basis),
                    copy,
                    false});
        });
}

void DeploymentController::failToOpen(const std::filesystem::path& folder, const Error& why) {
    Q_EMIT openFailed(text(folder.string()), text(why.what) + u' ' + text(why.hint));
}

void DeploymentController::begin(Deployment deployment) {
    // Nothing of it is on a disk.
    become({{std::make_shared<const Deployment>(std::move(deployment)), std::make_shared<const Layout>()},
            {},
            {},
            {},
            {},
            {},
            true});
}

void DeploymentController::become(Project project) {
    m_loading.cancel();
    ++m_number;
    m_saveNext.reset();
    m_undo.clear();
    m_folder = std::move(project.folder);
    m_design = std::move(project.design);
    m_saved = std::move(project.saved);
    m_basis = std::move(project.basis);
    m_fileFindings = std::move(project.findingsOfFiles);
    m_diskFindings.clear();
    m_isLost = false;
    m_recoveredFrom = std::move(project.recoveredFrom);
    m_isBegunHere = project.isBegunHere;
    m_findings.clear();
    m_isOpen = true;
    check();
    Q_EMIT opened();
    Q_EMIT deploymentChanged();
    Q_EMIT layoutChanged();
    Q_EMIT findingsChanged();
    tellModified();
}

void DeploymentController::save() {
    if (!m_folder.empty()) save(m_folder);
}

void DeploymentController::saveAs(const std::filesystem::path& folder) {
    save(folder, true);
}

void DeploymentController::save(const std::filesystem::path& folder, bool copies) {
    if (!m_isOpen) return;
    if (m_saving.isBusy()) {
        // Two at a time would write the same files. The last wish is carried out when this one has ended.
        if (copies || !m_saveNext) m_saveNext = SaveNext{folder, copies};
        return;
    }
    m_saving.start(
        [design = m_design, from = m_folder, folder, copies,
         basis = m_basis](const std::stop_token& token) -> Result<WrittenProject> {
            if (!copies) return writeProject(design, folder, basis, token);
            if (auto copied = copyProject(from, folder, token); !copied) return refuse(std::move(copied.error()));
            return writeProject(design, folder, basisOfCopy(design, folder, basis), {});
        },
        [this, design = m_design, folder, number = m_number](Result<WrittenProject> written) {
            endSave(number, design, folder, std::move(written));
        });
}

void DeploymentController::cancelSave() {
    m_saveNext.reset();
    m_saving.requestStop();
}

void DeploymentController::endSave(std::uint64_t number, const Design& design, const std::filesystem::path& folder,
                                   Result<WrittenProject> written) {
    const bool isOurs = number == m_number; // and not of a project that was left meanwhile
    const bool isSaved = written && written->disputed.empty();
    if (isSaved && isOurs) {
        m_folder = folder;
        m_saved = design;
        m_basis = std::move(written->basis);
        m_fileFindings = std::move(written->findings);
        m_diskFindings.clear();
        m_isLost = false;
        check();
    }
    if (const auto next = std::exchange(m_saveNext, {})) save(next->copies ? next->folder : m_folder, next->copies);
    if (!written && written.error().code != kCancelled)
        Q_EMIT saveFailed(text(written.error().what) + u' ' + text(written.error().hint));
    if (!isOurs || !written) return;
    if (!isSaved) {
        QStringList files;
        for (const std::string& path : written->disputed) files << text(path);
        Q_EMIT saveDisputed(files);
        return;
    }
    Q_EMIT saved();
    tellModified();
}

void DeploymentController::close() {
    if (!m_isOpen) return;
    m_loading.cancel();
    m_checking.cancel();
    ++m_number;
    m_saveNext.reset();
    m_basis = {};
    m_diskFindings.clear();
    m_isLost = false;
    m_recoveredFrom.clear();
    m_isBegunHere = false;
    m_checkDelay.stop();
    m_undo.clear();
    m_isOpen = false;
    m_folder.clear();
    m_design = {};
    m_saved = {};
    m_findings.clear();
    m_fileFindings.clear();
    Q_EMIT closed();
    Q_EMIT deploymentChanged();
    Q_EMIT findingsChanged();
    tellModified();
}

void DeploymentController::check() {
    Findings ofFiles = m_diskFindings;
    ofFiles.insert(ofFiles.end(), m_fileFindings.begin(), m_fileFindings.end());
    m_checking.start([deployment = m_design.deployment, base = m_basis.source, ofFiles = std::move(ofFiles)](
                         const std::stop_token&) { return findAll(*deployment, base, ofFiles); },
                     [this](std::vector<deployment::Finding> found) {
                         m_findings = std::move(found);
                         Q_EMIT findingsChanged();
                     });
}

void DeploymentController::tellModified() {
    if (isModified() == m_wasModified) return;
    m_wasModified = isModified();
    Q_EMIT modifiedChanged(m_wasModified);
}

} // namespace twinflow::ui
