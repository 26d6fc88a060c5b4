// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/disk_follower.h"

#include "bridge/text.h"

#include <QGuiApplication>

namespace twinflow::ui {

namespace {

QStringList listed(const std::vector<std::string>& paths) {
    QStringList list;
    for (const std::string& path : paths) list << text(path);
    return list;
}

Findings tellOfGone(const std::vector<std::string>& paths) {
    Findings findings;
    for (const std::string& path : paths) {
        findings.push_back(fault("project-file-gone", "'{0}' is gone from the disk.", path)
                               .withHint(say("What it held is still open here; a save writes it again."))
                               .at({path, 0, 0, {}})
                               .as(Severity::warning));
    }
    return findings;
}

} // namespace

DiskFollower::DiskFollower(DeploymentController& controller, QObject* parent)
    : QObject(parent)
    , m_controller(controller) {
    connect(&m_watch, &ProjectWatch::stirred, this, &DiskFollower::begin);
    const auto anew = [this] {
        m_looking.cancel(); // what it has read may be older than what is known now
        m_saveWaits = false;
        settle();
        look();
    };
    connect(&controller, &DeploymentController::opened, this, anew);
    connect(&controller, &DeploymentController::saved, this, anew);
    connect(&controller, &DeploymentController::saveFailed, this, &DiskFollower::look);
    connect(&controller, &DeploymentController::saveDisputed, this, [this](const QStringList& files) {
        m_waitsFor.clear();
        for (const QString& file : files) m_waitsFor.push_back(utf8(file));
        m_saveWaits = true;
        begin();
    });
    connect(&controller, &DeploymentController::closed, this, [this] {
        m_looking.cancel();
        m_watch.stop();
        m_saveWaits = false;
        settle();
    });
}

void DiskFollower::begin() {
    if (!m_controller.isOpen() || m_controller.folder().empty()) return;
    // A save is on its way, or a hand holds something that would be taken away from it.
    const bool isBadMoment = m_controller.isSaving() || m_controller.isLoading() ||
                             (QGuiApplication::mouseButtons() != Qt::NoButton && !m_saveWaits);
    if (isBadMoment) return m_watch.stir();
    m_looking.start(
        [folder = m_controller.folder()](const std::stop_token&) {
            QStringList paths = watchedPaths(folder);
            return Look{readProject(folder), std::move(paths), folder};
        },
        [this](Look look) { judge(std::move(look)); });
}

void DiskFollower::judge(Look look) {
    if (!m_controller.isOpen() || look.folder != m_controller.folder()) return;
    if (m_watch.watch(look.paths)) m_watch.stir();
    if (m_controller.isSaving()) return; // which tells when it has ended
    ReadProject& read = look.read;
    if (!read.loaded) return refuseToRead(look);
    const std::vector<std::string> changed = differing(m_controller.basis().stamps, read.stamps);
    if (changed.empty()) {
        m_controller.tellOfDisk({}, false); // perhaps it was otherwise a moment ago
        settle();
        if (std::exchange(m_saveWaits, false)) m_controller.save();
        return;
    }
    auto theirs = std::make_shared<const Design>(read.design());
    DesignMerge merge = mergeDesigns(m_controller.onDisk(), m_controller.design(), *theirs, changed);
    m_theirBasis = read.basis();
    m_theirFindings = std::move(read.loaded->findings);
    const Findings ofGone = tellOfGone(merge.gone);
    m_theirFindings.insert(m_theirFindings.end(), ofGone.begin(), ofGone.end());
    if (!merge.disputed.empty()) {
        m_changed = changed;
        return dispute(std::move(merge.disputed), std::move(theirs));
    }
    settle();
    m_controller.takeOn(tr("Changes on disk"), std::move(merge.design), *theirs, std::exchange(m_theirFindings, {}),
                        std::exchange(m_theirBasis, {}));
    if (!merge.taken.empty()) Q_EMIT taken(listed(merge.taken));
    if (!merge.gone.empty()) Q_EMIT gone(listed(merge.gone));
    if (std::exchange(m_saveWaits, false)) m_controller.save();
}

void DiskFollower::refuseToRead(const Look& look) {
    Error why = look.read.loaded.error();
    const bool isGone = why.code == "project-missing";
    if (isGone) {
        why = tellOfGone({std::string(kDeploymentFile)}).front();
    } else {
        if (why.place.file.empty()) why.place.file = kDeploymentFile;
        why.hint = say("It was changed on disk. What was read before is still open here; a save asks before it writes "
                       "over the file.");
    }
    m_controller.tellOfDisk({std::move(why)}, true);
    if (isGone) {
        settle();
        Q_EMIT gone({text(kDeploymentFile)});
        if (std::exchange(m_saveWaits, false)) m_controller.save();
        return;
    }
    std::vector<std::string> files{std::string(kDeploymentFile)};
    if (m_saveWaits) files = m_waitsFor;
    DiskBasis basis = m_controller.basis();
    for (const std::string& path : files) stampFile(basis.stamps, look.folder, path);
    if (basis.stamps == m_controller.basis().stamps) return; // it was decided to keep ours
    m_theirBasis = std::move(basis);
    dispute(std::move(files), nullptr);
}

void DiskFollower::dispute(std::vector<std::string> files, std::shared_ptr<const Design> theirs) {
    m_theirs = std::move(theirs);
    m_disputed = listed(files);
    Q_EMIT disputedChanged();
    if (std::exchange(m_saveWaits, false)) Q_EMIT saveWaits();
}

void DiskFollower::settle() {
    m_theirs.reset();
    m_changed.clear();
    if (m_disputed.isEmpty()) return;
    m_disputed.clear();
    Q_EMIT disputedChanged();
}

void DiskFollower::reload() {
    if (!canReload()) return;
    const Design theirs = *m_theirs;
    const QStringList files = m_disputed;
    settle();
    m_controller.takeOn(tr("Reload from disk"), theirs, theirs, std::exchange(m_theirFindings, {}),
                        std::exchange(m_theirBasis, {}));
    Q_EMIT taken(files);
}

void DiskFollower::keepOurs() {
    if (m_disputed.isEmpty()) return;
    const std::shared_ptr<const Design> theirs = m_theirs;
    const std::vector<std::string> changed = std::move(m_changed);
    settle();
    if (!theirs) return m_controller.accept(std::exchange(m_theirBasis, {}).stamps);
    // Only now: edits were made since the question came up.
    DesignMerge merge = mergeDesigns(m_controller.onDisk(), m_controller.design(), *theirs, changed);
    m_controller.takeOn(tr("Changes on disk"), std::move(merge.design), *theirs, std::exchange(m_theirFindings, {}),
                        std::exchange(m_theirBasis, {}));
}

} // namespace twinflow::ui
