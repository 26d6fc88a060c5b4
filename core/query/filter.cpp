// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/filter.h"

#include <array>
#include <utility>

namespace twinflow::query {

namespace {

constexpr std::array<std::pair<std::string_view, Attribute>, 8> kAttributes = {{
    {"type", Attribute::type},
    {"source", Attribute::source},
    {"subject", Attribute::subject},
    {"dataschema", Attribute::dataSchema},
    {"datacontenttype", Attribute::dataContentType},
    {"specversion", Attribute::specVersion},
    {"$eventType", Attribute::eventType},
    {"$body", Attribute::body},
}};

void appendTerm(std::string& out, const Term& term) {
    if (const auto* field = std::get_if<Field>(&term)) {
        appendField(out, *field);
        return;
    }
    const Scalar literal(std::get<Value>(term));
    const std::size_t start = out.size();
    appendScalar(out, literal);
    // A double stays a double when it is read again.
    const bool whole = out.find_first_of(".e", start) == std::string::npos;
    if (literal.kind == Scalar::Kind::real && whole) out += ".0";
}

} // namespace

std::optional<Attribute> findAttribute(std::string_view name) {
    for (const auto& [known, attribute] : kAttributes) {
        if (known == name) return attribute;
    }
    return std::nullopt;
}

std::string_view attributeName(Attribute attribute) {
    for (const auto& [name, known] : kAttributes) {
        if (known == attribute) return name;
    }
    return {};
}

void appendField(std::string& out, const Field& field) {
    out += attributeName(field.attribute);
    for (const std::string& part : field.path) {
        if (field.attribute == Attribute::body || &part != &field.path.front()) out += '.';
        out += part;
    }
}

void appendClause(std::string& out, const Clause& clause) {
    if (isFunction(clause.op)) {
        out += operatorText(clause.op);
        out += '(';
        appendTerm(out, clause.left);
        out += ", ";
        appendTerm(out, clause.right);
        out += ')';
        return;
    }
    appendTerm(out, clause.left);
    out += ' ';
    out += operatorText(clause.op);
    out += ' ';
    appendTerm(out, clause.right);
}

void appendExpression(std::string& out, const Expression& expression) {
    switch (expression.kind) {
    case Expression::Kind::constant:
        out += expression.constant ? "true" : "false";
        return;
    case Expression::Kind::clause:
        appendClause(out, expression.clause);
        return;
    case Expression::Kind::all:
    case Expression::Kind::any:
        break;
    }
    const std::string_view joint = expression.kind == Expression::Kind::all ? " AND " : " OR ";
    for (const Expression& part : expression.parts) {
        if (&part != &expression.parts.front()) out += joint;
        const bool group = part.kind == Expression::Kind::all || part.kind == Expression::Kind::any;
        if (group) out += '(';
        appendExpression(out, part);
        if (group) out += ')';
    }
}

} // namespace twinflow::query
