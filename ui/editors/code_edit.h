// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A text with line numbers and a mark at the line that is wrong.
#pragma once

#include "editors/code_highlighter.h"

#include <QPlainTextEdit>

namespace twinflow::ui {

class WordCompleter;

class CodeEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit CodeEdit(Language language, QWidget* parent = nullptr);

    /// Lines from 1; zero: none.
    void setWrongLine(int line);
    void goTo(int line, int column);
    /// What is offered while it is typed; `parts` as WordCompleter has them.
    void setWords(const QStringList& words, const QString& parts);
    int gutterWidth() const;
    void paintGutter(QPaintEvent* event, QWidget& gutter);

protected:
    /// Undo and redo are the project's.
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void showCurrentLine();

    QWidget* m_gutter;
    int m_wrongLine = 0;
    WordCompleter* m_words = nullptr; ///< none without words
};

} // namespace twinflow::ui
