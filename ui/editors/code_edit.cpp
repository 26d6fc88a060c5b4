// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/code_edit.h"

#include "editors/project_undo.h"
#include "editors/word_completer.h"
#include "look/labels.h"
#include "look/marks.h"

#include <QKeyEvent>
#include <QPainter>
#include <QTextBlock>

#include <algorithm>

namespace twinflow::ui {

namespace {

constexpr int kTab = 2; // spaces

class Gutter : public QWidget {
public:
    explicit Gutter(CodeEdit* edit)
        : QWidget(edit)
        , m_edit(*edit) {}

protected:
    void paintEvent(QPaintEvent* event) override { m_edit.paintGutter(event, *this); }

private:
    CodeEdit& m_edit;
};

} // namespace

CodeEdit::CodeEdit(Language language, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_gutter(new Gutter(this)) {
    new CodeHighlighter(document(), language);
    setFont(fixedFont());
    setLineWrapMode(NoWrap);
    setFrameShape(NoFrame);
    setStyleSheet(QStringLiteral("QPlainTextEdit { border: none; border-radius: 0; padding: 4px 0; }"));
    connect(this, &QPlainTextEdit::blockCountChanged, this, [this] { setViewportMargins(gutterWidth(), 0, 0, 0); });
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& rect, int dy) {
        if (dy != 0)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &CodeEdit::showCurrentLine);
    connect(&Theme::instance(), &Theme::changed, this, &CodeEdit::showCurrentLine);
    setViewportMargins(gutterWidth(), 0, 0, 0);
    showCurrentLine();
}

int CodeEdit::gutterWidth() const {
    const int digits = std::max(3, static_cast<int>(QString::number(blockCount()).size()));
    return fontMetrics().horizontalAdvance(u'9') * digits + 28;
}

void CodeEdit::setWrongLine(int line) {
    m_wrongLine = line;
    m_gutter->update();
}

void CodeEdit::setWords(const QStringList& words, const QString& parts) {
    if (!m_words) m_words = new WordCompleter(this, parts);
    m_words->setWords(words);
}

void CodeEdit::goTo(int line, int column) {
    const QTextBlock block = document()->findBlockByNumber(std::max(0, line - 1));
    if (!block.isValid()) return;
    QTextCursor cursor(block);
    cursor.movePosition(QTextCursor::Right, QTextCursor::MoveAnchor,
                        std::clamp(column - 1, 0, std::max(0, block.length() - 1)));
    setTextCursor(cursor);
    centerCursor();
    setFocus();
}

void CodeEdit::paintGutter(QPaintEvent* event, QWidget& gutter) {
    QPainter painter(&gutter);
    painter.fillRect(event->rect(), tokens().panel);
    painter.setFont(font());
    QTextBlock block = firstVisibleBlock();
    double top = blockBoundingGeometry(block).translated(contentOffset()).top();
    for (; block.isValid() && top <= event->rect().bottom(); block = block.next()) {
        const double height = blockBoundingRect(block).height();
        const int line = block.blockNumber() + 1;
        painter.setPen(line == textCursor().blockNumber() + 1 ? tokens().text : tokens().faint);
        painter.drawText(QRectF(0, top, gutter.width() - 16, fontMetrics().height()), Qt::AlignRight,
                         QString::number(line));
        if (line == m_wrongLine)
            drawMark(painter, QPointF(9, top + fontMetrics().height() / 2.0), Condition::failing, 8);
        top += height;
    }
}

void CodeEdit::showCurrentLine() {
    QTextEdit::ExtraSelection line;
    line.format.setBackground(tokens().isDark ? QColor(0x22, 0x28, 0x31) : QColor(0xf6, 0xf8, 0xfb));
    line.format.setProperty(QTextFormat::FullWidthSelection, true);
    line.cursor = textCursor();
    line.cursor.clearSelection();
    setExtraSelections({line});
    m_gutter->update();
}

void CodeEdit::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    const QRect field = contentsRect();
    m_gutter->setGeometry(field.left(), field.top(), gutterWidth(), field.height());
}

bool CodeEdit::event(QEvent* event) {
    return leavesToProject(*event) || QPlainTextEdit::event(event);
}

void CodeEdit::keyPressEvent(QKeyEvent* event) {
    if (m_words && m_words->takesKey(*event)) {
        event->ignore();
        return;
    }
    if (event->key() == Qt::Key_Tab && event->modifiers() == Qt::NoModifier) {
        insertPlainText(QString(kTab, u' '));
        return;
    }
    if (event->key() == Qt::Key_Return && event->modifiers() == Qt::NoModifier) {
        // As deep as the line before.
        const QString line = textCursor().block().text();
        qsizetype depth = 0;
        while (depth < line.size() && line[depth] == u' ') ++depth;
        QPlainTextEdit::keyPressEvent(event);
        insertPlainText(line.left(depth));
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
    if (m_words) m_words->keyTaken(*event);
}

} // namespace twinflow::ui
