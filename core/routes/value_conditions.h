// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Whether any value can meet some conditions: what a filter that contradicts itself is found with.
#pragma once

#include "query/scalar.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace twinflow::routes {

/// A set of kinds of values, bit 1 << Scalar::Kind; integers and doubles are one kind, kNumbers.
using KindMask = std::uint8_t;

constexpr KindMask kindBit(query::Scalar::Kind kind) {
    return static_cast<KindMask>(1U << static_cast<unsigned>(kind));
}
constexpr KindMask kMissing = kindBit(query::Scalar::Kind::missing);
constexpr KindMask kNull = kindBit(query::Scalar::Kind::null);
constexpr KindMask kBooleans = kindBit(query::Scalar::Kind::boolean);
constexpr KindMask kNumbers = kindBit(query::Scalar::Kind::integer);
constexpr KindMask kTexts = kindBit(query::Scalar::Kind::text);
constexpr KindMask kComposites = kindBit(query::Scalar::Kind::composite);
constexpr KindMask kAnything = kMissing | kNull | kBooleans | kNumbers | kTexts | kComposites;

/// A comparison of one value with a literal, or with itself, that must come out as `truth`.
struct Condition {
    enum class Form : std::uint8_t { valueLeft, valueRight, itself };
    query::Operator op = query::Operator::equal;
    Form form = Form::valueLeft;
    bool truth = true;
    query::Scalar literal; ///< borrowed

    bool isMetBy(const query::Scalar& value) const;
};

/// False only when no value of these kinds meets all conditions; true may be said of what nothing meets.
bool canBeMet(KindMask kinds, std::span<const Condition> conditions);

} // namespace twinflow::routes
