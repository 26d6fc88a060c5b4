// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Colours of JSON, newline-delimited JSON and JavaScript.
#pragma once

#include <QRegularExpression>
#include <QSyntaxHighlighter>

#include <cstdint>
#include <vector>

namespace twinflow::ui {

enum class Language : std::uint8_t { json, javaScript };

class CodeHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    CodeHighlighter(QTextDocument* document, Language language);

protected:
    void highlightBlock(const QString& line) override;

private:
    struct Rule {
        QRegularExpression words;
        QTextCharFormat format;
    };
    void makeRules();

    Language m_language;
    std::vector<Rule> m_rules; // later ones win
    QTextCharFormat m_comment;
};

} // namespace twinflow::ui
