// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/series_query.h"

#include <algorithm>
#include <cmath>

namespace twinflow::downstream {

namespace {

struct Bucket {
    Instant start{};
    Instant end{};
    Instant name{};
};

std::vector<Bucket> bucketsOf(const SeriesRange& range) {
    std::vector<Bucket> buckets;
    if (range.every <= Duration::zero()) return buckets;
    for (Instant start = range.from; start < range.to;) {
        const bool isLast = range.to - start <= range.every;
        const Instant end = isLast ? range.to : start + range.every;
        buckets.push_back({start, end, range.boundary == Boundary::left ? start : end});
        start = end;
    }
    return buckets;
}

bool byTime(const SeriesRow& row, Instant time) {
    return row.timestamp < time;
}
bool afterTime(Instant time, const SeriesRow& row) {
    return time < row.timestamp;
}

/// The rows of a bucket: those before, at and behind its boundaries as `boundary` says.
std::span<const SeriesRow> rowsOf(std::span<const SeriesRow> rows, const Bucket& bucket, Boundary boundary) {
    const auto bound = [&](Instant time) {
        return boundary == Boundary::left ? std::lower_bound(rows.begin(), rows.end(), time, byTime)
                                          : std::upper_bound(rows.begin(), rows.end(), time, afterTime);
    };
    const auto begin = bound(bucket.start);
    return {begin, bound(bucket.end)};
}

/// The numbers of some rows, gathered in their order.
class Numbers {
public:
    explicit Numbers(std::span<const SeriesRow> rows) {
        for (const SeriesRow& row : rows) {
            if (row.value.isNumber()) m_numbers.push_back(row.value.number());
        }
    }
    Value of(Aggregate aggregate) const {
        if (m_numbers.empty()) return {};
        switch (aggregate) {
        case Aggregate::avg:
            return Value(sum() / static_cast<double>(m_numbers.size()));
        case Aggregate::min:
            return Value(*std::min_element(m_numbers.begin(), m_numbers.end()));
        case Aggregate::max:
            return Value(*std::max_element(m_numbers.begin(), m_numbers.end()));
        case Aggregate::sum:
            return Value(sum());
        case Aggregate::stddev:
            return deviation();
        default:
            return {};
        }
    }

private:
    double sum() const {
        double total = 0;
        for (const double number : m_numbers) total += number;
        return total;
    }
    Value deviation() const {
        if (m_numbers.size() < 2) return {};
        const double mean = sum() / static_cast<double>(m_numbers.size());
        double squares = 0;
        for (const double number : m_numbers) squares += (number - mean) * (number - mean);
        return Value(std::sqrt(squares / static_cast<double>(m_numbers.size() - 1)));
    }
    std::vector<double> m_numbers;
};

Value valueOf(std::span<const SeriesRow> rows, Aggregate aggregate) {
    const auto known = [](const SeriesRow& row) { return !row.value.isNull(); };
    if (aggregate == Aggregate::count) return Value(static_cast<std::int64_t>(rows.size()));
    if (aggregate == Aggregate::first) {
        const auto found = std::find_if(rows.begin(), rows.end(), known);
        return found == rows.end() ? Value() : found->value;
    }
    if (aggregate == Aggregate::last) {
        const auto found = std::find_if(rows.rbegin(), rows.rend(), known);
        return found == rows.rend() ? Value() : found->value;
    }
    return Numbers(rows).of(aggregate);
}

/// The value at `at` on the line between two; null unless both are numbers.
Value onLine(Instant at, Instant left, const Value& leftValue, Instant right, const Value& rightValue) {
    if (!leftValue.isNumber() || !rightValue.isNumber()) return {};
    if (left == right) return leftValue;
    const double share = static_cast<double>((at - left).count()) / static_cast<double>((right - left).count());
    return Value(leftValue.number() + (rightValue.number() - leftValue.number()) * share);
}

void fillGaps(std::vector<SeriesPoint>& points, Interpolation fill) {
    const auto known = [](const SeriesPoint& point) { return !point.value.isNull(); };
    auto before = std::find_if(points.begin(), points.end(), known);
    while (before != points.end()) {
        const auto after = std::find_if(before + 1, points.end(), known);
        if (after == points.end()) return;
        for (auto gap = before + 1; gap != after; ++gap) {
            gap->value = fill == Interpolation::previous
                             ? before->value
                             : onLine(gap->timestamp, before->timestamp, before->value, after->timestamp, after->value);
        }
        before = after;
    }
}

} // namespace

std::vector<SeriesPoint> aggregate(std::span<const SeriesRow> rows, const SeriesRange& range, Aggregate aggregate,
                                   Interpolation fill) {
    std::vector<SeriesPoint> points;
    for (const Bucket& bucket : bucketsOf(range)) {
        const auto inside = rowsOf(rows, bucket, range.boundary);
        points.push_back({bucket.name, valueOf(inside, aggregate), inside.size()});
    }
    if (fill != Interpolation::none && aggregate != Aggregate::count) fillGaps(points, fill);
    return points;
}

std::vector<SeriesPoint> sample(std::span<const SeriesRow> rows, const SeriesRange& range, Interpolation between) {
    std::vector<SeriesPoint> points;
    for (const Bucket& bucket : bucketsOf(range)) {
        SeriesPoint point{bucket.name, {}, 0};
        const auto after = std::upper_bound(rows.begin(), rows.end(), bucket.name, afterTime);
        if (after != rows.begin()) {
            const SeriesRow& before = *(after - 1);
            const bool isThen = before.timestamp == bucket.name;
            if (isThen || between == Interpolation::previous) {
                point.value = before.value;
            } else if (between == Interpolation::linear && after != rows.end()) {
                point.value = onLine(bucket.name, before.timestamp, before.value, after->timestamp, after->value);
            }
            point.samples = isThen ? 1 : 0;
        }
        points.push_back(std::move(point));
    }
    return points;
}

} // namespace twinflow::downstream
