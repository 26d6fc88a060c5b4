// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Colours of a route filter's words, and a line under what is wrong.
#pragma once

#include "query/filter.h"

#include <QSyntaxHighlighter>

#include <optional>

namespace twinflow::ui {

/// Works on the whole text: a filter is short, and its strings may hold line breaks.
class FilterHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    explicit FilterHighlighter(QTextDocument* document);
    /// In characters of the text; none when nothing is wrong.
    void setWrong(std::optional<std::pair<int, int>> fromAndLength);

protected:
    void highlightBlock(const QString& block) override;

private:
    std::optional<std::pair<int, int>> m_wrong;
};

} // namespace twinflow::ui
