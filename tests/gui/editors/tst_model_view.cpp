// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A model beside its text: read while it is typed, its neighbours as a picture, words offered.
#include "bridge/file_edits.h"
#include "deployment/check.h"
#include "editors/code_edit.h"
#include "editors/file_editor.h"
#include "editors/model_picture.h"
#include "editors/model_view.h"
#include "editors/model_words.h"
#include "editors/word_completer.h"
#include "support.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>

using namespace twinflow;
using namespace twinflow::ui;

class ModelViewTest : public QObject {
    Q_OBJECT

    const QString m_ahu = QStringLiteral("models/AirHandlingUnit.json");
    std::unique_ptr<DeploymentController> m_controller;
    std::unique_ptr<RunMonitor> m_run;
    std::unique_ptr<FileEditor> m_editor;

    ModelView& view() { return *m_editor->findChild<ModelView*>(); }
    ModelPicture& picture() { return *m_editor->findChild<ModelPicture*>(); }
    CodeEdit& code() { return *m_editor->findChild<CodeEdit*>(); }
    QTreeWidgetItem* row(const QString& name) {
        const auto found = m_editor->findChild<QTreeWidget*>(QStringLiteral("modelContents"))
                               ->findItems(name, Qt::MatchExactly | Qt::MatchRecursive);
        return found.isEmpty() ? nullptr : found.front();
    }

private Q_SLOTS:
    void init() {
        m_controller = std::make_unique<DeploymentController>();
        m_run = std::make_unique<RunMonitor>();
        m_controller->open(test::sourceFolder() / "resources" / "samples" / "smart-building");
        QTRY_VERIFY(m_controller->isOpen() && !m_controller->isChecking());
        m_editor = std::make_unique<FileEditor>(*m_controller, *m_run, ScriptTrust(), m_ahu);
        m_editor->resize(1200, 800);
        m_editor->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
        QTRY_VERIFY(view().sheet().isRead);
    }
    void cleanup() {
        m_editor.reset();
        m_run.reset();
        m_controller.reset();
    }

    void itSaysWhatTheModelHas() {
        QCOMPARE(m_editor->findChild<QLabel*>(QStringLiteral("modelTitle"))->text(),
                 QStringLiteral("Air handling unit"));
        QVERIFY(row(QStringLiteral("supplyTemperature")));
        QCOMPARE(row(QStringLiteral("supplyTemperature"))->text(1), QStringLiteral("double"));
        QCOMPARE(row(QStringLiteral("supplyTemperature"))->text(2), QStringLiteral("Temperature, degreeCelsius"));
        QCOMPARE(row(QStringLiteral("serves"))->text(1), QStringLiteral("Floor"));
        QCOMPARE(row(QStringLiteral("serves"))->toolTip(1), QStringLiteral("dtmi:twinflow:building:Floor;1"));
        QCOMPARE(view().sheet().parents.size(), std::size_t{1});
        bool inherits = false;
        for (const auto& content : view().sheet().contents) inherits = inherits || content.isInherited;
        QVERIFY(inherits);
    }

    void itFollowsTheTyping() {
        QTextCursor at = code().document()->find(QStringLiteral("Air handling unit"));
        code().setTextCursor(at);
        QTest::keyClicks(&code(), QStringLiteral("Fan"));
        QTRY_COMPARE(view().sheet().title, QStringLiteral("Fan"));
        code().moveCursor(QTextCursor::Start);
        QTest::keyClicks(&code(), QStringLiteral("x")); // no JSON any more: the sheet stays
        QTRY_VERIFY(!m_controller->isChecking());
        QCOMPARE(view().sheet().title, QStringLiteral("Fan"));
        bool isFound = false; // and the finding has its line
        for (const auto& finding : m_controller->findings())
            isFound = isFound || (finding.error.place.file == m_ahu.toStdString() && finding.error.place.line == 1);
        QVERIFY(isFound);
    }

    void aCardOpensItsModel() {
        QSignalSpy opened(m_editor.get(), &FileEditor::fileActivated);
        const QRect floor = picture().cardOf(QStringLiteral("dtmi:twinflow:building:Floor;1"));
        QVERIFY(floor.isValid());
        QTest::mouseClick(&picture(), Qt::LeftButton, {}, floor.center());
        QCOMPARE(opened.takeFirst().front().toString(), QStringLiteral("models/Floor.json"));
        picture().setFocus();
        QTest::keyClick(&picture(), Qt::Key_Down);
        QTest::keyClick(&picture(), Qt::Key_Return);
        QCOMPARE(opened.takeFirst().front().toString(), QStringLiteral("models/Device.json"));
        QVERIFY(picture().accessibleDescription().contains(QStringLiteral("serves leads to Floor")));
    }

    void wordsAreOffered() {
        const QStringList words = modelWords(m_controller->deployment());
        for (const char* word : {"displayName", "Property", "double", "degreeCelsius", "Temperature", "@context",
                                 "dtmi:twinflow:building:Room;1", "dtmi:dtdl:context;3", "maxMultiplicity"})
            QVERIFY2(words.contains(QLatin1String(word)), word);
        QTRY_VERIFY(m_editor->findChild<WordCompleter*>());
        QCompleter& completer = m_editor->findChild<WordCompleter*>()->completer();
        QTextCursor at = code().document()->find(QStringLiteral("degreeCelsius"));
        code().setTextCursor(at);
        QTRY_VERIFY(completer.model()->rowCount() > 0);
        QTest::keyClicks(&code(), QStringLiteral("degreeF"));
        QTRY_COMPARE(completer.completionPrefix(), QStringLiteral("degreeF"));
        QVERIFY(completer.popup()->isVisible());
        QTest::keyClick(completer.popup(), Qt::Key_Return);
        QVERIFY(code().toPlainText().contains(QStringLiteral("\"degreeFahrenheit\"")));
    }

    void aTextThatIsNoModelIsSaidToBeNone() {
        std::string path;
        m_controller->edit(QStringLiteral("New model"),
                           [&](deployment::Deployment& deployment) { path = addModel(deployment, "pump"); });
        m_editor = std::make_unique<FileEditor>(*m_controller, *m_run, ScriptTrust(), QString::fromStdString(path));
        m_editor->show();
        QTRY_COMPARE(view().sheet().title, QStringLiteral("pump"));
        auto* description = m_editor->findChild<QLabel*>(QStringLiteral("modelDescription"));
        QVERIFY(!description->isVisible()); // the model has none
        m_controller->edit(QStringLiteral("Break"),
                           [&](deployment::Deployment& deployment) { setFileText(deployment, path, "{"); });
        QTRY_VERIFY(description->isVisible());
        QVERIFY(description->text().contains(QStringLiteral("no model right now")));
    }

    void aNewModelHasAnIdOfItsOwn() {
        std::string path;
        m_controller->edit(QStringLiteral("New models"), [&](deployment::Deployment& deployment) {
            const std::string other = addModel(deployment, "pump");
            for (auto& file : deployment.models)
                if (file.path == other) file.path = "models/Elsewhere.json";
            path = addModel(deployment, "pump");
        });
        TF_COMPARE(path, "models/Pump.json");
        for (const auto& finding : deployment::check(m_controller->deployment()))
            QVERIFY2(finding.error.severity != Severity::error, finding.error.str().c_str());
    }

    void aModelComesAndGoes() {
        std::string path;
        m_controller->edit(QStringLiteral("New model"),
                           [&](deployment::Deployment& deployment) { path = addModel(deployment, "water pump 2"); });
        TF_COMPARE(path, "models/WaterPump2.json");
        const auto& models = m_controller->deployment().models;
        QVERIFY(
            std::is_sorted(models.begin(), models.end(), [](const auto& a, const auto& b) { return a.path < b.path; }));
        for (const auto& finding : deployment::check(m_controller->deployment()))
            QVERIFY2(finding.error.place.file != path, finding.error.str().c_str());
        m_editor = std::make_unique<FileEditor>(*m_controller, *m_run, ScriptTrust(), QString::fromStdString(path));
        m_editor->show();
        QTRY_COMPARE(view().sheet().title, QStringLiteral("water pump 2"));
        QSignalSpy gone(m_editor.get(), &FileEditor::gone);
        for (auto* each : m_editor->findChildren<QPushButton*>())
            if (each->text() == QStringLiteral("Remove this model")) QTest::mouseClick(each, Qt::LeftButton);
        QCOMPARE(gone.size(), 1);
        QVERIFY(!findProjectFile(m_controller->deployment(), path));
        m_controller->undoStack().undo();
        QVERIFY(findProjectFile(m_controller->deployment(), path));
        m_controller->undoStack().undo();
        QVERIFY(!m_controller->isModified());
    }

    void aScenarioComesAndRuns() {
        auto deployment = m_controller->deployment();
        const std::string path = addScenario(deployment, "A long night");
        TF_COMPARE(path, "scenarios/A-long-night.json");
        TF_COMPARE(addScenario(deployment, "A long night"), "scenarios/A-long-night-2.json");
        for (const auto& finding : deployment::check(deployment))
            QVERIFY2(finding.error.severity != Severity::error, finding.error.str().c_str());
        removeFile(deployment, path);
        QVERIFY(!findProjectFile(deployment, path));
    }
};

QTEST_MAIN(ModelViewTest)
#include "tst_model_view.moc"
