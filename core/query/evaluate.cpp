// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/evaluate.h"

#include <algorithm>

namespace twinflow::query {

Scalar valueOf(const Term& term, const Record& record) {
    const auto* field = std::get_if<Field>(&term);
    return field ? record.value(*field) : Scalar(std::get<Value>(term));
}

bool isTrue(const Clause& clause, const Record& record) {
    return holds(clause.op, valueOf(clause.left, record), valueOf(clause.right, record));
}

bool isTrue(const Expression& expression, const Record& record) {
    const auto passes = [&](const Expression& part) { return isTrue(part, record); };
    switch (expression.kind) {
    case Expression::Kind::constant:
        return expression.constant;
    case Expression::Kind::clause:
        return isTrue(expression.clause, record);
    case Expression::Kind::all:
        return std::all_of(expression.parts.begin(), expression.parts.end(), passes);
    case Expression::Kind::any:
        return std::any_of(expression.parts.begin(), expression.parts.end(), passes);
    }
    return false;
}

} // namespace twinflow::query
