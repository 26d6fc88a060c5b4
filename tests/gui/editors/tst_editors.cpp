// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Files as text: what is not edited keeps its bytes.
#include "bridge/file_edits.h"
#include "deployment/new_project.h"
#include "editors/code_edit.h"
#include "editors/file_editor.h"
#include "editors/line_diff.h"
#include "support.h"

#include <QScrollBar>

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

    void aTextThatChangesElsewhereStaysScrolled() {
        DeploymentController controller;
        auto design = deployment::newProject("scroll");
        const std::string lines(400, '\n');
        design.scripts.push_back({"functions/f.js", lines});
        controller.begin(std::move(design));
        RunMonitor run;
        FileEditor editor(controller, run, {}, QStringLiteral("functions/f.js"));
        editor.resize(400, 300);
        editor.show();
        auto* edit = editor.findChild<CodeEdit*>();
        edit->goTo(300, 1);
        edit->verticalScrollBar()->setValue(200); // the caret is out of sight
        controller.edit(QStringLiteral("edit"),
                        [&](auto& deployment) { setFileText(deployment, "functions/f.js", "// new" + lines); });
        QCOMPARE(edit->verticalScrollBar()->value(), 200);
        QCOMPARE(edit->textCursor().blockNumber(), 299 - 6); // as many letters from the beginning
    }

    void linesThatDifferAreFound_data() {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::addColumn<QString>("shown"); // with one line around
        const auto add = [](const char* name, const char* left, const char* right, const char* shown) {
            QTest::newRow(name) << QString::fromLatin1(left) << QString::fromLatin1(right)
                                << QString::fromLatin1(shown);
        };
        add("same", "a\nb", "a\nb", "");
        add("other line ends", "a\r\nb", "a\nb", "");
        add("changed", "a\nb\nc\nd", "a\nb\nx\nd", " b|-c|+x| d");
        add("added", "a\nb", "a\nx\nb", " a|+x| b");
        add("removed", "a\nx\nb", "a\nb", " a|-x| b");
        add("far apart", "1\na\n2\n3\n4\n5\nb\n6", "1\nA\n2\n3\n4\n5\nB\n6", " 1|-a|+A| 2| | 5|-b|+B| 6");
        add("moved", "a\nb\nc\nd", "b\nc\nd\na", "-a| b| | d|+a");
    }

    void linesThatDifferAreFound() {
        QFETCH(const QString, left);
        QFETCH(const QString, right);
        QStringList shown;
        for (const DiffLine& line : onlyChanges(lineDiff(left, right), 1)) {
            const char sign = line.side == DiffLine::Side::left ? '-' : line.side == DiffLine::Side::right ? '+' : ' ';
            shown << QLatin1Char(sign) + line.text;
        }
        QTEST(shown.join(u'|'), "shown");
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
