// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Follows the files of the project that is open while others write them: what was not edited here is read again, and
// what was is somebody's decision.
#pragma once

#include "bridge/deployment_controller.h"
#include "bridge/design_merge.h"
#include "bridge/project_watch.h"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace twinflow::ui {

class DiskFollower : public QObject {
    Q_OBJECT
public:
    explicit DiskFollower(DeploymentController& controller, QObject* parent = nullptr);

    /// Looks at the files; where the system does not tell of changes, somebody has to ask.
    void look() { m_watch.stir(); }

    /// Files that others have written and that were edited here, or that can no longer be read; empty: nothing to
    /// decide.
    const QStringList& disputed() const { return m_disputed; }
    /// False for files that can no longer be read.
    bool canReload() const { return m_theirs != nullptr; }
    /// The project as it is on disk now; only with canReload().
    const Design& theirs() const { return *m_theirs; }
    /// The project as it is on disk takes the place of the design; undo brings the edits back.
    void reload();
    /// The edits stay, and a save writes over what others wrote there.
    void keepOurs();

Q_SIGNALS:
    /// Others have written these files, and they were read again.
    void taken(const QStringList& files);
    /// These are gone from the disk; what they held is still here.
    void gone(const QStringList& files);
    void disputedChanged();
    /// A save would write over what others wrote: it waits for reload() or keepOurs() and another save.
    void saveWaits();

private:
    struct Look {
        ReadProject read;
        QStringList paths; ///< to be watched
        std::filesystem::path folder;
        std::set<std::string> unread; ///< of those that a save was refused for: there, and no part of what was read
    };

    void begin();
    void judge(Look look);
    void refuseToRead(const Look& look);
    void dispute(std::vector<std::string> files, std::shared_ptr<const Design> theirs);
    void settle();
    /// The save that was refused, once nothing of what it was refused for is open.
    void saveAgain();

    DeploymentController& m_controller;
    ProjectWatch m_watch;
    JobRunner m_looking;
    QStringList m_disputed;
    std::shared_ptr<const Design> m_theirs;
    std::vector<std::string> m_changed; // all that others wrote, while there is something to decide
    Findings m_theirFindings;
    DiskBasis m_theirBasis;
    bool m_saveWaits = false;
    std::set<std::string> m_asked; // the files that saves were refused for since the last one that was not
};

} // namespace twinflow::ui
