// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of a mapping as a table, with what they do beside them.
#include "deployment/services.h"
#include "editors/function_preview.h"
#include "editors/mapping_editor.h"
#include "editors/mapping_model.h"
#include "support.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QCompleter>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

using namespace twinflow;
using namespace twinflow::ui;

class MappingEditorTest : public QObject {
    Q_OBJECT

    std::unique_ptr<DeploymentController> m_controller;
    std::unique_ptr<RunMonitor> m_run;
    std::unique_ptr<MappingEditor> m_editor;
    std::string m_function;

    QTableView& table() { return *m_editor->findChild<QTableView*>(QStringLiteral("mappingRules")); }
    FunctionPreview& preview() { return *m_editor->findChild<FunctionPreview*>(); }
    const std::vector<functions::MappingRule>& rules() {
        return deployment::findFunction(m_controller->deployment(), m_function)->mapping;
    }
    QLineEdit* cell(int row, int column) {
        const QPoint at = table().visualRect(table().model()->index(row, column)).center();
        QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(table().viewport(), Qt::LeftButton, {}, at);
        return table().viewport()->findChild<QLineEdit*>();
    }
    void write(int row, int column, const QString& text) {
        QLineEdit* editor = cell(row, column);
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!table().viewport()->findChild<QLineEdit*>());
    }
    QString result(int row) { return table().model()->index(row, MappingModel::kResult).data().toString(); }

private Q_SLOTS:
    void init() {
        m_controller = std::make_unique<DeploymentController>();
        m_run = std::make_unique<RunMonitor>();
        m_controller->open(test::sourceFolder() / "resources" / "samples" / "first-steps");
        QTRY_VERIFY(m_controller->isOpen() && !m_controller->isChecking());
        for (const auto& each : m_controller->deployment().functions)
            if (each.kind == functions::FunctionKind::mapping) m_function = each.name;
        m_editor = std::make_unique<MappingEditor>(*m_controller, *m_run, m_function);
        new QAbstractItemModelTester(table().model(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     m_editor.get());
        m_editor->resize(1300, 700);
        m_editor->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
        QTRY_VERIFY(!preview().trial().input.empty());
    }
    void cleanup() {
        m_editor.reset();
        m_run.reset();
        m_controller.reset();
    }

    void aRuleIsWrittenAndTried() {
        QVERIFY(!rules().empty());
        const auto before = rules();
        QCOMPARE(result(0), QStringLiteral("written"));
        const std::string twin = preview().trial().twins.front().after;
        write(0, MappingModel::kScale, QStringLiteral("1000"));
        QCOMPARE(rules()[0].scale, 1000.0);
        QTRY_VERIFY(!preview().trial().twins.empty() && preview().trial().twins.front().after != twin);
        write(0, MappingModel::kFrom, QStringLiteral("/nowhere"));
        QTRY_COMPARE(result(0), QStringLiteral("not in the message"));
        m_controller->undoStack().undo();
        m_controller->undoStack().undo();
        QVERIFY(rules() == before);
        QTRY_COMPARE(result(0), QStringLiteral("written"));
    }

    void whatIsNoNumberIsNotTaken() {
        const auto before = rules();
        for (const char* wrong : {"much", "inf", "nan"}) {
            write(0, MappingModel::kOffset, QLatin1String(wrong));
            QVERIFY(rules() == before);
        }
        QVERIFY(!m_controller->isModified());
    }

    void aRuleComesWithAValueOfTheMessage() {
        const auto before = rules();
        QPushButton* adder = nullptr;
        for (auto* each : m_editor->findChildren<QPushButton*>())
            if (each->text() == QStringLiteral("Add rule")) adder = each;
        QTest::mouseClick(adder, Qt::LeftButton);
        QCOMPARE(rules().size(), before.size() + 1);
        for (const auto& each : before) QVERIFY(each.from != rules().back().from);
        auto* editor = table().viewport()->findChild<QLineEdit*>(); // the caret is in its first cell
        QVERIFY(editor && editor->completer() && editor->completer()->completionCount() > 0);
        QTest::keyClick(editor, Qt::Key_Escape);
        table().selectRow(static_cast<int>(before.size()));
        QTest::keyClick(&table(), Qt::Key_Delete);
        QVERIFY(rules() == before);
    }

    void unitsAndPropertiesAreOffered() {
        const auto offers = [&](int column, const QString& word) {
            QLineEdit* editor = cell(0, column);
            if (!editor || !editor->completer()) return false;
            editor->completer()->setCompletionPrefix(word);
            const bool found = editor->completer()->completionCount() > 0;
            QTest::keyClick(editor, Qt::Key_Escape);
            return QTest::qWaitFor([&] { return !table().viewport()->findChild<QLineEdit*>(); }) && found;
        };
        QVERIFY(offers(MappingModel::kToUnit, QStringLiteral("degreeCelsius")));
        QTRY_VERIFY(offers(MappingModel::kTo, QString::fromStdString(rules()[0].to)));
        QVERIFY(!offers(MappingModel::kToUnit, QStringLiteral("cubit")));
    }

    void itGoesWithItsFunction() {
        QSignalSpy gone(m_editor.get(), &MappingEditor::gone);
        m_controller->edit(QStringLiteral("Remove"),
                           [&](deployment::Deployment& deployment) { deployment.functions.clear(); });
        QVERIFY(gone.size() > 0);
        QCOMPARE(table().model()->rowCount(), 0);
    }
};

QTEST_MAIN(MappingEditorTest)
#include "tst_mapping_editor.moc"
