// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A script beside what it does with a message, live while it is typed.
#include "bridge/file_edits.h"
#include "bridge/trial_messages.h"
#include "deployment/services.h"
#include "editors/code_edit.h"
#include "editors/file_editor.h"
#include "editors/function_preview.h"
#include "editors/twin_rows.h"
#include "support.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QThreadPool>
#include <QTreeWidget>

using namespace twinflow;
using namespace twinflow::ui;

class FunctionPreviewTest : public QObject {
    Q_OBJECT

    std::unique_ptr<DeploymentController> m_controller;
    std::unique_ptr<RunMonitor> m_run;
    std::unique_ptr<FileEditor> m_editor;
    bool m_trusted = true;
    int m_asked = 0;

    void open() {
        const ScriptTrust trust{[this] { return m_trusted; },
                                [this] {
                                    ++m_asked;
                                    return m_trusted = true;
                                }};
        m_editor = std::make_unique<FileEditor>(*m_controller, *m_run, trust, QStringLiteral("functions/ingest.js"));
        m_editor->resize(1200, 800);
        m_editor->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_editor.get()));
    }
    FunctionPreview& preview() { return *m_editor->findChild<FunctionPreview*>(); }
    CodeEdit& code() { return *m_editor->findChild<CodeEdit*>(); }
    QTreeWidget& steps() { return *m_editor->findChild<QTreeWidget*>(QStringLiteral("trialSteps")); }
    QTreeWidget& twins() { return *m_editor->findChild<QTreeWidget*>(QStringLiteral("trialTwins")); }
    QComboBox& messages() { return *m_editor->findChild<QComboBox*>(QStringLiteral("trialMessages")); }
    bool hasStep(const QString& text) {
        for (int i = 0; i < steps().topLevelItemCount(); ++i)
            if (steps().topLevelItem(i)->text(0).contains(text)) return true;
        return false;
    }

private Q_SLOTS:
    void init() {
        m_trusted = true;
        m_asked = 0;
        m_controller = std::make_unique<DeploymentController>();
        m_run = std::make_unique<RunMonitor>();
        m_controller->open(test::sourceFolder() / "resources" / "samples" / "smart-building");
        QTRY_VERIFY(m_controller->isOpen() && !m_controller->isChecking());
    }
    void cleanup() {
        m_editor.reset();
        m_run.reset();
        m_controller.reset();
    }

    void rowsSayWhatChanged() {
        const auto rows = twinRows(R"({"$dtId":"a","x":1,"m":{"$metadata":{},"y":2},"z":"q"})",
                                   R"({"$dtId":"a","x":1,"m":{"$metadata":{},"y":3},"n":true})");
        const std::vector<TwinRow> expected{{QStringLiteral("m/y"), QStringLiteral("2"), QStringLiteral("3")},
                                            {QStringLiteral("n"), {}, QStringLiteral("true")},
                                            {QStringLiteral("x"), QStringLiteral("1"), QStringLiteral("1")},
                                            {QStringLiteral("z"), QStringLiteral("\"q\""), {}}};
        QVERIFY(rows == expected);
    }

    void anExampleIsTriedAtOnce() {
        open();
        QTRY_VERIFY(!preview().trial().input.empty());
        QVERIFY2(!preview().trial().error, preview().trial().error ? preview().trial().error->str().c_str() : "");
        QVERIFY(hasStep(QStringLiteral("updateDigitalTwin of ")));
        QVERIFY(twins().topLevelItemCount() > 0);
        QVERIFY(!m_controller->isModified());
        // Another message, by the keys.
        const std::string first = preview().message()->device;
        messages().setFocus();
        QTest::keyClick(&messages(), Qt::Key_Down);
        QTRY_VERIFY(preview().trial().twins.front().id != first);
    }

    void whatIsTypedIsTried() {
        open();
        QTRY_VERIFY(!preview().trial().input.empty());
        const int entries = m_controller->undoStack().count();
        code().selectAll();
        QTest::keyClick(&code(), Qt::Key_Delete);
        QTest::keyClicks(&code(), QStringLiteral("function run(context) { context.log('typed'); }"));
        QTRY_VERIFY(hasStep(QStringLiteral("Log: typed")));
        QCOMPARE(twins().topLevelItemCount(), 0);
        code().selectAll();
        QTest::keyClick(&code(), Qt::Key_Delete);
        QTest::keyClicks(&code(), QStringLiteral("function run() {"));
        QTest::keyClick(&code(), Qt::Key_Return);
        QTest::keyClicks(&code(), QStringLiteral("nothing.here(); }"));
        QTRY_VERIFY(preview().trial().error && preview().trial().error->place.line == 2);
        QVERIFY(m_editor->findChild<QLabel*>(QStringLiteral("trialVerdict"))
                    ->text()
                    .startsWith(QStringLiteral("Line 2: ")));
        QVERIFY(m_controller->undoStack().count() > entries); // only the text
    }

    void scriptsFromElsewhereWaitForTheUser() {
        m_trusted = false;
        open();
        QTRY_VERIFY(messages().count() > 0);
        QPushButton* allow = nullptr;
        for (auto* each : preview().findChildren<QPushButton*>()) allow = each;
        QTRY_VERIFY(allow->isVisible());
        // Nothing was begun either: jobs end on one pool, and what they give is told here.
        QVERIFY(JobRunner::pool().waitForDone());
        QCoreApplication::processEvents();
        QVERIFY(preview().trial().input.empty());
        QTest::mouseClick(allow, Qt::LeftButton);
        QCOMPARE(m_asked, 1);
        QTRY_VERIFY(!preview().trial().input.empty());
        QVERIFY(!allow->isVisible());
    }

    void whatAFilterKeptFromItIsNotAmongItsMessages() {
        using record::HopKind;
        record::Chain chain;
        for (const auto outcome : {record::HopOutcome::done, record::HopOutcome::unwanted}) {
            chain.hops = {{}, {}};
            chain.hops[0].id = 1;
            chain.hops[0].subject = "device";
            chain.hops[0].payload = "{}";
            chain.hops[1].id = 2;
            chain.hops[1].parent = 1;
            chain.hops[1].kind = HopKind::delivery;
            chain.hops[1].outcome = outcome;
            chain.hops[1].taker = "ingest";
            chain.hops[1].attempt = 1;
            const Chains chains{std::make_shared<const record::Chain>(chain)};
            QCOMPARE(trialMessages(chains, "ingest").size(), std::size_t{outcome == record::HopOutcome::done});
        }
    }

    void examplesGoWhenARunBringsMessages() {
        open();
        QTRY_VERIFY(messages().count() > 0);
        QTemporaryDir out;
        RunSetup setup;
        setup.outputFolder = out.path().toStdString();
        setup.projectFolder = m_controller->folder();
        m_run->start(m_controller->shared(), setup);
        QTRY_COMPARE_WITH_TIMEOUT(m_run->state(), RunMonitor::State::finished, 60'000);
        QTRY_VERIFY(messages().count() > 3);
        for (int i = 0; i < messages().count(); ++i) {
            messages().setCurrentIndex(i);
            QVERIFY(preview().message()->at > m_run->view().snapshot.start);
        }
    }

    void aRunBringsItsOwnMessages() {
        QTemporaryDir out;
        RunSetup setup;
        setup.outputFolder = out.path().toStdString();
        setup.projectFolder = m_controller->folder();
        m_run->start(m_controller->shared(), setup);
        QTRY_COMPARE_WITH_TIMEOUT(m_run->state(), RunMonitor::State::finished, 60'000);
        open();
        QTRY_VERIFY(messages().count() > 3); // there are three examples of each group
        QTRY_VERIFY(!preview().trial().input.empty());
        QVERIFY(preview().message()->at > m_run->view().snapshot.start);
        QVERIFY(!preview().trial().error);
    }

    void aFileOfNoFunctionHasNoPreview() {
        m_editor = std::make_unique<FileEditor>(*m_controller, *m_run, ScriptTrust(),
                                                QString::fromStdString(m_controller->deployment().models[0].path));
        QVERIFY(!m_editor->findChild<FunctionPreview*>());
    }
};

QTEST_MAIN(FunctionPreviewTest)
#include "tst_function_preview.moc"
