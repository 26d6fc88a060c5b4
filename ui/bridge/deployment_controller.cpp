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

Opened load(const std::filesystem::path& folder) {
    Opened opened{deployment::load(folder), {}, {}};
    if (auto layout = loadLayout(folder))
        opened.layout = std::move(*layout);
    else
        opened.layoutFindings.push_back(std::move(layout.error()).as(Severity::warning));
    return opened;
}

/// Findings of the load hold for deployment.json as it was read; scenarios are read again, since their texts change.
/// What is checked is the text as it would be saved, so that places are right in it.
std::vector<deployment::Finding> findAll(deployment::Deployment deployment, const Findings& ofFiles) {
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

Result<void> write(const Design& design, const std::filesystem::path& folder) {
    if (auto saved = deployment::save(*design.deployment, folder); !saved) return saved;
    return saveLayout(*design.layout, folder);
}

} // namespace

DeploymentController::DeploymentController(QObject* parent)
    : QObject(parent) {
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
    if (!m_isOpen || changed == deployment()) return false;
    return push(label, {std::make_shared<const Deployment>(std::move(changed)), m_design.layout}, mergeKey);
}

bool DeploymentController::editLayout(const QString& label, const std::function<void(Layout&)>& change,
                                      const QString& mergeKey) {
    Layout changed = layout();
    change(changed);
    if (!m_isOpen || changed == layout()) return false;
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
                        become({std::make_shared<const Deployment>(std::move(read.loaded->deployment)),
                                std::make_shared<const Layout>(std::move(read.layout))},
                               folder, std::move(findings));
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
            become({std::make_shared<const Deployment>(std::move(recovered.changed.loaded->deployment)),
                    std::make_shared<const Layout>(std::move(recovered.changed.layout))},
                   isThere ? project : std::filesystem::path(), std::move(recovered.changed.loaded->findings));
            m_saved = {};
            tellModified();
        });
}

void DeploymentController::begin(Deployment deployment) {
    become({std::make_shared<const Deployment>(std::move(deployment)), std::make_shared<const Layout>()}, {}, {});
    m_saved = {}; // nothing of it is on a disk
    tellModified();
}

void DeploymentController::become(Design design, std::filesystem::path folder, Findings findingsOfFiles) {
    m_undo.clear();
    m_folder = std::move(folder);
    m_design = std::move(design);
    m_saved = m_design;
    m_fileFindings = std::move(findingsOfFiles);
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
    if (!m_isOpen || m_folder.empty()) return;
    m_saving.start([design = m_design, folder = m_folder](const std::stop_token&) { return write(design, folder); },
                   [this, design = m_design](const Result<void>& written) {
                       if (!written) {
                           Q_EMIT saveFailed(text(written.error().what) + u' ' + text(written.error().hint));
                           return;
                       }
                       m_saved = design;
                       Q_EMIT saved();
                       tellModified();
                   });
}

void DeploymentController::saveAs(const std::filesystem::path& folder) {
    if (!m_isOpen) return;
    m_saving.start(
        [design = m_design, from = m_folder, folder](const std::stop_token&) -> Result<void> {
            if (auto copied = copyProject(from, folder); !copied) return copied;
            return write(design, folder);
        },
        [this, design = m_design, folder](const Result<void>& written) {
            if (!written) {
                Q_EMIT saveFailed(text(written.error().what) + u' ' + text(written.error().hint));
                return;
            }
            m_folder = folder;
            m_saved = design;
            Q_EMIT saved();
            tellModified();
        });
}

void DeploymentController::close() {
    if (!m_isOpen) return;
    m_loading.cancel();
    m_checking.cancel();
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
