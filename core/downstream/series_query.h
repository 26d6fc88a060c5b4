// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Questions to a time series: a value a bucket, or a value at regular instants.
#pragma once

#include "downstream/series_reader.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twinflow::downstream {

enum class Aggregate : std::uint8_t { avg, min, max, sum, count, first, last, stddev };
/// How a gap is filled: not at all, with the value before, or on the line between the values before and after.
enum class Interpolation : std::uint8_t { none, previous, linear };
/// Which boundary belongs to a bucket and names it. left: [start, end), named by its start; right: (start, end], named
/// by its end.
enum class Boundary : std::uint8_t { left, right };

/// Buckets of `every` from `from` on; the last one ends at `to`, though it may be shorter.
struct SeriesRange {
    Instant from{};
    Instant to{};
    Duration every{};
    Boundary boundary = Boundary::left;
};

struct SeriesPoint {
    Instant timestamp{};
    Value value;               ///< null: nothing is known
    std::uint64_t samples = 0; ///< rows that went into it; 0 for what was filled
    bool operator==(const SeriesPoint&) const = default;
};

/// A point for each bucket. `rows` are by time; those outside of the range do not count. avg, min, max, sum and stddev
/// (of a sample, so of two rows at least) look at numbers only; first and last at every value that is not null; count
/// at every row, and is 0 where there is none. Gaps are filled from the buckets around, never beyond the last one that
/// has a value; counts are not filled.
std::vector<SeriesPoint> aggregate(std::span<const SeriesRow> rows, const SeriesRange& range, Aggregate aggregate,
                                   Interpolation fill);

/// A point for each boundary that names a bucket: the value then. `rows` are by time and reach as far as they should be
/// known: the last one before the range says how it begins, the first one after it how it ends. previous: the last row
/// not later, whatever its value is. linear: on the line to the next row, where both are numbers. none: rows at that
/// very instant only.
std::vector<SeriesPoint> sample(std::span<const SeriesRow> rows, const SeriesRange& range, Interpolation between);

} // namespace twinflow::downstream
