// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/splice.h"

#include <algorithm>

namespace twinflow::ui {

namespace {

/// Of the line end at `at`, in characters; 0 where there is none.
qsizetype lineEndAt(const QString& text, qsizetype at) {
    if (text[at] == u'\r') return at + 1 < text.size() && text[at + 1] == u'\n' ? 2 : 1;
    return text[at] == u'\n' || text[at] == QChar::ParagraphSeparator ? 1 : 0;
}

/// Where in the file the character stands that is the `shown`th of it with line feeds.
qsizetype placeIn(const QString& file, qsizetype shown) {
    qsizetype at = 0;
    for (; shown > 0; --shown) at += std::max<qsizetype>(1, lineEndAt(file, at));
    return at;
}

QString lineEndOf(const QString& file) {
    for (qsizetype at = 0; at < file.size(); ++at) {
        if (const qsizetype length = lineEndAt(file, at)) return file.mid(at, length);
    }
    return QStringLiteral("\n");
}

} // namespace

QString withLineFeeds(const QString& text) {
    QString fed;
    fed.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype length = lineEndAt(text, at);
        fed += length > 0 ? QChar(u'\n') : text[at];
        at += std::max<qsizetype>(1, length);
    }
    return fed;
}

QString spliced(const QString& file, const QString& edited) {
    const QString before = withLineFeeds(file);
    const qsizetype most = std::min(before.size(), edited.size());
    qsizetype head = 0;
    while (head < most && before[head] == edited[head]) ++head;
    qsizetype tail = 0;
    while (tail < most - head && before[before.size() - 1 - tail] == edited[edited.size() - 1 - tail]) ++tail;
    QString added = edited.mid(head, edited.size() - head - tail);
    added.replace(u'\n', lineEndOf(file));
    return file.left(placeIn(file, head)) + added + file.mid(placeIn(file, before.size() - tail));
}

} // namespace twinflow::ui
