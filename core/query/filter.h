// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A parsed filter: a tree of clauses (adt-facts 4.2).
#pragma once

#include "base/value.h"
#include "query/scalar.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace twinflow::query {

/// What a field name may stand for. `eventType` is the legacy $eventType; `unknown` is a name that no event has.
enum class Attribute : std::uint8_t {
    type,
    source,
    subject,
    dataSchema,
    dataContentType,
    specVersion,
    eventType,
    body,
    unknown
};

/// The attribute of that name, case-sensitive; `body` for $body. None for other names.
std::optional<Attribute> findAttribute(std::string_view name);
std::string_view attributeName(Attribute attribute);

/// An attribute, or a place in the body: $body.motor.current has the path {motor, current}, $body alone an empty one.
struct Field {
    Attribute attribute = Attribute::unknown;
    std::vector<std::string> path; ///< body: member names; unknown: the parts of the name
    bool operator==(const Field&) const = default;
};

/// Bytes of the filter's text, the end excluded.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool operator==(const Span&) const = default;
};

/// One side of a comparison: a field, or a literal (null, boolean, integer, double, string).
using Term = std::variant<Field, Value>;

/// One comparison or function: what is true or false by itself.
struct Clause {
    Operator op = Operator::equal;
    Term left;
    Term right;
    bool operator==(const Clause&) const = default;
};

struct Expression {
    enum class Kind : std::uint8_t { constant, clause, all, any };

    Kind kind = Kind::constant;
    bool constant = true;
    Clause clause;
    std::vector<Expression> parts; ///< all: joined by AND, any: by OR; two or more
    Span span;
};

/// The text that a field is written as.
void appendField(std::string& out, const Field& field);
/// One form for each meaning of a clause, whatever its spacing was; parses back to the same clause.
void appendClause(std::string& out, const Clause& clause);
/// The same for a whole expression, each group within a group in brackets.
void appendExpression(std::string& out, const Expression& expression);

} // namespace twinflow::query
