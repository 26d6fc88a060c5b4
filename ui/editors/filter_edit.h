// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A field for a route's filter: colours, completion, and what is wrong while it is typed.
#pragma once

#include <QPlainTextEdit>

#include <QStringList>

namespace twinflow::ui {

class FilterHighlighter;
class WordCompleter;

class FilterEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit FilterEdit(QWidget* parent = nullptr);

    void setWords(const QStringList& words);
    QString filter() const { return toPlainText(); }
    /// Puts the text there without telling filterEdited(); the caret stays where the text allows.
    void setFilter(const QString& filter);
    /// Error and hint of the text as it is; empty when there is none.
    const QString& problem() const { return m_problem; }
    /// What would mend it; empty when nothing does.
    const QString& mended() const { return m_mended; }
    const QString& fixText() const { return m_fixText; }
    bool isWrong() const { return m_isWrong; }

Q_SIGNALS:
    void filterEdited(const QString& filter);
    void judged();

protected:
    /// Undo and redo are the project's.
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// As high as its lines.
    void fitHeight();
    void judge();

    FilterHighlighter* m_highlighter;
    WordCompleter* m_words;
    QString m_problem;
    QString m_mended;
    QString m_fixText;
    bool m_isWrong = false;
    bool m_setting = false;
};

} // namespace twinflow::ui
