// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/filter_edit.h"

#include "bridge/text.h"
#include "deployment/filter_findings.h"
#include "editors/filter_highlighter.h"
#include "editors/project_undo.h"
#include "editors/word_completer.h"
#include "look/labels.h"
#include "query/lexer.h"

#include <QKeyEvent>
#include <QStyle>
#include <QTextBlock>

#include <algorithm>

namespace twinflow::ui {

namespace {

constexpr const char* kWordParts = "$_.:;'";

bool isWordPart(QChar c) {
    return c.isLetterOrNumber() || QLatin1String(kWordParts).contains(c);
}

} // namespace

FilterEdit::FilterEdit(QWidget* parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new FilterHighlighter(document()))
    , m_words(nullptr) {
    setObjectName(QStringLiteral("filter"));
    setAccessibleName(tr("Filter"));
    setFont(fixedFont());
    m_words = new WordCompleter(this, QString::fromLatin1(kWordParts)); // in this font
    setTabChangesFocus(true);
    setUndoRedoEnabled(false); // the project's own history has it
    setLineWrapMode(WidgetWidth);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setPlaceholderText(tr("true lets every event pass"));
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
    m_words->setWords(words);
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

bool FilterEdit::event(QEvent* event) {
    return leavesToProject(*event) || QPlainTextEdit::event(event);
}

void FilterEdit::keyPressEvent(QKeyEvent* event) {
    if (m_words->takesKey(*event)) {
        event->ignore();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
    m_words->keyTaken(*event);
}

} // namespace twinflow::ui
