// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/scalar.h"

#include "base/json_text.h"

#include <array>

namespace twinflow::query {

namespace {

template <typename T>
bool ordered(Operator op, const T& left, const T& right) {
    switch (op) {
    case Operator::less:
        return left < right;
    case Operator::lessEqual:
        return left <= right;
    case Operator::greater:
        return left > right;
    case Operator::greaterEqual:
        return left >= right;
    case Operator::equal:
        return left == right;
    case Operator::notEqual:
        return left != right;
    default:
        return false;
    }
}

bool textHolds(Operator op, std::string_view left, std::string_view right) {
    switch (op) {
    case Operator::startsWith:
        return left.starts_with(right);
    case Operator::endsWith:
        return left.ends_with(right);
    case Operator::contains:
        return left.find(right) != std::string_view::npos;
    default:
        return ordered(op, left, right);
    }
}

/// Kinds without an order: only = and != can be true.
bool sameness(Operator op, bool same) {
    return op == Operator::equal ? same : op == Operator::notEqual && !same;
}

} // namespace

Scalar::Scalar(const Value& value) {
    switch (value.kind()) {
    case Value::Kind::null:
        kind = Kind::null;
        return;
    case Value::Kind::boolean:
        *this = Scalar(value.boolean());
        return;
    case Value::Kind::integer:
        *this = Scalar(value.integer());
        return;
    case Value::Kind::real:
        *this = Scalar(value.number());
        return;
    case Value::Kind::string:
        *this = Scalar(value.text());
        return;
    case Value::Kind::object:
    case Value::Kind::array:
        kind = Kind::composite;
        return;
    }
}

std::string_view operatorText(Operator op) {
    static constexpr std::array<std::string_view, 9> kTexts = {"<",  "<=",          ">",         ">=",      "=",
                                                               "!=", "STARTS_WITH", "ENDS_WITH", "CONTAINS"};
    return kTexts[static_cast<std::size_t>(op)];
}

Operator mirrored(Operator op) {
    switch (op) {
    case Operator::less:
        return Operator::greater;
    case Operator::lessEqual:
        return Operator::greaterEqual;
    case Operator::greater:
        return Operator::less;
    case Operator::greaterEqual:
        return Operator::lessEqual;
    default:
        return op;
    }
}

bool holds(Operator op, const Scalar& left, const Scalar& right) {
    if (left.kind == Scalar::Kind::missing || right.kind == Scalar::Kind::missing) return false;
    if (left.isText() && right.isText()) return textHolds(op, left.text, right.text);
    if (left.isNumber() && right.isNumber()) {
        const bool exact = left.kind == Scalar::Kind::integer && right.kind == Scalar::Kind::integer;
        return exact ? ordered(op, left.integer, right.integer) : ordered(op, left.number(), right.number());
    }
    if (left.kind != right.kind) return sameness(op, false);
    switch (left.kind) {
    case Scalar::Kind::null:
        return sameness(op, true);
    case Scalar::Kind::boolean:
        return sameness(op, left.boolean == right.boolean);
    default:
        return false;
    }
}

void appendQuoted(std::string& out, std::string_view text) {
    out += '\'';
    for (const char c : text) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    out += '\'';
}

void appendScalar(std::string& out, const Scalar& scalar) {
    switch (scalar.kind) {
    case Scalar::Kind::missing:
        out += "(missing)";
        return;
    case Scalar::Kind::null:
        out += "null";
        return;
    case Scalar::Kind::boolean:
        out += scalar.boolean ? "true" : "false";
        return;
    case Scalar::Kind::integer:
        appendJsonNumber(out, scalar.integer);
        return;
    case Scalar::Kind::real:
        appendJsonNumber(out, scalar.real);
        return;
    case Scalar::Kind::text:
        appendQuoted(out, scalar.text);
        return;
    case Scalar::Kind::composite:
        out += "(object or array)";
        return;
    }
}

} // namespace twinflow::query
