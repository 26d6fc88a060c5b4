// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/file_editor.h"

#include "bridge/file_edits.h"
#include "bridge/text.h"
#include "editors/code_edit.h"
#include "editors/function_preview.h"
#include "editors/model_view.h"
#include "editors/model_words.h"
#include "editors/splice.h"
#include "look/labels.h"
#include "look/tokens.h"

#include <QLabel>
#include <QScrollBar>
#include <QSplitter>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace twinflow::ui {

namespace {

/// As it stands there: toPlainText() would make spaces of no-break spaces.
QString writtenIn(const CodeEdit& edit) {
    return withLineFeeds(edit.document()->toRawText());
}

} // namespace

FileEditor::FileEditor(DeploymentController& controller, RunMonitor& run, ScriptTrust trust, QString path,
                       QWidget* parent)
    : QWidget(parent)
    , m_controller(controller)
    , m_path(std::move(path))
    , m_edit(new CodeEdit(m_path.endsWith(QStringLiteral(".js")) ? Language::javaScript : Language::json, this))
    , m_problem(new QLabel(this))
    , m_split(new QSplitter(Qt::Horizontal, this))
    , m_gesture(QStringLiteral("file/") + m_path) {
    setProperty("role", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_edit->setObjectName(m_path);
    m_edit->setAccessibleName(tr("Text of %1").arg(m_path));
    m_edit->setUndoRedoEnabled(false); // the project's own history has it
    m_problem->setWordWrap(true);
    m_problem->setContentsMargins(16, 6, 16, 6);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* written = new QWidget(this);
    auto* column = new QVBoxLayout(written);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_edit, 1);
    column->addWidget(lineFrame(this));
    column->addWidget(m_problem);
    m_split->setHandleWidth(1);
    m_split->addWidget(written);
    m_split->setCollapsible(0, false);
    if (QWidget* beside = preview(run, trust)) putBeside(beside);
    if (m_path.startsWith(QStringLiteral("models/"))) putBeside(modelView());
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_split);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        if (m_setting) return;
        m_controller.edit(
            tr("Edit %1").arg(m_path),
            [&](deployment::Deployment& deployment) {
                if (const auto* file = findProjectFile(deployment, utf8(m_path)))
                    setFileText(deployment, utf8(m_path), utf8(spliced(text(file->text), writtenIn(*m_edit))));
            },
            m_gesture.key());
        judge();
    });
    connect(&controller, &DeploymentController::deploymentChanged, this, &FileEditor::showText);
    connect(&controller, &DeploymentController::findingsChanged, this, &FileEditor::judge);
    showText();
    judge();
}

QWidget* FileEditor::preview(RunMonitor& run, const ScriptTrust& trust) {
    for (const auto& function : m_controller.deployment().functions) {
        if (function.kind != functions::FunctionKind::script || text(function.file) != m_path) continue;
        auto* tried = new FunctionPreview(m_controller, run, trust, function.name, this);
        connect(tried, &FunctionPreview::tried, this, [this](int line) {
            m_failedLine = line;
            judge();
        });
        connect(tried, &FunctionPreview::lineWanted, this, [this](int line) { goTo(line, 1); });
        return tried;
    }
    return nullptr;
}

QWidget* FileEditor::modelView() {
    const auto readWords = [this] {
        m_words.start([deployment = m_controller.shared()](const std::stop_token&) { return modelWords(*deployment); },
                      [this](const QStringList& words) { m_edit->setWords(words, QStringLiteral("@:;._")); });
    };
    connect(&m_controller, &DeploymentController::findingsChanged, this, readWords);
    readWords();
    auto* view = new ModelView(m_controller, m_path, this);
    connect(view, &ModelView::fileActivated, this, &FileEditor::fileActivated);
    return view;
}

void FileEditor::putBeside(QWidget* widget, int share) {
    m_split->addWidget(widget);
    m_split->setSizes({(100 - share) * 10, share * 10});
}

void FileEditor::goTo(int line, int column) {
    m_edit->goTo(line, column);
}

int FileEditor::caret() const {
    return m_edit->textCursor().position();
}

int FileEditor::topLine() const {
    return m_edit->verticalScrollBar()->value(); // lines are not wrapped
}

void FileEditor::goBack(int caret, int topLine) {
    QTextCursor cursor = m_edit->textCursor();
    cursor.setPosition(std::clamp(caret, 0, m_edit->document()->characterCount() - 1));
    m_edit->setTextCursor(cursor);
    m_edit->verticalScrollBar()->setValue(topLine);
}

void FileEditor::showText() {
    const auto* file = findProjectFile(m_controller.deployment(), utf8(m_path));
    if (!file) {
        Q_EMIT gone();
        return;
    }
    const QString now = withLineFeeds(text(file->text));
    if (now == writtenIn(*m_edit)) return;
    m_setting = true;
    const int at = caret();
    const int top = topLine();
    m_edit->setPlainText(now);
    goBack(at, top);
    m_setting = false;
}

void FileEditor::judge() {
    QString problem;
    int line = 0;
    const Error* worst = nullptr;
    for (const auto& finding : m_controller.findings()) {
        if (text(finding.error.place.file) != m_path) continue;
        if (!worst || finding.error.severity > worst->severity) worst = &finding.error;
    }
    if (worst) {
        line = static_cast<int>(worst->place.line);
        problem = text(worst->what) + u' ' + text(worst->hint);
        if (line > 0) problem = tr("Line %1: %2").arg(line).arg(problem);
    }
    m_edit->setWrongLine(line > 0 ? line : m_failedLine);
    m_problem->setText(problem.isEmpty() ? tr("No problems in this file") : problem);
    m_problem->setProperty("role", problem.isEmpty()                    ? QStringLiteral("dim")
                                   : worst->severity == Severity::error ? QStringLiteral("error")
                                                                        : QStringLiteral("warning"));
    m_problem->style()->unpolish(m_problem);
    m_problem->style()->polish(m_problem);
}

} // namespace twinflow::ui
