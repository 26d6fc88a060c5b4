// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Files as text: what is not edited keeps its bytes.
#include "bridge/file_edits.h"
#include "deployment/new_project.h"
#include "editors/code_edit.h"
#include "editors/file_editor.h"
#include "support.h"

using namespace twinflow;
using namespace twinflow::ui;

class EditorsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void oneKeyChangesOneCharacter_data() {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after"); // x at the end of the first line, and a new line
        QTest::newRow("LF") << QByteArray("a\nb\n") << QByteArray("ax\n\nb\n");
        QTest::newRow("CRLF") << QByteArray("a\r\nb\r\n") << QByteArray("ax\r\n\r\nb\r\n");
        QTest::newRow("both") << QByteArray("a\r\nb\nc\r\n") << QByteArray("ax\r\n\r\nb\nc\r\n");
        QTest::newRow("no-break space") << QByteArray("a\nb\xc2\xa0") << QByteArray("ax\n\nb\xc2\xa0");
        QTest::newRow("no line end") << QByteArray("a") << QByteArray("ax\n");
    }

    void oneKeyChangesOneCharacter() {
        QFETCH(const QByteArray, before);
        QFETCH(const QByteArray, after);
        DeploymentController controller;
        RunMonitor run;
        auto design = deployment::newProject("bytes");
        design.scripts.push_back({"functions/f.js", before.toStdString()});
        controller.begin(std::move(design));
        FileEditor editor(controller, run, {}, QStringLiteral("functions/f.js"));
        auto* edit = editor.findChild<CodeEdit*>();
        edit->moveCursor(QTextCursor::EndOfLine);
        const auto now = [&] {
            return QByteArray::fromStdString(findProjectFile(controller.deployment(), "functions/f.js")->text);
        };
        edit->insertPlainText(QStringLiteral("x\n"));
        QCOMPARE(now(), after);
        controller.undoStack().undo();
        QCOMPARE(now(), before);
        QVERIFY(edit->toPlainText().startsWith(u'a'));
        QVERIFY(!edit->toPlainText().contains(u'x'));
    }

    void whatTwoEditorsTypeAreTwoEntries() {
        DeploymentController controller;
        RunMonitor run;
        auto design = deployment::newProject("entries");
        design.scripts.push_back({"functions/f.js", "a"});
        controller.begin(std::move(design));
        for (int entries = 1; entries <= 2; ++entries) {
            FileEditor editor(controller, run, {}, QStringLiteral("functions/f.js"));
            QTest::keyClicks(editor.findChild<CodeEdit*>(), QStringLiteral("xy"));
            QCOMPARE(controller.undoStack().count(), entries);
        }
    }
};

QTEST_MAIN(EditorsTest)
#include "tst_editors.moc"
