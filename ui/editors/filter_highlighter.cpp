// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/filter_highlighter.h"

#include "look/tokens.h"

#include <QRegularExpression>
#include <QTextDocument>

namespace twinflow::ui {

namespace {

struct Rule {
    QRegularExpression words;
    QTextCharFormat format;
};

QTextCharFormat ink(const QColor& colour, bool strong = false) {
    QTextCharFormat format;
    format.setForeground(colour);
    if (strong) format.setFontWeight(QFont::DemiBold);
    return format;
}

std::vector<Rule> rules() {
    const bool dark = tokens().isDark;
    const QColor keyword = dark ? QColor(0x9d, 0xb8, 0xff) : QColor(0x3f, 0x51, 0xb5);
    const QColor number = dark ? QColor(0xe9, 0xb9, 0x49) : QColor(0xa8, 0x5d, 0x00);
    const QColor string = dark ? QColor(0x8f, 0xd1, 0x9a) : QColor(0x23, 0x7a, 0x35);
    const QColor body = dark ? QColor(0x4e, 0xa1, 0xf3) : QColor(0x0b, 0x6b, 0xcb);
    return {
        {QRegularExpression(QStringLiteral("\\b-?\\d+(\\.\\d+)?\\b")), ink(number)},
        {QRegularExpression(QStringLiteral("\\$body[\\w.$]*")), ink(body)},
        {QRegularExpression(QStringLiteral("\\b(AND|OR|NOT|true|false|null)\\b"),
                            QRegularExpression::CaseInsensitiveOption),
         ink(keyword, true)},
        {QRegularExpression(QStringLiteral("\\b(STARTS_WITH|ENDS_WITH|CONTAINS|IS_DEFINED|IS_NULL|IS_OBJECT|IS_STRING|"
                                           "IS_NUMBER|IS_BOOL|IS_PRIMITIVE)\\b")),
         ink(keyword)},
        {QRegularExpression(QStringLiteral("'(\\\\.|[^'])*'?")), ink(string)}};
}

} // namespace

FilterHighlighter::FilterHighlighter(QTextDocument* document)
    : QSyntaxHighlighter(document) {
    connect(&Theme::instance(), &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void FilterHighlighter::setWrong(std::optional<std::pair<int, int>> fromAndLength) {
    if (fromAndLength == m_wrong) return;
    m_wrong = fromAndLength;
    rehighlight();
}

void FilterHighlighter::highlightBlock(const QString& block) {
    for (const Rule& rule : rules()) {
        for (auto match = rule.words.globalMatch(block); match.hasNext();) {
            const auto found = match.next();
            setFormat(static_cast<int>(found.capturedStart()), static_cast<int>(found.capturedLength()), rule.format);
        }
    }
    if (!m_wrong) return;
    const int from = std::max(0, m_wrong->first - currentBlock().position());
    const int to =
        std::min(static_cast<int>(block.size()), m_wrong->first + m_wrong->second - currentBlock().position());
    for (int i = from; i < to; ++i) {
        QTextCharFormat marked = format(i);
        marked.setUnderlineStyle(QTextCharFormat::SpellCheckUnderline);
        marked.setUnderlineColor(tokens().failing);
        setFormat(i, 1, marked);
    }
}

} // namespace twinflow::ui
