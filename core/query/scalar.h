// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What one side of a comparison holds at one moment: a small value that owns nothing.
#pragma once

#include "base/value.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace twinflow::query {

/// The text is borrowed: whoever made the scalar says how long it lives.
struct Scalar {
    enum class Kind : std::uint8_t { missing, null, boolean, integer, real, text, composite };

    Kind kind = Kind::missing;
    union {
        bool boolean;
        std::int64_t integer = 0;
        double real;
    };
    std::string_view text;

    Scalar() = default;
    explicit Scalar(Kind bare)
        : kind(bare) {}
    explicit Scalar(bool value)
        : kind(Kind::boolean) {
        boolean = value;
    }
    explicit Scalar(std::int64_t value)
        : kind(Kind::integer) {
        integer = value;
    }
    explicit Scalar(double value)
        : kind(Kind::real) {
        real = value;
    }
    explicit Scalar(std::string_view value)
        : kind(Kind::text)
        , text(value) {}
    explicit Scalar(const char* value)
        : Scalar(std::string_view(value)) {}
    /// The value must outlive the scalar. Objects and arrays are composite: they compare with nothing.
    explicit Scalar(const Value& value);

    bool isNumber() const { return kind == Kind::integer || kind == Kind::real; }
    bool isText() const { return kind == Kind::text; }
    double number() const { return kind == Kind::integer ? static_cast<double>(integer) : real; }
};

enum class Operator : std::uint8_t {
    less,
    lessEqual,
    greater,
    greaterEqual,
    equal,
    notEqual,
    startsWith,
    endsWith,
    contains
};

/// =, STARTS_WITH, …
std::string_view operatorText(Operator op);
constexpr bool isFunction(Operator op) {
    return op >= Operator::startsWith;
}
/// What `a op b` is with the sides exchanged: > for <. Functions have no such thing, and stay.
Operator mirrored(Operator op);

/// Whether `left op right` is true. A missing side makes every comparison false, != included. Values of different kinds
/// are unequal and not ordered; integers and doubles are one kind. Texts compare by byte. Booleans are not ordered.
/// Objects and arrays are unequal to every scalar and null, and nothing at all to each other.
bool holds(Operator op, const Scalar& left, const Scalar& right);

/// For people: 'text' in the filter's quotes, a JSON number, true, null, or (missing), (object or array).
void appendScalar(std::string& out, const Scalar& scalar);
/// A text as the filter language writes it, in single quotes with \' and \\ escaped.
void appendQuoted(std::string& out, std::string_view text);

} // namespace twinflow::query
