// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Aggregation and interpolation against a computation that looks at every row for every bucket.
#include "downstream/series_query.h"
#include "support.h"

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

using namespace twinflow;
using namespace twinflow::downstream;

namespace {

Instant at(std::int64_t second) {
    return Instant(std::chrono::seconds(second));
}

/// Numbers most of the time, also nulls and texts; several rows may have the same time.
std::vector<SeriesRow> randomRows() {
    std::vector<SeriesRow> rows;
    const auto seconds = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-5, 65));
    for (const int second : seconds) {
        const int kind = *rc::gen::inRange(0, 10);
        Value value(std::int64_t{*rc::gen::inRange(-100, 100)});
        if (kind == 0) value = Value();
        if (kind == 1) value = Value("text");
        if (kind == 2) value = Value(0.25 * *rc::gen::inRange(-100, 100));
        rows.push_back({at(second), value});
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const SeriesRow& a, const SeriesRow& b) { return a.timestamp < b.timestamp; });
    return rows;
}

SeriesRange randomRange() {
    SeriesRange range;
    range.from = at(*rc::gen::inRange(0, 30));
    range.to = range.from + std::chrono::seconds(*rc::gen::inRange(0, 40));
    range.every = std::chrono::seconds(*rc::gen::inRange(1, 25));
    range.boundary = *rc::gen::element(Boundary::left, Boundary::right);
    return range;
}

bool isNear(double a, double b) {
    return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

/// The value of the rows between two boundaries, worked out from the definition.
Value naive(const std::vector<SeriesRow>& rows, Instant start, Instant end, Boundary boundary, Aggregate aggregate) {
    std::vector<Value> inside;
    for (const SeriesRow& row : rows) {
        const bool isIn = boundary == Boundary::left ? start <= row.timestamp && row.timestamp < end
                                                     : start < row.timestamp && row.timestamp <= end;
        if (isIn) inside.push_back(row.value);
    }
    if (aggregate == Aggregate::count) return Value(static_cast<std::int64_t>(inside.size()));
    if (aggregate == Aggregate::last) std::reverse(inside.begin(), inside.end());
    double sum = 0, squares = 0, least = 0, most = 0;
    int numbers = 0;
    for (const Value& value : inside) {
        if ((aggregate == Aggregate::first || aggregate == Aggregate::last) && !value.isNull()) return value;
        if (!value.isNumber()) continue;
        least = numbers == 0 ? value.number() : std::min(least, value.number());
        most = numbers == 0 ? value.number() : std::max(most, value.number());
        sum += value.number();
        squares += value.number() * value.number();
        ++numbers;
    }
    if (numbers == 0 || aggregate == Aggregate::first || aggregate == Aggregate::last) return {};
    if (aggregate == Aggregate::min) return Value(least);
    if (aggregate == Aggregate::max) return Value(most);
    if (aggregate == Aggregate::sum) return Value(sum);
    if (aggregate == Aggregate::avg) return Value(sum / numbers);
    if (numbers < 2) return {};
    return Value(std::sqrt(std::max(0.0, (squares - sum * sum / numbers) / (numbers - 1))));
}

} // namespace

class SeriesQueryProperties : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aggregatesAreThoseOfTheDefinition() {
        QVERIFY(rc::check("aggregate", [] {
            const auto rows = randomRows();
            const auto range = randomRange();
            const auto how = *rc::gen::element(Aggregate::avg, Aggregate::min, Aggregate::max, Aggregate::sum,
                                               Aggregate::count, Aggregate::first, Aggregate::last, Aggregate::stddev);
            const auto points = aggregate(rows, range, how, Interpolation::none);
            std::size_t index = 0;
            for (Instant start = range.from; start < range.to; start += range.every, ++index) {
                const Instant end = std::min(start + range.every, range.to);
                RC_ASSERT(index < points.size());
                const SeriesPoint& point = points[index];
                RC_ASSERT(point.timestamp == (range.boundary == Boundary::left ? start : end));
                const Value expected = naive(rows, start, end, range.boundary, how);
                RC_ASSERT(point.value.isNull() == expected.isNull());
                if (!expected.isNumber()) {
                    RC_ASSERT(point.value == expected);
                } else if (how == Aggregate::stddev) { // the definition by squares loses digits
                    RC_ASSERT(std::abs(point.value.number() - expected.number()) < 1e-6);
                } else {
                    RC_ASSERT(isNear(point.value.number(), expected.number()));
                }
            }
            RC_ASSERT(index == points.size());
        }));
    }

    void everyRowInTheRangeIsInOneBucket() {
        QVERIFY(rc::check("counts add up", [] {
            const auto rows = randomRows();
            auto range = randomRange();
            std::uint64_t counted = 0;
            for (const auto& point : aggregate(rows, range, Aggregate::count, Interpolation::linear)) {
                RC_ASSERT(point.value.integer() == static_cast<std::int64_t>(point.samples));
                counted += point.samples;
            }
            std::uint64_t there = 0;
            for (const auto& row : rows) {
                const bool isLeft = range.boundary == Boundary::left;
                there += isLeft ? range.from <= row.timestamp && row.timestamp < range.to
                                : range.from < row.timestamp && row.timestamp <= range.to;
            }
            RC_ASSERT(counted == there);
        }));
    }

    void gapsAreFilledFromTheirNeighbours() {
        QVERIFY(rc::check("fill", [] {
            const auto rows = randomRows();
            const auto range = randomRange();
            const auto bare = aggregate(rows, range, Aggregate::avg, Interpolation::none);
            for (const auto fill : {Interpolation::previous, Interpolation::linear}) {
                const auto filled = aggregate(rows, range, Aggregate::avg, fill);
                RC_ASSERT(filled.size() == bare.size());
                for (std::size_t i = 0; i < bare.size(); ++i) {
                    if (!bare[i].value.isNull()) {
                        RC_ASSERT(filled[i] == bare[i]);
                        continue;
                    }
                    std::size_t before = i, after = i;
                    while (before > 0 && bare[before].value.isNull()) --before;
                    while (after + 1 < bare.size() && bare[after].value.isNull()) ++after;
                    const bool hasBoth = !bare[before].value.isNull() && !bare[after].value.isNull();
                    RC_ASSERT(filled[i].value.isNull() == !hasBoth);
                    if (!hasBoth) continue;
                    const double low = bare[before].value.number();
                    const double high = bare[after].value.number();
                    const double share = toSeconds(bare[i].timestamp - bare[before].timestamp) /
                                         toSeconds(bare[after].timestamp - bare[before].timestamp);
                    const double expected = fill == Interpolation::previous ? low : low * (1 - share) + high * share;
                    RC_ASSERT(isNear(filled[i].value.number(), expected));
                }
            }
        }));
    }

    void samplesLieOnTheStepOrTheLine() {
        QVERIFY(rc::check("sample", [] {
            const auto rows = randomRows();
            const auto range = randomRange();
            const auto how = *rc::gen::element(Interpolation::none, Interpolation::previous, Interpolation::linear);
            for (const SeriesPoint& point : sample(rows, range, how)) {
                const SeriesRow* before = nullptr;
                const SeriesRow* after = nullptr;
                for (const SeriesRow& row : rows) {
                    if (row.timestamp <= point.timestamp) before = &row;
                    if (row.timestamp > point.timestamp && !after) after = &row;
                }
                if (!before) {
                    RC_ASSERT(point.value.isNull());
                } else if (before->timestamp == point.timestamp || how == Interpolation::previous) {
                    RC_ASSERT(point.value == before->value);
                } else if (how == Interpolation::none || !after || !before->value.isNumber() ||
                           !after->value.isNumber()) {
                    RC_ASSERT(point.value.isNull());
                } else {
                    const double share = toSeconds(point.timestamp - before->timestamp) /
                                         toSeconds(after->timestamp - before->timestamp);
                    RC_ASSERT(isNear(point.value.number(),
                                     before->value.number() * (1 - share) + after->value.number() * share));
                }
            }
        }));
    }
};

QTEST_APPLESS_MAIN(SeriesQueryProperties)
#include "tst_property_series_query.moc"
