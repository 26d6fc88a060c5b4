// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The deployment that is open: edited from value to value, undone, checked, loaded and saved.
#pragma once

#include "bridge/design.h"
#include "bridge/job_runner.h"
#include "deployment/check.h"

#include <QObject>
#include <QString>
#include <QTimer>
#include <QUndoStack>

#include <filesystem>
#include <functional>
#include <vector>

namespace twinflow::ui {

class DeploymentController : public QObject {
    Q_OBJECT
public:
    using Deployment = deployment::Deployment;
    using Edit = std::function<void(Deployment&)>;

    explicit DeploymentController(QObject* parent = nullptr);

    bool isOpen() const { return m_isOpen; }
    const Deployment& deployment() const { return *m_design.deployment; }
    std::shared_ptr<const Deployment> shared() const { return m_design.deployment; }
    const Layout& layout() const { return *m_design.layout; }
    const Design& design() const { return m_design; }
    /// Of the project; empty before it was saved for the first time.
    const std::filesystem::path& folder() const { return m_folder; }
    QString title() const;
    bool isModified() const { return m_isOpen && !m_design.isSame(m_saved); }
    QUndoStack& undoStack() { return m_undo; }

    /// One entry in the history, named `label`; none when nothing changes. Edits with the same `mergeKey` that follow
    /// each other are one entry. Gives whether anything changed.
    bool edit(const QString& label, const Edit& change, const QString& mergeKey = {});
    bool replace(const QString& label, Deployment deployment, const QString& mergeKey = {});
    bool editLayout(const QString& label, const std::function<void(Layout&)>& change, const QString& mergeKey = {});

    /// Loading and saving are jobs: what came of them is a signal.
    void open(const std::filesystem::path& folder);
    /// What is in `copy` as unsaved changes of `project`, or as a new design where that is empty.
    void openRecovered(const std::filesystem::path& copy, const std::filesystem::path& project);
    /// A design that is on no disk yet.
    void begin(Deployment deployment);
    void save();
    /// A copy of the whole project folder, recordings and notes included, and from then on that one.
    void saveAs(const std::filesystem::path& folder);
    void close();
    bool isSaving() const { return m_saving.isBusy(); }

    /// What is wrong with the design as it is, by the newest check that ended.
    const std::vector<deployment::Finding>& findings() const { return m_findings; }
    bool isChecking() const { return m_checkDelay.isActive() || m_checking.isBusy(); }

Q_SIGNALS:
    void opened();
    void closed();
    void openFailed(const QString& path, const QString& why);
    void saved();
    void saveFailed(const QString& why);
    void deploymentChanged();
    void layoutChanged();
    void modifiedChanged(bool modified);
    void findingsChanged();

private:
    bool push(const QString& label, Design after, const QString& mergeKey);
    void put(const Design& design);
    void become(Design design, std::filesystem::path folder, Findings findingsOfFiles);
    void check();
    void tellModified();

    QUndoStack m_undo;
    JobRunner m_loading;
    JobRunner m_saving;
    JobRunner m_checking;
    QTimer m_checkDelay;
    bool m_isOpen = false;
    bool m_wasModified = false;
    std::filesystem::path m_folder;
    Design m_design;
    Design m_saved;
    Findings m_fileFindings; // of the load: of the files' form
    std::vector<deployment::Finding> m_findings;
};

} // namespace twinflow::ui
