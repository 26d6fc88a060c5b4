// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/word_completer.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QStringListModel>
#include <QTextBlock>

#include <algorithm>

namespace twinflow::ui {

WordCompleter::WordCompleter(QPlainTextEdit* edit, QString parts)
    : QObject(edit)
    , m_edit(edit)
    , m_parts(std::move(parts))
    , m_completer(new QCompleter(this)) {
    m_completer->setWidget(edit);
    m_completer->setModel(new QStringListModel(m_completer));
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->popup()->setFont(edit->font());
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &WordCompleter::complete);
}

void WordCompleter::setWords(const QStringList& words) {
    static_cast<QStringListModel*>(m_completer->model())->setStringList(words);
}

QString WordCompleter::wordBeforeCaret() const {
    const QString line = m_edit->textCursor().block().text();
    const int end = m_edit->textCursor().positionInBlock();
    int begin = end;
    while (begin > 0 && (line[begin - 1].isLetterOrNumber() || m_parts.contains(line[begin - 1]))) --begin;
    return line.mid(begin, end - begin);
}

void WordCompleter::complete(const QString& word) {
    QTextCursor cursor = m_edit->textCursor();
    cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, static_cast<int>(wordBeforeCaret().size()));
    cursor.insertText(word);
    m_edit->setTextCursor(cursor);
}

void WordCompleter::offer(bool always) {
    const QString word = wordBeforeCaret();
    if (!always && word.size() < 2) return m_completer->popup()->hide();
    m_completer->setCompletionPrefix(word);
    const bool isDone = m_completer->completionCount() == 1 && m_completer->currentCompletion() == word;
    if (m_completer->completionCount() == 0 || isDone) return m_completer->popup()->hide();
    QRect at = m_edit->cursorRect();
    at.translate(m_edit->viewport()->x(), 0);
    at.setWidth(std::min(420, m_completer->popup()->sizeHintForColumn(0) + 32));
    m_completer->complete(at);
    m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(0, 0));
}

bool WordCompleter::takesKey(const QKeyEvent& event) {
    const int key = event.key();
    const bool isPopups = key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape || key == Qt::Key_Tab;
    if (isPopups && m_completer->popup()->isVisible()) return true;
    const bool asks = key == Qt::Key_Space && event.modifiers() & Qt::ControlModifier;
    if (asks) offer(true);
    return asks;
}

void WordCompleter::keyTaken(const QKeyEvent& event) {
    const bool isOpen = m_completer->popup()->isVisible();
    const bool types = !event.text().isEmpty() && event.text().front().isPrint() && event.key() != Qt::Key_Space;
    if (types || (isOpen && event.key() == Qt::Key_Backspace))
        offer(false);
    else if (isOpen)
        m_completer->popup()->hide();
}

} // namespace twinflow::ui
