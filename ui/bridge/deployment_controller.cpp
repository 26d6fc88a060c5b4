// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/deployment_controller.h"

#include "bridge/design_edit.h"
#include "bridge/finding_place.h"
#include "bridge/project_copy.h"
#include "bridge/text.h"
#include "deployment/project.h"
#include "deployment/scenario_files.h"

#include <chrono>

namespace twinflow::ui {

namespace {

// Long enough that a check does not begin at every key, short enough that its answer feels like one to that key.
constexpr std::chrono::milliseconds kCheckDelay{120};

struct Opened {
    Result<deployment::Loaded> loaded;
    Layout layout;
    Findings layoutFindings;
};

using deployment::Deployment;

Opened load(const std::filesystem::path& folder) {
    Opened opened{deployment::load(folder), {}, {}};
    if (auto layout = loadLayout(folder))
        opened.layout = std::move(*layout);
    else
        opened.layoutFindings.push_back(
            std::move(layout.error())
                .withHint(say("Mend the file; once cards were moved, a save keeps it as layout-unreadable.json."))
                .as(Severity::warning));
    return opened;
}

/// Findings of the load hold for deployment.json as it was read; scenarios are read again, since their texts change.
/// What is checked is the text as it would be saved, so that places are right in it.
std::vector<deployment::Finding> findAll(Deployment deployment, const Findings& ofFiles) {
    std::vector<deployment::Finding> all;
    for (const Error& error : ofFiles) {
        if (!error.place.file.starts_with("scenarios/")) all.push_back({error, {}, {}});
    }
    Findings ofScenarios;
    deployment::readScenarios(deployment, ofScenarios);
    for (Error& error : ofScenarios) all.push_back({std::move(error), {}, {}});
    nameServices(deployment, all);
    if (auto source = JsonDocument::parse(deployment::deploymentText(deployment), "deployment.json"))
        deployment.source = std::make_shared<const JsonDocument>(std::move(*source));
    std::vector<deployment::Finding> found = deployment::check(deployment);
    nameServices(deployment, found);
    all.insert(all.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    return all;
}

/// What the files say after a save; `onDisk` knows which of them the last save or load left there.
Result<Findings> write(const Design& design, const std::filesystem::path& folder,
                       std::shared_ptr<const deployment::FilesOnDisk> onDisk) {
    Deployment written = *design.deployment;
    written.onDisk = std::move(onDisk);
    if (auto saved = deployment::save(written, folder); !saved) return refuse(std::move(saved.error()));
    if (auto saved = saveLayout(*design.layout, folder); !saved) return refuse(std::move(saved.error()));
    auto read = deployment::load(folder);
    return read ? std::move(read->findings) : Findings();
}

} // namespace

DeploymentController::DeploymentController(QObject* parent)
    : QObject(parent) {
    connect(&m_loading, &JobRunner::busyChanged, this, &DeploymentController::loadingChanged);
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
    return push(label, {std::make_shared<const Deployment>(std::move(changed)), m_design.layout}, mergeKey);
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

void DeploymentController::open(const std::filesystem::path& folder) {
    m_loading.start([folder](const std::stop_token&) { return load(folder); },
                    [this, folder](Opened read) {
                        if (!read.loaded) {
                            Q_EMIT openFailed(text(folder.string()),
                                              text(read.loaded.error().what) + u' ' + text(read.loaded.error().hint));
                            return;
                        }
                        Findings findings = std::move(read.loaded->findings);
                        findings.insert(findings.end(), read.layoutFindings.begin(), read.layoutFindings.end());
                        const Design design{std::make_shared<const Deployment>(std::move(read.loaded->deployment)),
                                            std::make_shared<const Layout>(std::move(read.layout))};
                        become({design, design, folder, std::move(findings), {}, false});
                    });
}

void DeploymentController::openRecovered(const std::filesystem::path& copy, const std::filesystem::path& project) {
    struct Recovered {
        Opened changed;
        Opened onDisk;
    };
    m_loading.start(
        [copy, project](const std::stop_token&) {
            Recovered recovered{load(copy), project.empty() ? load(copy) : load(project)};
            if (recovered.changed.loaded && recovered.onDisk.loaded) {
                // Where it is saved to, and which files were there, is the project's business.
                recovered.changed.loaded->deployment.onDisk = recovered.onDisk.loaded->deployment.onDisk;
            }
            return recovered;
        },
        [this, copy, project](Recovered recovered) {
            if (!recovered.changed.loaded) {
                const Error& error = recovered.changed.loaded.error();
                Q_EMIT openFailed(text(copy.string()), text(error.what) + u' ' + text(error.hint));
                return;
            }
            const bool isThere = recovered.onDisk.loaded.has_value() && !project.empty();
            become({{std::make_shared<const Deployment>(std::move(recovered.changed.loaded->deployment)),
                     std::make_shared<const Layout>(std::move(recovered.changed.layout))},
                    {},
                    isThere ? project : std::filesystem::path(),
                    std::move(recovered.changed.loaded->findings),
                    copy,
                    false});
        });
}

void DeploymentController::begin(Deployment deployment) {
    // Nothing of it is on a disk.
    become({{std::make_shared<const Deployment>(std::move(deployment)), std::make_shared<const Layout>()},
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
    m_onDisk = m_design.deployment->onDisk;
    m_fileFindings = std::move(project.findingsOfFiles);
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
         onDisk = m_onDisk](const std::stop_token&) -> Result<Findings> {
            if (!copies) return write(design, folder, onDisk);
            if (auto copied = copyProject(from, folder); !copied) return refuse(std::move(copied.error()));
            if (!onDisk) return write(design, folder, nullptr);
            // Files that the design no longer has came along with the copy.
            return write(
                design, folder,
                std::make_shared<const deployment::FilesOnDisk>(deployment::FilesOnDisk{folder, onDisk->paths}));
        },
        [this, design = m_design, folder, number = m_number](Result<Findings> written) {
            endSave(number, design, folder, std::move(written));
        });
}

void DeploymentController::endSave(std::uint64_t number, const Design& design, const std::filesystem::path& folder,
                                   Result<Findings> written) {
    const bool isOurs = number == m_number; // and not of a project that was left meanwhile
    if (written && isOurs) {
        m_folder = folder;
        m_saved = design;
        m_onDisk = std::make_shared<const deployment::FilesOnDisk>(deployment::filesOnDisk(*design.deployment, folder));
        m_fileFindings = std::move(*written);
        check();
    }
    if (const auto next = std::exchange(m_saveNext, {})) save(next->copies ? next->folder : m_folder, next->copies);
    if (!written) Q_EMIT saveFailed(text(written.error().what) + u' ' + text(written.error().hint));
    if (!written || !isOurs) return;
    Q_EMIT saved();
    tellModified();
}

void DeploymentController::close() {
    if (!m_isOpen) return;
    m_loading.cancel();
    m_checking.cancel();
    ++m_number;
    m_saveNext.reset();
    m_onDisk.reset();
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
    m_checking.start([deployment = m_design.deployment,
                      ofFiles = m_fileFindings](const std::stop_token&) { return findAll(*deployment, ofFiles); },
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
