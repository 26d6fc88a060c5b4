// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Somebody else writes the files of the project that is open: nothing that was edited here or there goes without a
// word.
#include "base/file.h"
#include "bridge/disk_follower.h"
#include "bridge/file_edits.h"
#include "bridge/recovery_journal.h"
#include "bridge/samples.h"
#include "bridge/text.h"
#include "deployment/project_files.h"
#include "support.h"

#include <QTemporaryDir>

#include <fstream>

using namespace twinflow;
using namespace twinflow::ui;
namespace fs = std::filesystem;

namespace {

const std::string kScript = "functions/ingest.js";

/// The sample that has a bit of everything, open and followed.
struct Desk {
    QTemporaryDir folder;
    fs::path project = fs::path(folder.path().toStdString()) / "project";
    DeploymentController controller;
    DiskFollower follower{controller};
    QSignalSpy taken{&follower, &DiskFollower::taken};
    QSignalSpy gone{&follower, &DiskFollower::gone};
    QSignalSpy disputed{&follower, &DiskFollower::disputedChanged};
    QSignalSpy waits{&follower, &DiskFollower::saveWaits};
    QSignalSpy saved{&controller, &DeploymentController::saved};

    Desk() {
        TF_OK(writeSample(QStringLiteral("smart-building"), project));
        controller.open(project);
        QTRY_VERIFY(controller.isOpen());
    }

    std::string read(const std::string& path) const { return readFile(project / path).value(); }
    /// Beside the file and then in its place, as careful editors do.
    void replace(const std::string& path, const std::string& bytes) const { TF_OK(writeFile(project / path, bytes)); }
    void replaceIn(const std::string& path, const std::string& old, const std::string& fresh) const {
        std::string bytes = read(path);
        const std::size_t at = bytes.find(old);
        QVERIFY2(at != std::string::npos, old.c_str());
        replace(path, bytes.replace(at, old.size(), fresh));
    }
    std::string scriptHere() const { return findProjectFile(controller.deployment(), kScript)->text; }
    void type(const std::string& path, const std::string& bytes) {
        controller.edit(QStringLiteral("type"), [&](auto& deployment) { setFileText(deployment, path, bytes); });
    }
    void name(const std::string& text) {
        controller.edit(QStringLiteral("name"), [&](auto& deployment) { deployment.name = text; });
    }
    bool tells(std::string_view code) const {
        return std::any_of(controller.findings().begin(), controller.findings().end(),
                           [&](const auto& finding) { return finding.error.code == code; });
    }
};

} // namespace

class DiskTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatOthersWriteIsReadAgain() {
        Desk desk;
        const auto before = desk.controller.shared();
        desk.replaceIn("deployment.json", "\"Smart building\"", "\"Smarter building\"");
        QTRY_COMPARE(desk.taken.size(), 1);
        QCOMPARE(desk.taken[0][0].toStringList(), QStringList{QStringLiteral("deployment.json")});
        TF_COMPARE(desk.controller.deployment().name, "Smarter building");
        QVERIFY(!desk.controller.isModified());
        // As an entry of the history: what was there can be had again, and saved.
        QCOMPARE(desk.controller.undoStack().count(), 1);
        desk.controller.undoStack().undo();
        QCOMPARE(desk.controller.shared(), before);
        QVERIFY(desk.controller.isModified());
        desk.controller.save();
        QTRY_COMPARE(desk.saved.size(), 1);
        QVERIFY(desk.read("deployment.json").find("\"Smart building\"") != std::string::npos);
    }

    void aFileIsFollowedThroughEveryWayOfWriting() {
        Desk desk;
        for (int i = 1; i <= 3; ++i) {
            const std::string replaced = "// replaced " + std::to_string(i) + "\n";
            desk.replace(kScript, replaced);
            QTRY_COMPARE(desk.scriptHere(), replaced);
            const std::string written = "// written into " + std::to_string(i) + "\n";
            std::ofstream(desk.project / kScript, std::ios::binary | std::ios::trunc) << written;
            QTRY_COMPARE(desk.scriptHere(), written);
        }
        QVERIFY(!desk.controller.isModified());
    }

    void aFileThatIsAddedComesToo() {
        Desk desk;
        desk.replace("functions/sub/new.js", "// new\n");
        QTRY_VERIFY(findProjectFile(desk.controller.deployment(), "functions/sub/new.js") != nullptr);
        QVERIFY(!desk.controller.isModified());
        // Its folder is followed from now on.
        desk.replace("functions/sub/new.js", "// newer\n");
        QTRY_COMPARE(findProjectFile(desk.controller.deployment(), "functions/sub/new.js")->text, "// newer\n");
    }

    void ourOwnSavesAreNoChanges() {
        Desk desk;
        desk.name("Ours");
        desk.controller.save();
        QTRY_COMPARE(desk.saved.size(), 1);
        desk.replace("functions/after.js", "// somebody else's, and the last that is written\n");
        QTRY_COMPARE(desk.taken.size(), 1);
        QCOMPARE(desk.taken[0][0].toStringList(), QStringList{QStringLiteral("functions/after.js")});
        QCOMPARE(desk.disputed.size(), 0);
    }

    void otherSpacingStaysInWhatIsSaved() {
        Desk desk;
        desk.name("Ours");
        desk.controller.save();
        QTRY_COMPARE(desk.saved.size(), 1);
        const std::string spaced = desk.read("deployment.json") + "\n\n";
        desk.replace("deployment.json", spaced);
        QTRY_COMPARE(desk.taken.size(), 1);
        QCOMPARE(desk.controller.undoStack().count(), 1); // ours; it says the same
        QVERIFY(!desk.controller.isModified());
        desk.controller.undoStack().undo();
        desk.controller.undoStack().redo();
        desk.controller.save();
        QTRY_COMPARE(desk.saved.size(), 2);
        TF_COMPARE(desk.read("deployment.json"), spaced);
    }

    void filesThatWereNotEditedHereAreTakenBesideThoseThatWere() {
        Desk desk;
        desk.name("Ours");
        desk.replace(kScript, "// theirs\n");
        QTRY_COMPARE(desk.taken.size(), 1);
        TF_COMPARE(desk.scriptHere(), "// theirs\n");
        TF_COMPARE(desk.controller.deployment().name, "Ours");
        QVERIFY(desk.controller.isModified());
        QVERIFY(desk.follower.disputed().isEmpty());
        desk.controller.save();
        QTRY_COMPARE(desk.saved.size(), 1);
        TF_COMPARE(desk.read(kScript), "// theirs\n");
    }

    void aMovedCardStaysWhenTheDeploymentChanges() {
        Desk desk;
        desk.controller.editLayout(QStringLiteral("move"), [](Layout& layout) { layout.spots["twins/t"] = {4, 8}; });
        desk.replaceIn("deployment.json", "\"Smart building\"", "\"Smarter building\"");
        QTRY_COMPARE(desk.taken.size(), 1);
        QVERIFY(desk.controller.layout().spots.contains("twins/t"));
        TF_COMPARE(desk.controller.deployment().name, "Smarter building");
        QVERIFY(desk.controller.isModified());
    }

    void whatBothChangedIsSomebodysDecision() {
        Desk desk;
        desk.name("Ours");
        desk.replaceIn("deployment.json", "\"Smart building\"", "\"Theirs\"");
        desk.replace(kScript, "// theirs\n");
        QTRY_VERIFY(!desk.follower.disputed().isEmpty());
        QCOMPARE(desk.follower.disputed(), QStringList{QStringLiteral("deployment.json")});
        TF_COMPARE(desk.controller.deployment().name, "Ours"); // until it is decided nothing moves
        QVERIFY(desk.scriptHere() != "// theirs\n");
        const auto before = desk.controller.shared();

        desk.follower.reload();
        TF_COMPARE(desk.controller.deployment().name, "Theirs");
        TF_COMPARE(desk.scriptHere(), "// theirs\n");
        QVERIFY(!desk.controller.isModified());
        QVERIFY(desk.follower.disputed().isEmpty());
        desk.controller.undoStack().undo();
        QCOMPARE(desk.controller.shared(), before); // the edits are not lost
    }

    void ourEditsCanBeKept() {
        Desk desk;
        desk.name("Ours");
        desk.replaceIn("deployment.json", "\"Smart building\"", "\"Theirs\"");
        desk.replace(kScript, "// theirs\n");
        QTRY_VERIFY(!desk.follower.disputed().isEmpty());
        desk.follower.keepOurs();
        TF_COMPARE(desk.controller.deployment().name, "Ours");
        TF_COMPARE(desk.scriptHere(), "// theirs\n"); // nobody edited it here
        QVERIFY(desk.controller.isModified());
        desk.controller.save();
        QTRY_COMPARE(desk.saved.size(), 1);
        QVERIFY(desk.read("deployment.json").find("\"Ours\"") != std::string::npos);
        TF_COMPARE(desk.read(kScript), "// theirs\n");
    }

    void editsThatWereMadeSinceTheQuestionAreKeptToo() {
        Desk desk;
        desk.name("Ours");
        desk.replaceIn("deployment.json", "\"Smart building\"", "\"Theirs\"");
        const std::string model = desk.controller.deployment().models.front().path;
        desk.replace(model, "{}\n");
        desk.replace(kScript, "// theirs\n");
        QTRY_VERIFY(!desk.follower.disputed().isEmpty());
        desk.name("Ours, and more");
        desk.type(kScript, "// ours\n");
        desk.follower.keepOurs();
        TF_COMPARE(desk.controller.deployment().name, "Ours, and more");
        TF_COMPARE(desk.scriptHere(), "// ours\n");
        TF_COMPARE(findProjectFile(desk.controller.deployment(), model)->text, "{}\n"); // nobody edited it here
    }

    void aDisputeEndsWhenTheFileIsAsItWas() {
        Desk desk;
        const std::string before = desk.read("deployment.json");
        desk.name("Ours");
        desk.replaceIn("deployment.json", "\"Smart building\"", "\"Theirs\"");
        QTRY_VERIFY(!desk.follower.disputed().isEmpty());
        desk.replace("deployment.json", before);
        QTRY_VERIFY(desk.follower.disputed().isEmpty());
        TF_COMPARE(desk.controller.deployment().name, "Ours");
    }

    void aSaveDoesNotWriteOverWhatOthersWrote() {
        Desk desk;
        desk.name("Ours");
        desk.replaceIn("deployment.json", "\"Smart building\"", "\"Theirs\"");
        const std::string theirs = desk.read("deployment.json");
        desk.controller.save(); // sooner than anybody was told of the change
        QTRY_COMPARE(desk.waits.size(), 1);
        QCOMPARE(desk.follower.disputed(), QStringList{QStringLiteral("deployment.json")});
        QCOMPARE(desk.saved.size(), 0);
        TF_COMPARE(desk.read("deployment.json"), theirs);
        desk.follower.keepOurs();
        desk.controller.save();
        QTRY_COMPARE(desk.saved.size(), 1);
        QVERIFY(desk.read("deployment.json").find("\"Ours\"") != std::string::npos);
    }

    void aSaveGoesThroughWhenOthersWroteWhatNobodyEditedHere() {
        Desk desk;
        desk.name("Ours");
        desk.replace(kScript, "// theirs\n");
        desk.controller.save();
        QTRY_COMPARE(desk.saved.size(), 1);
        QCOMPARE(desk.waits.size(), 0);
        TF_COMPARE(desk.read(kScript), "// theirs\n");
        QVERIFY(desk.read("deployment.json").find("\"Ours\"") != std::string::npos);
        QVERIFY(!desk.controller.isModified());
    }

    void aSaveIsTriedOnceWhereALinkLeavesTheProject() {
        Desk desk;
        QSignalSpy tried(&desk.controller, &DeploymentController::saveDisputed);
        desk.name("Ours");
        const fs::path outside = desk.project.parent_path() / "outside.js";
        TF_OK(writeFile(outside, "// theirs\n"));
        fs::remove(desk.project / kScript);
        fs::create_symlink(outside, desk.project / kScript);
        desk.controller.save();
        QTRY_COMPARE(desk.waits.size(), 1);
        QCOMPARE(desk.follower.disputed(), QStringList{text(kScript)});
        QCOMPARE(tried.size(), 1);
        TF_COMPARE(readFile(outside).value(), "// theirs\n");
        const auto asked = desk.disputed.size();
        desk.follower.look(); // the question stays
        QTRY_COMPARE(desk.disputed.size(), asked + 1);
        QCOMPARE(desk.follower.disputed(), QStringList{text(kScript)});
        desk.follower.keepOurs();
        desk.controller.save();
        QTRY_COMPARE(desk.saved.size(), 1);
        QCOMPARE(tried.size(), 1);
        QVERIFY(desk.follower.disputed().isEmpty());
    }

    void aSaveIsTriedOnceWhereTheDeploymentIsGone() {
        Desk desk;
        QSignalSpy tried(&desk.controller, &DeploymentController::saveDisputed);
        const std::string before = desk.read(kScript);
        desk.name("Ours");
        fs::remove(desk.project / "deployment.json");
        desk.replace(kScript, "// theirs\n");
        desk.controller.save();
        QTRY_COMPARE(desk.waits.size(), 1);
        QCOMPARE(desk.follower.disputed(), QStringList{text(kScript)});
        QCOMPARE(tried.size(), 1);
        TF_COMPARE(desk.read(kScript), "// theirs\n");
        desk.follower.keepOurs();
        desk.controller.save();
        QTRY_COMPARE(desk.saved.size(), 1);
        QCOMPARE(tried.size(), 1);
        TF_COMPARE(desk.read(kScript), before);
        QVERIFY(desk.read("deployment.json").find("\"Ours\"") != std::string::npos);
    }

    void aSaveAsksWhereAFileCanNoLongerBeRead() {
        Desk desk;
        desk.type(kScript, "// ours\n");
        const std::uintmax_t size = deployment::kMaxFileBytes + 1; // with holes: it takes no room
        fs::resize_file(desk.project / kScript, size);
        desk.controller.save();
        QTRY_COMPARE(desk.waits.size() + desk.saved.size(), 1);
        QCOMPARE(desk.follower.disputed(), QStringList{text(kScript)});
        QCOMPARE(fs::file_size(desk.project / kScript), size);
        desk.follower.keepOurs();
        desk.controller.save();
        QTRY_COMPARE(desk.saved.size(), 1);
        TF_COMPARE(desk.read(kScript), "// ours\n");
    }

    void aFileThatIsGoneIsWrittenAgain() {
        Desk desk;
        const std::string before = desk.read(kScript);
        fs::remove(desk.project / kScript);
        QTRY_COMPARE(desk.gone.size(), 1);
        TF_COMPARE(desk.scriptHere(), before);
        QVERIFY(desk.controller.isModified());
        QTRY_VERIFY(desk.tells("project-file-gone"));
        desk.controller.save();
        QTRY_COMPARE(desk.saved.size(), 1);
        TF_COMPARE(desk.read(kScript), before);
        QTRY_VERIFY(!desk.controller.isChecking() && !desk.tells("project-file-gone"));
    }

    void filesComeAndGoWithTheirDeployment() {
        Desk desk;
        desk.replaceIn("deployment.json", "\"Smart building\"", "\"Another state\"");
        fs::remove(desk.project / kScript);
        QTRY_COMPARE(desk.taken.size(), 1);
        QVERIFY(findProjectFile(desk.controller.deployment(), kScript) == nullptr);
        QVERIFY(!desk.controller.isModified());
    }

    void aWholeProjectThatIsGoneIsWrittenAgain() {
        Desk desk;
        const std::string before = desk.read("deployment.json");
        fs::remove_all(desk.project);
        QTRY_COMPARE(desk.gone.size(), 1);
        QVERIFY(desk.controller.isModified());
        TF_COMPARE(desk.controller.deployment().name, "Smart building");
        desk.controller.save();
        QTRY_COMPARE(desk.saved.size(), 1);
        TF_COMPARE(desk.read("deployment.json"), before);
        QVERIFY(fs::exists(desk.project / kScript));
        QVERIFY(!desk.controller.isModified());
    }

    void aProjectThatComesBackIsThere() {
        Desk desk;
        fs::rename(desk.project, desk.project.parent_path() / "elsewhere");
        QTRY_VERIFY(desk.controller.isModified());
        fs::rename(desk.project.parent_path() / "elsewhere", desk.project);
        QTRY_VERIFY(!desk.controller.isModified());
        QTRY_VERIFY(!desk.controller.isChecking() && !desk.tells("project-file-gone"));
    }

    void aDeploymentThatNobodyCanReadIsAProblemAndNoLoss() {
        Desk desk;
        const std::string before = desk.read("deployment.json");
        desk.replace("deployment.json", "{ \"name\": \"half");
        QTRY_VERIFY(desk.tells("json-syntax"));
        TF_COMPARE(desk.controller.deployment().name, "Smart building");
        QVERIFY(desk.controller.isModified());
        QVERIFY(!desk.follower.canReload());
        QVERIFY(!desk.follower.disputed().isEmpty());
        desk.controller.save();
        QTRY_COMPARE(desk.waits.size(), 1);
        TF_COMPARE(desk.read("deployment.json"), "{ \"name\": \"half");
        desk.follower.keepOurs();
        desk.controller.save();
        QTRY_COMPARE(desk.saved.size(), 1);
        TF_COMPARE(desk.read("deployment.json"), before);
        QTRY_VERIFY(!desk.controller.isChecking() && !desk.tells("json-syntax"));
    }

    void aModelThatIsBrokenIsAProblem() {
        Desk desk;
        const std::string path = desk.controller.deployment().models.front().path;
        desk.replace(path, "{ half");
        QTRY_COMPARE(desk.taken.size(), 1);
        QTRY_VERIFY(desk.tells("json-syntax"));
        TF_COMPARE(desk.controller.deployment().name, "Smart building");
    }

    void theJournalKeepsTheSpacingOfOthers() {
        Desk desk;
        desk.name("Ours");
        desk.controller.save();
        QTRY_COMPARE(desk.saved.size(), 1);
        desk.replaceIn("deployment.json", "{\n", "{\n\n\n");
        QTRY_COMPARE(desk.taken.size(), 1);
        const fs::path root = desk.project.parent_path() / "journal";
        RecoveryJournal journal(desk.controller, root);
        QSignalSpy written(&journal, &RecoveryJournal::written);
        desk.name("Ours, later");
        QVERIFY(written.wait());
        const fs::path entry = fs::directory_iterator(root)->path();
        const std::string kept = readFile(entry / "a" / "deployment.json").value();
        QVERIFY(kept.starts_with("{\n\n\n"));
        QVERIFY(kept.find("\"Ours, later\"") != std::string::npos);
    }

    void recoveredEditsKnowWhatTheyWereMadeOf() {
        QTemporaryDir folder;
        const fs::path root = fs::path(folder.path().toStdString()) / "journal";
        Desk desk;
        auto journal = std::make_unique<RecoveryJournal>(desk.controller, root);
        QSignalSpy written(journal.get(), &RecoveryJournal::written);
        desk.name("Ours");
        QVERIFY(written.wait());
        // A copy of the entry outlives its program, as if that had been killed.
        const fs::path left = fs::path(folder.path().toStdString()) / "left";
        fs::copy(root, left, fs::copy_options::recursive);
        for (const auto& entry : fs::directory_iterator(left)) fs::remove(entry.path() / "lock");
        journal.reset();
        desk.controller.close();
        desk.replaceIn("deployment.json", "\"Smart building\"", "\"Theirs\"");

        const auto entries = RecoveryJournal::leftBehind(left);
        QCOMPARE(entries.size(), std::size_t{1});
        RecoveryJournal again(desk.controller, left);
        again.recover(entries[0]);
        QTRY_VERIFY(!desk.follower.disputed().isEmpty());
        TF_COMPARE(desk.controller.deployment().name, "Ours");
        desk.controller.save();
        QTRY_COMPARE(desk.waits.size(), 1);
        QVERIFY(desk.read("deployment.json").find("\"Theirs\"") != std::string::npos);
    }
};

QTEST_MAIN(DiskTest)
#include "tst_disk.moc"
