// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Offers words while a text is typed: by itself from the second letter on, with Ctrl+Space always.
#pragma once

#include <QObject>
#include <QStringList>

class QCompleter;
class QKeyEvent;
class QPlainTextEdit;

namespace twinflow::ui {

class WordCompleter : public QObject {
    Q_OBJECT
public:
    /// `parts` are the characters besides letters and digits that a word can have.
    WordCompleter(QPlainTextEdit* edit, QString parts);
    void setWords(const QStringList& words);
    QCompleter& completer() { return *m_completer; }
    /// Asked by the editor before it takes a key itself: what is the popup's is left to it.
    bool takesKey(const QKeyEvent& event);
    /// Told when the editor has taken it.
    void keyTaken(const QKeyEvent& event);

private:
    QString wordBeforeCaret() const;
    void complete(const QString& word);
    void offer(bool always);

    QPlainTextEdit* m_edit;
    QString m_parts;
    QCompleter* m_completer;
};

} // namespace twinflow::ui
