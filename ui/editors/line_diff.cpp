// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editors/line_diff.h"

#include "editors/splice.h"

#include <QStringList>

#include <algorithm>

namespace twinflow::ui {

namespace {

using Side = DiffLine::Side;

constexpr std::size_t kMostCells = 16'000'000; // of the table: 64 MB

/// The longest common subsequence of what is between equal beginnings and ends.
void compareMiddle(const QStringList& left, const QStringList& right, qsizetype begin, qsizetype leftEnd,
                   qsizetype rightEnd, std::vector<DiffLine>& lines) {
    const auto rows = static_cast<std::size_t>(leftEnd - begin);
    const auto columns = static_cast<std::size_t>(rightEnd - begin);
    if ((rows + 1) * (columns + 1) > kMostCells) {
        for (qsizetype i = begin; i < leftEnd; ++i) lines.push_back({Side::left, left[i]});
        for (qsizetype j = begin; j < rightEnd; ++j) lines.push_back({Side::right, right[j]});
        return;
    }
    const auto leftAt = [&](std::size_t i) -> const QString& { return left[begin + static_cast<qsizetype>(i)]; };
    const auto rightAt = [&](std::size_t j) -> const QString& { return right[begin + static_cast<qsizetype>(j)]; };
    std::vector<std::uint32_t> common((rows + 1) * (columns + 1), 0); // of what begins at i, j
    const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return common[i * (columns + 1) + j]; };
    for (std::size_t i = rows; i-- > 0;) {
        for (std::size_t j = columns; j-- > 0;)
            at(i, j) = leftAt(i) == rightAt(j) ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    }
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < rows || j < columns) {
        if (i < rows && j < columns && leftAt(i) == rightAt(j)) {
            lines.push_back({Side::both, leftAt(i)});
            ++i, ++j;
        } else if (i < rows && (j == columns || at(i + 1, j) >= at(i, j + 1))) {
            lines.push_back({Side::left, leftAt(i++)});
        } else {
            lines.push_back({Side::right, rightAt(j++)});
        }
    }
}

} // namespace

std::vector<DiffLine> lineDiff(const QString& left, const QString& right) {
    const QStringList a = withLineFeeds(left).split(u'\n');
    const QStringList b = withLineFeeds(right).split(u'\n');
    qsizetype begin = 0;
    while (begin < a.size() && begin < b.size() && a[begin] == b[begin]) ++begin;
    qsizetype tail = 0;
    while (tail < a.size() - begin && tail < b.size() - begin && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    std::vector<DiffLine> lines;
    for (qsizetype i = 0; i < begin; ++i) lines.push_back({Side::both, a[i]});
    compareMiddle(a, b, begin, a.size() - tail, b.size() - tail, lines);
    for (qsizetype i = a.size() - tail; i < a.size(); ++i) lines.push_back({Side::both, a[i]});
    return lines;
}

std::vector<DiffLine> onlyChanges(const std::vector<DiffLine>& lines, int context) {
    std::vector<bool> shown(lines.size(), false);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].side == Side::both) continue;
        const std::size_t room = static_cast<std::size_t>(context);
        for (std::size_t k = i < room ? 0 : i - room; k < std::min(lines.size(), i + room + 1); ++k) shown[k] = true;
    }
    std::vector<DiffLine> changes;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (shown[i])
            changes.push_back(lines[i]);
        else if (!changes.empty() && i > 0 && shown[i - 1])
            changes.push_back({});
    }
    if (!changes.empty() && !lines.empty() && !shown.back()) changes.pop_back();
    return changes;
}

} // namespace twinflow::ui
