// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "routes/key.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace twinflow::routes {

using query::Attribute;
using query::Operator;

namespace {

// Ranks. What two thresholds or a long text leave through is guessed; crowds behind a key are divided by further keys.
constexpr std::uint8_t kClosedRange = 2;
constexpr std::uint8_t kAffix = 3;
constexpr std::uint8_t kWithin = 4;
constexpr std::uint8_t kOpenRange = 5;
constexpr std::uint8_t kCommon = 6; // a text that most events have, or one of two values
constexpr std::uint8_t kAlmostAll = 7;

/// Integers from here on are not all doubles, so that a key takes several for one.
constexpr std::int64_t kExactIntegers = std::int64_t{1} << 53;

const std::uint64_t kLowest = orderedWord(-std::numeric_limits<double>::infinity());
const std::uint64_t kHighest = orderedWord(std::numeric_limits<double>::infinity());

bool isExact(const Value& number) {
    return number.kind() != Value::Kind::integer ||
           (number.integer() < kExactIntegers && number.integer() > -kExactIntegers);
}

std::uint8_t equalityRank(Attribute attribute) {
    switch (attribute) {
    case Attribute::subject:
        return 0;
    case Attribute::body:
    case Attribute::dataSchema:
        return 1;
    default:
        return kCommon;
    }
}

std::optional<Key> rangeOf(Operator op, const Value& literal) {
    const std::uint64_t bound = orderedWord(literal.number());
    const bool exact = isExact(literal);
    // An integer that is no double may lie on either side of its neighbours: the bound itself stays within.
    const std::uint64_t step = exact ? 1 : 0;
    Key key;
    key.form = Key::Form::range;
    key.rank = kOpenRange;
    key.exact = exact;
    key.low = kLowest;
    key.high = kHighest;
    switch (op) {
    case Operator::less:
        key.high = bound - step;
        return key;
    case Operator::lessEqual:
        key.high = bound;
        return key;
    case Operator::greater:
        key.low = bound + step;
        return key;
    case Operator::greaterEqual:
        key.low = bound;
        return key;
    default:
        return std::nullopt;
    }
}

std::optional<Key> affixOf(Operator op, const Value& literal) {
    Key key;
    key.value = literal;
    key.form = op == Operator::startsWith ? Key::Form::prefix
               : op == Operator::endsWith ? Key::Form::suffix
                                          : Key::Form::contains;
    key.rank = op == Operator::contains ? kWithin : kAffix;
    if (literal.text().empty()) { // every text
        key.form = Key::Form::prefix;
        key.rank = kAlmostAll;
    }
    return key;
}

std::optional<Key> conditionOf(const Clause& clause, Attribute attribute) {
    const Value& literal = clause.literal;
    if (clause.op == Operator::notEqual) {
        Key key;
        key.form = Key::Form::differs;
        key.value = literal;
        key.rank = kAlmostAll;
        return key;
    }
    if (clause.op == Operator::equal) {
        Key key;
        const bool number = literal.isNumber();
        key.value = number ? Value(literal.number() == 0 ? 0.0 : literal.number()) : literal;
        key.exact = !number || isExact(literal);
        const bool few = literal.isNull() || literal.kind() == Value::Kind::boolean;
        key.rank = few ? kCommon : equalityRank(attribute);
        return key;
    }
    if (isFunction(clause.op)) {
        if (literal.kind() != Value::Kind::string) return std::nullopt;
        return affixOf(clause.op, literal);
    }
    return literal.isNumber() ? rangeOf(clause.op, literal) : std::nullopt;
}

} // namespace

std::uint64_t orderedWord(double number) {
    constexpr std::uint64_t kSign = std::uint64_t{1} << 63;
    const auto bits = std::bit_cast<std::uint64_t>(number == 0 ? 0.0 : number);
    return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

std::optional<Key> keyOf(const Clause& clause, const FieldTable& fields) {
    if (clause.other.valid() || clause.literalFirst) return std::nullopt;
    std::optional<Key> key = conditionOf(clause, fields.at(clause.field).attribute);
    if (key) key->field = clause.field;
    return key;
}

void narrow(Key& range, const Key& other) {
    range.low = std::max(range.low, other.low);
    range.high = std::min(range.high, other.high);
    range.exact = range.exact && other.exact;
    if (range.low != kLowest && range.high != kHighest) range.rank = kClosedRange;
}

} // namespace twinflow::routes
