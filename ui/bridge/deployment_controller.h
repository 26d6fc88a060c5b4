// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The deployment that is open: edited from value to value, undone, checked, loaded and saved.
#pragma once

#include "bridge/design.h"
#include "bridge/job_runner.h"
#include "bridge/project_io.h"
#include "deployment/check.h"

#include <QObject>
#include <QString>
#include <QTimer>
#include <QUndoStack>

#include <filesystem>
#include <functional>
#include <optional>
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
    /// Not loaded from anywhere: begun in this program, saved or not.
    bool isBegunHere() const { return m_isBegunHere; }
    /// The copy that openRecovered() was given, while that is what is open.
    const std::filesystem::path& recoveredFrom() const { return m_recoveredFrom; }
    QString title() const;
    bool isModified() const { return m_isOpen && (m_isLost || !m_design.isSame(m_saved)); }
    /// The design that is on disk; another one than any that was here where nobody knows.
    const Design& onDisk() const { return m_saved; }
    /// What the files were when they were last read or written here.
    const DiskBasis& basis() const { return m_basis; }
    QUndoStack& undoStack() { return m_undo; }

    /// One entry in the history, named `label`; none when nothing changes. Edits with the same `mergeKey` that follow
    /// each other are one entry. Gives whether anything changed; nothing does while another project loads.
    bool edit(const QString& label, const Edit& change, const QString& mergeKey = {});
    bool replace(const QString& label, Deployment deployment, const QString& mergeKey = {});
    bool editLayout(const QString& label, const std::function<void(Layout&)>& change, const QString& mergeKey = {});

    /// Loading and saving are jobs: what came of them is a signal. A save that is asked for during another follows it.
    void open(const std::filesystem::path& folder);
    /// What is in `copy` as unsaved changes of `project`, or as a new design where that is empty. `basis` is what was
    /// on disk when the changes were made: none where that is not known.
    void openRecovered(const std::filesystem::path& copy, const std::filesystem::path& project,
                       std::optional<DiskStamps> basis = {});
    /// A design that is on no disk yet.
    void begin(Deployment deployment);
    void save();
    /// A copy of the whole project folder, recordings and notes included, and from then on that one.
    void saveAs(const std::filesystem::path& folder);
    void close();
    /// What others have written: `onDisk` is there now, and `design` is what is made of it and of the edits here. An
    /// entry of the history named `label` where it changes the design.
    void takeOn(const QString& label, Design design, Design onDisk, Findings ofFiles, DiskBasis basis);
    /// What is wrong with the files as they are now, beside what was found when they were read. Lost: they are no
    /// project any more, so that what is open here is on no disk.
    void tellOfDisk(Findings findings, bool isLost);
    /// The next save writes over files with these stamps.
    void accept(DiskStamps stamps) { m_basis.stamps = std::move(stamps); }
    /// What is open stays, and nothing else comes.
    void cancelOpen() { m_loading.cancel(); }
    /// As long as nothing was written; then it goes on to its end.
    void cancelSave();
    bool isSaving() const { return m_saving.isBusy(); }
    bool isLoading() const { return m_loading.isBusy(); }

    /// What is wrong with the design as it is, by the newest check that ended.
    const std::vector<deployment::Finding>& findings() const { return m_findings; }
    bool isChecking() const { return m_checkDelay.isActive() || m_checking.isBusy(); }

Q_SIGNALS:
    void opened();
    void closed();
    void loadingChanged(bool loading);
    void openFailed(const QString& path, const QString& why);
    void savingChanged(bool saving);
    void saved();
    void saveFailed(const QString& why);
    /// Nothing was saved: somebody else has written these files since they were read.
    void saveDisputed(const QStringList& files);
    void deploymentChanged();
    void layoutChanged();
    void modifiedChanged(bool modified);
    void findingsChanged();

private:
    struct Project {
        Design design;
        Design saved; ///< the one on disk; another one where `design` has unsaved changes
        std::filesystem::path folder;
        Findings findingsOfFiles;
        DiskBasis basis;
        std::filesystem::path recoveredFrom;
        bool isBegunHere = false;
    };
    struct SaveNext {
        std::filesystem::path folder;
        bool copies = false;
    };

    bool push(const QString& label, Design after, const QString& mergeKey);
    void put(const Design& design);
    bool canEdit() const { return m_isOpen && !isLoading(); }
    void save(const std::filesystem::path& folder, bool copies = false);
    void endSave(std::uint64_t number, const Design& design, const std::filesystem::path& folder,
                 Result<WrittenProject> written);
    void become(Project project);
    void failToOpen(const std::filesystem::path& folder, const Error& why);
    void check();
    void tellModified();

    QUndoStack m_undo;
    JobRunner m_loading;
    JobRunner m_saving;
    JobRunner m_checking;
    QTimer m_checkDelay;
    bool m_isOpen = false;
    bool m_wasModified = false;
    bool m_isBegunHere = false;
    std::uint64_t m_number = 0; // of the project that is open: jobs of another one do not touch it
    std::optional<SaveNext> m_saveNext;
    std::filesystem::path m_folder;
    std::filesystem::path m_recoveredFrom;
    Design m_design;
    Design m_saved;
    DiskBasis m_basis;       // by the last load or save; designs keep that of the load
    Findings m_fileFindings; // of the load: of the files' form
    Findings m_diskFindings; // of the files as they became since
    bool m_isLost = false;
    std::vector<deployment::Finding> m_findings;
};

} // namespace twinflow::ui
