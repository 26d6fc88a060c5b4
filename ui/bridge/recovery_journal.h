// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Edits that were not saved survive a crash: within a second they are on disk, beside the project and never in it.
#pragma once

#include "bridge/deployment_controller.h"

#include <QLockFile>

#include <memory>
#include <mutex>
#include <optional>

namespace twinflow::ui {

/// What a program that did not end properly has left behind.
struct LeftBehind {
    std::filesystem::path entry;   ///< of the journal
    std::filesystem::path project; ///< where the design was opened from; empty: it was on no disk
    std::string title;
    std::optional<DiskStamps> basis = {}; ///< what was on disk when the edits were made; none: not known
};

/// Keeps one entry for the design that is open, in `root`. It is written to two places in turn, and says which of them
/// is whole only when it is; a save or an end of the program takes it away.
class RecoveryJournal : public QObject {
    Q_OBJECT
public:
    RecoveryJournal(DeploymentController& controller, std::filesystem::path root, QObject* parent = nullptr);
    ~RecoveryJournal() override;

    /// Entries in `root` whose program is gone, newest first.
    static std::vector<LeftBehind> leftBehind(const std::filesystem::path& root);
    static void discard(const LeftBehind& entry);
    /// Opens what was left behind as a design with unsaved changes. The entry goes when an entry of ours has taken its
    /// place, and with the unsaved changes.
    void recover(const LeftBehind& entry);

Q_SIGNALS:
    /// All edits up to a moment ago are on disk.
    void written();
    /// The last edits are not on disk; what was written before is still whole.
    void notWritten(const QString& why);

private:
    /// An entry on disk: who writes it or takes it away holds its mutex, in a job.
    struct Entry {
        std::filesystem::path folder;
        std::unique_ptr<QLockFile> lock; ///< null: of a program that is gone
        std::mutex mutex = {};
        bool isGone = false;

        void remove();
    };
    struct Removals {
        std::mutex mutex;
        std::vector<std::shared_ptr<Entry>> entries;

        void add(std::shared_ptr<Entry> entry);
        void carryOut();
    };

    void note();
    void noteOpened();
    void dropRecovered();
    void write();
    void drop();
    void remove(std::shared_ptr<Entry> entry);

    DeploymentController& m_controller;
    std::filesystem::path m_root;
    std::shared_ptr<Entry> m_entry;         // of this program; null: nothing is to be kept
    std::optional<LeftBehind> m_recovering; // asked for, not open yet
    std::optional<LeftBehind> m_recovered;  // open, and nothing has taken its place yet
    std::shared_ptr<Removals> m_removals = std::make_shared<Removals>();
    QTimer m_delay;
    JobRunner m_writing;
    JobRunner m_removing;
    bool m_second = false; // the place that is written next
};

} // namespace twinflow::ui
