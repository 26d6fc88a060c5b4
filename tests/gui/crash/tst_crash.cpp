// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A program that is killed in the middle of editing: what it wrote down comes back, and the project on disk is
// untouched.
#include "base/file.h"
#include "bridge/recovery_journal.h"
#include "bridge/samples.h"
#include "deployment/new_project.h"
#include "deployment/project.h"
#include "support.h"

#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <random>

using namespace twinflow;
using namespace twinflow::ui;
namespace fs = std::filesystem;

namespace {

/// An entry of a program that is gone, for a design that was on no disk.
LeftBehind leaveBehind(const fs::path& root) {
    const fs::path entry = root / "gone";
    if (!deployment::save(deployment::newProject("Plant"), entry / "a") ||
        !writeFile(entry / "state.json", "{\"whole\": \"a\", \"project\": \"\", \"title\": \"Plant\"}"))
        return {};
    return {entry, {}, "Plant"};
}

} // namespace

class CrashTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// TWINFLOW_KILLS says how often; TWINFLOW_SEED draws other moments.
    void whatWasWrittenDownComesBack_data() {
        QTest::addColumn<int>("moment");
        bool isNumber = false;
        const int told = qEnvironmentVariableIntValue("TWINFLOW_KILLS", &isNumber);
        std::mt19937 random(static_cast<unsigned>(qEnvironmentVariableIntValue("TWINFLOW_SEED")) + 1);
        std::uniform_int_distribution<int> edits(1, 2500);
        for (int i = 0; i < (isNumber ? told : 6); ++i) {
            const int moment = edits(random);
            QTest::addRow("%d: killed after %d edits", i + 1, moment) << moment;
        }
    }

    void whatWasWrittenDownComesBack() {
        QFETCH(int, moment);
        QTemporaryDir folder;
        const fs::path project = fs::path(folder.path().toStdString()) / "project";
        const fs::path root = fs::path(folder.path().toStdString()) / "journal";
        TF_OK(writeSample(QStringLiteral("energy-grid"), project));
        const std::string before = readFile(project / "deployment.json").value();
        const std::string script = readFile(project / "functions/ingest.js").value();

        QProcess program;
        program.start(QStringLiteral(GUI_EDITING),
                      {QString::fromStdString(project.string()), QString::fromStdString(root.string())});
        int kept = 0;
        const auto hear = [&] {
            const QList<QByteArray> words = program.readLine().trimmed().split(' ');
            if (words.size() == 2 && words[0] == "kept") kept = words[1].toInt();
            return words.size() == 2 && words[0] == "edit" ? words[1].toInt() : 0;
        };
        for (int edit = 0; edit < moment;) {
            while (!program.canReadLine()) QVERIFY(program.waitForReadyRead(60'000));
            edit = std::max(edit, hear());
        }
        QVERIFY(RecoveryJournal::leftBehind(root).empty()); // its program lives
        program.kill();
        program.waitForFinished();
        while (program.canReadLine()) hear(); // what it said before it died

        TF_COMPARE(readFile(project / "deployment.json").value(), before);
        TF_COMPARE(readFile(project / "functions/ingest.js").value(), script);
        const auto left = RecoveryJournal::leftBehind(root);
        if (left.empty()) { // killed sooner than anything was whole
            QCOMPARE(kept, 0);
            return;
        }
        QCOMPARE(left.size(), std::size_t{1});
        TF_COMPARE(left[0].project.string(), project.string());
        TF_COMPARE(left[0].title, "Energy grid");

        DeploymentController controller;
        RecoveryJournal journal(controller, root);
        QSignalSpy opened(&controller, &DeploymentController::opened);
        journal.recover(left[0]);
        QVERIFY(opened.wait());
        QVERIFY(controller.isModified());
        QVERIFY(controller.folder() == project);
        const int edit = std::stoi(controller.deployment().description);
        QVERIFY2(edit >= kept, qPrintable(QStringLiteral("%1 of %2").arg(edit).arg(kept)));
        // One whole state: the text of another file is of the same edit.
        const std::string& recovered = controller.deployment().scripts.front().text;
        QVERIFY(recovered.ends_with("// " + std::to_string(edit) + "\n"));
    }

    void anEntryStaysUntilAnotherHasTakenItsPlace() {
        QTemporaryDir folder;
        const fs::path root = fs::path(folder.path().toStdString()) / "journal";
        const LeftBehind left = leaveBehind(root);
        DeploymentController controller;
        RecoveryJournal journal(controller, root);
        QSignalSpy opened(&controller, &DeploymentController::opened);
        QSignalSpy written(&journal, &RecoveryJournal::written);
        journal.recover(left);
        QVERIFY(opened.wait());
        QVERIFY(controller.isModified());
        QVERIFY(fs::exists(left.entry / "a/deployment.json"));
        QVERIFY(written.wait());
        QTRY_VERIFY(!fs::exists(left.entry));
        QVERIFY(!fs::is_empty(root)); // our own
    }

    void anEntryThatDoesNotOpenStays() {
        QTemporaryDir folder;
        const fs::path root = fs::path(folder.path().toStdString()) / "journal";
        const LeftBehind left = leaveBehind(root);
        TF_OK(writeFile(left.entry / "a/deployment.json", "{ half"));
        DeploymentController controller;
        RecoveryJournal journal(controller, root);
        QSignalSpy failed(&controller, &DeploymentController::openFailed);
        journal.recover(left);
        QVERIFY(failed.wait());
        controller.begin(deployment::newProject("Another"));
        QVERIFY(fs::exists(left.entry / "a/deployment.json"));
    }

    void whatWasWrittenStaysWholeWhenNothingMoreCanBeWritten() {
        QTemporaryDir folder;
        const fs::path root = fs::path(folder.path().toStdString()) / "journal";
        DeploymentController controller;
        RecoveryJournal journal(controller, root);
        QSignalSpy written(&journal, &RecoveryJournal::written);
        QSignalSpy notWritten(&journal, &RecoveryJournal::notWritten);
        controller.begin(deployment::newProject("Plant"));
        QVERIFY(written.wait());
        for (const char* path : {"../one.js", "../two.js"}) {
            controller.edit(QStringLiteral("edit"), [&](auto& deployment) { deployment.scripts = {{path, "1"}}; });
            QVERIFY(notWritten.wait());
        }
        const fs::path entry = fs::directory_iterator(root)->path();
        QVERIFY(fs::exists(entry / "a/deployment.json"));
        QVERIFY(readFile(entry / "state.json")->find("\"whole\": \"a\"") != std::string::npos);
    }

    void aSaveTakesTheEntryAway() {
        QTemporaryDir folder;
        const fs::path project = fs::path(folder.path().toStdString()) / "project";
        const fs::path root = fs::path(folder.path().toStdString()) / "journal";
        TF_OK(writeSample(QStringLiteral("first-steps"), project));
        DeploymentController controller;
        RecoveryJournal journal(controller, root);
        QSignalSpy opened(&controller, &DeploymentController::opened);
        QSignalSpy written(&journal, &RecoveryJournal::written);
        controller.open(project);
        QVERIFY(opened.wait());
        controller.edit(QStringLiteral("edit"), [](auto& deployment) { deployment.name = "Other"; });
        QVERIFY(written.wait());
        QVERIFY(!fs::is_empty(root));
        QSignalSpy saved(&controller, &DeploymentController::saved);
        controller.save();
        QVERIFY(saved.wait());
        QTRY_VERIFY(fs::is_empty(root));
    }
};

QTEST_GUILESS_MAIN(CrashTest)
#include "tst_crash.moc"
