// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Which lines two texts have in common, for people who compare them.
#pragma once

#include <QString>

#include <vector>

namespace twinflow::ui {

struct DiffLine {
    enum class Side : std::uint8_t { both, left, right };
    Side side = Side::both;
    QString text; ///< without its line end
    bool operator==(const DiffLine&) const = default;
};

/// Every line of both texts in order, what is only left before what is only right. Parts that differ too much for a
/// fine comparison (over some thousand lines on both sides) stand as one block each.
std::vector<DiffLine> lineDiff(const QString& left, const QString& right);

/// The lines that differ with `context` lines around them; an empty line of both sides stands for what is left out.
std::vector<DiffLine> onlyChanges(const std::vector<DiffLine>& lines, int context);

} // namespace twinflow::ui
