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
        m_asked.clear();
        settle();
        look();
    };
    connect(&controller, &DeploymentController::opened, this, anew);
    connect(&controller, &DeploymentController::saved, this, anew);
    connect(&controller, &DeploymentController::saveFailed, this, &DiskFollower::look);
    connect(&controller, &DeploymentController::saveDisputed, this, [this](const QStringList& files) {
        for (const QString& file : files) m_asked.insert(utf8(file));
        m_saveWaits = true;
        begin();
    });
    connect(&controller, &DeploymentController::closed, this, [this] {
        m_looking.cancel();
        m_watch.stop();
        m_saveWaits = false;
        m_asked.clear();
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
        [folder = m_controller.folder(), asked = m_asked](const std::stop_token&) {
            Look look{{}, watchedPaths(folder), folder, {}};
            DiskStamps seen; // comes first: what changes in between is then seen as a change
            for (const std::string& path : asked) stampFile(seen, folder, path);
            look.read = readProject(folder);
            for (auto& [path, stamp] : seen) {
                if (!look.read.stamps.insert_or_assign(path, std::move(stamp)).second) continue;
                look.unread.insert(path);
            }
            return look;
        },
        [this](Look look) { judge(std::move(look)); });
}

void DiskFollower::judge(Look look) {
    if (!m_controller.isOpen() || look.folder != m_controller.folder()) return;
    if (m_watch.watch(look.paths)) m_watch.stir();
    if (m_controller.isSaving()) return m_watch.stir(); // one that is cancelled tells nothing
    ReadProject& read = look.read;
    if (!read.loaded) return refuseToRead(look);
    std::vector<std::string> changed = differing(m_controller.basis().stamps, read.stamps);
    if (changed.empty()) {
        m_controller.tellOfDisk({}, false); // perhaps it was otherwise a moment ago
        settle();
        return saveAgain();
    }
    // There is nothing of these to be merged, and a save would be refused for them again.
    std::vector<std::string> unread;
    std::erase_if(changed, [&](const std::string& path) {
        if (!look.unread.contains(path)) return false;
        unread.push_back(path);
        return true;
    });
    auto theirs = std::make_shared<const Design>(read.design());
    DesignMerge merge = mergeDesigns(m_controller.onDisk(), m_controller.design(), *theirs, changed);
    m_theirBasis = read.basis();
    m_theirFindings = std::move(read.loaded->findings);
    const Findings ofGone = tellOfGone(merge.gone);
    m_theirFindings.insert(m_theirFindings.end(), ofGone.begin(), ofGone.end());
    merge.disputed.insert(merge.disputed.end(), unread.begin(), unread.end());
    if (!merge.disputed.empty()) {
        m_changed = std::move(changed);
        return dispute(std::move(merge.disputed), std::move(theirs));
    }
    settle();
    m_controller.takeOn(tr("Changes on disk"), std::move(merge.design), *theirs, std::exchange(m_theirFindings, {}),
                        std::exchange(m_theirBasis, {}));
    if (!merge.taken.empty()) Q_EMIT taken(listed(merge.taken));
    if (!merge.gone.empty()) Q_EMIT gone(listed(merge.gone));
    saveAgain();
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
    std::set<std::string> files = m_asked;
    if (!isGone) files.insert(std::string(kDeploymentFile));
    DiskBasis basis = m_controller.basis();
    std::vector<std::string> open; // where it was not decided to keep ours
    for (const std::string& path : files) {
        const auto now = look.read.stamps.find(path);
        if (now == look.read.stamps.end()) continue;
        FileStamp& known = basis.stamps[path];
        if (std::exchange(known, now->second) != now->second) open.push_back(path);
    }
    if (isGone) Q_EMIT gone({text(kDeploymentFile)});
    if (open.empty()) {
        settle();
        return saveAgain();
    }
    m_theirBasis = std::move(basis);
    dispute(std::move(open), nullptr);
}

void DiskFollower::saveAgain() {
    if (std::exchange(m_saveWaits, false)) m_controller.save();
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
