// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/filter_edit.h"

#include "bridge/text.h"
#include "deployment/filter_findings.h"
#include "editors/filter_highlighter.h"
#include "editors/project_undo.h"
#include "look/labels.h"
#include "query/lexer.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QScrollBar>
#include <QStringListModel>
#include <QStyle>
#include <QTextBlock>

#include <algorithm>

namespace twinflow::ui {

namespace {

bool isWordPart(QChar c) {
    return c.isLetterOrNumber() || QStringLiteral("$_.:;'").contains(c);
}

} // namespace

FilterEdit::FilterEdit(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new FilterHighlighter(document()))
    , m_completer(new QCompleter(this)) {
    setObjectName(QStringLiteral("filter"));
    setAccessibleName(tr("Filter"));
    setFont(fixedFont());
    setTabChangesFocus(true);
    setUndoRedoEnabled(false); // the project's own history has it
    setLineWrapMode(WidgetWidth);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setPlaceholderText(tr("true lets every event pass"));
    m_completer->setWidget(this);
    m_completer->setModel(new QStringListModel(m_completer));
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->popup()->setFont(font());
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &FilterEdit::complete);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        judge();
        if (!m_setting) Q_EMIT filterEdited(filter());
    });
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FilterEdit::fitHeight() {
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
        lines += std::max(1, block.lineCount());
    setFixedHeight(fontMetrics().lineSpacing() * std::clamp(lines, 2, 10) + 20);
}

void FilterEdit::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    fitHeight();
}

void FilterEdit::setWords(const QStringList& words) {
    static_cast<QStringListModel*>(m_completer->model())->setStringList(words);
}

void FilterEdit::setFilter(const QString& filter) {
    if (filter == this->filter()) return;
    m_setting = true;
    const int caret = textCursor().position();
    setPlainText(filter);
    QTextCursor cursor = textCursor();
    cursor.setPosition(std::min(caret, static_cast<int>(filter.size())));
    setTextCursor(cursor);
    m_setting = false;
}

void FilterEdit::judge() {
    const std::string written = utf8(filter());
    const auto findings = deployment::filterFindings(written, routes::EventShapes());
    const auto worst = std::max_element(findings.begin(), findings.end(), [](const auto& a, const auto& b) {
        return a.error.severity < b.error.severity;
    });
    const bool isWrong = worst != findings.end() && worst->error.severity == Severity::error;
    m_problem = worst == findings.end() ? QString() : text(worst->error.what) + u' ' + text(worst->error.hint);
    m_mended = worst == findings.end() ? QString() : text(worst->mended);
    m_fixText = worst == findings.end() ? QString() : text(worst->fixText);
    std::optional<std::pair<int, int>> wrong;
    if (worst != findings.end()) {
        const std::size_t byte = std::min(query::offsetIn(written, worst->error.place), written.size());
        const int from = static_cast<int>(text(std::string_view(written).substr(0, byte)).size());
        int length = 0; // to the end of the word
        const QString all = filter();
        while (from + length < all.size() && isWordPart(all[from + length])) ++length;
        wrong = {from, std::max(1, length)};
        if (from >= all.size() && !all.isEmpty()) wrong = {static_cast<int>(all.size()) - 1, 1};
    }
    m_highlighter->setWrong(wrong);
    if (isWrong != m_isWrong) {
        m_isWrong = isWrong;
        setProperty("wrong", isWrong);
        style()->unpolish(this);
        style()->polish(this);
    }
    fitHeight();
    Q_EMIT judged();
}

QString FilterEdit::wordBeforeCaret() const {
    const QString all = toPlainText();
    const int end = textCursor().position();
    int begin = end;
    while (begin > 0 && isWordPart(all[begin - 1])) --begin;
    return all.mid(begin, end - begin);
}

void FilterEdit::complete(const QString& word) {
    QTextCursor cursor = textCursor();
    cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, static_cast<int>(wordBeforeCaret().size()));
    cursor.insertText(word);
    setTextCursor(cursor);
}

void FilterEdit::offer(bool always) {
    const QString word = wordBeforeCaret();
    if (!always && word.size() < 2) return m_completer->popup()->hide();
    m_completer->setCompletionPrefix(word);
    const bool isDone = m_completer->completionCount() == 1 && m_completer->currentCompletion() == word;
    if (m_completer->completionCount() == 0 || isDone) return m_completer->popup()->hide();
    QRect at = cursorRect();
    at.setWidth(std::min(420, m_completer->popup()->sizeHintForColumn(0) + 32));
    m_completer->complete(at);
    m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(0, 0));
}

bool FilterEdit::event(QEvent* event) {
    return leavesToProject(*event) || QPlainTextEdit::event(event);
}

void FilterEdit::keyPressEvent(QKeyEvent* event) {
    const bool isOpen = m_completer->popup()->isVisible();
    const int key = event->key();
    if (isOpen && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape || key == Qt::Key_Tab)) {
        event->ignore(); // the completer's
        return;
    }
    const bool asks = key == Qt::Key_Space && event->modifiers() & Qt::ControlModifier;
    if (!asks) QPlainTextEdit::keyPressEvent(event);
    const bool types = !event->text().isEmpty() && event->text().front().isPrint() && key != Qt::Key_Space;
    if (asks || types || (isOpen && key == Qt::Key_Backspace))
        offer(asks);
    else if (isOpen)
        m_completer->popup()->hide();
}

} // namespace twinflow::ui
