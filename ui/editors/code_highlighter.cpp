// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/code_highlighter.h"

#include "look/tokens.h"

namespace twinflow::ui {

namespace {

QTextCharFormat ink(QRgb light, QRgb dark, bool strong = false) {
    QTextCharFormat format;
    format.setForeground(QColor::fromRgb(tokens().isDark ? dark : light));
    if (strong) format.setFontWeight(QFont::DemiBold);
    return format;
}

} // namespace

CodeHighlighter::CodeHighlighter(QTextDocument* document, Language language)
    : QSyntaxHighlighter(document)
    , m_language(language) {
    makeRules();
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        makeRules();
        rehighlight();
    });
}

void CodeHighlighter::makeRules() {
    const auto words = [](const char* pattern) { return QRegularExpression(QString::fromLatin1(pattern)); };
    const QTextCharFormat number = ink(0xa85d00, 0xe9b949);
    const QTextCharFormat string = ink(0x237a35, 0x8fd19a);
    const QTextCharFormat keyword = ink(0x3f51b5, 0x9db8ff, m_language == Language::javaScript);
    m_comment = ink(0x667085, 0x8a94a3);
    m_rules.clear();
    m_rules.push_back({words("-?\\b\\d+(\\.\\d+)?([eE][-+]?\\d+)?\\b"), number});
    if (m_language == Language::javaScript) {
        m_rules.push_back(
            {words("\\b(async|await|break|case|catch|class|const|continue|default|delete|do|else|finally|for|function|"
                   "if|in|"
                   "instanceof|let|new|of|return|switch|throw|try|typeof|var|while|true|false|null|undefined)\\b"),
             keyword});
        m_rules.push_back({words("'(\\\\.|[^'\\\\])*'|\"(\\\\.|[^\"\\\\])*\"|`(\\\\.|[^`\\\\])*`"), string});
        m_rules.push_back({words("(^|\\s)//.*$"), m_comment});
    } else {
        m_rules.push_back({words("\\b(true|false|null)\\b"), keyword});
        m_rules.push_back({words("\"(\\\\.|[^\"\\\\])*\""), string});
        m_rules.push_back({words("\"(\\\\.|[^\"\\\\])*\"(?=\\s*:)"), ink(0x0b6bcb, 0x4ea1f3)});
    }
}

void CodeHighlighter::highlightBlock(const QString& line) {
    for (const Rule& rule : m_rules) {
        for (auto match = rule.words.globalMatch(line); match.hasNext();) {
            const auto found = match.next();
            setFormat(static_cast<int>(found.capturedStart()), static_cast<int>(found.capturedLength()), rule.format);
        }
    }
    if (m_language != Language::javaScript) return;
    // Comments that go over several lines.
    setCurrentBlockState(0);
    qsizetype from = previousBlockState() == 1 ? 0 : line.indexOf(QStringLiteral("/*"));
    while (from >= 0) {
        const qsizetype end = line.indexOf(QStringLiteral("*/"), from);
        if (end < 0) setCurrentBlockState(1);
        const qsizetype length = end < 0 ? line.size() - from : end - from + 2;
        setFormat(static_cast<int>(from), static_cast<int>(length), m_comment);
        from = end < 0 ? -1 : line.indexOf(QStringLiteral("/*"), from + length);
    }
}

} // namespace twinflow::ui
