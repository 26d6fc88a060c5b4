// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/explain.h"

#include "query/evaluate.h"

#include <algorithm>

namespace twinflow::query {

Explanation explain(const Expression& expression, std::string_view text, const Record& record) {
    Explanation result;
    result.kind = expression.kind;
    result.text = text.substr(expression.span.begin, expression.span.end - expression.span.begin);
    const auto holds = [](const Explanation& part) { return part.truth; };
    for (const Expression& part : expression.parts) result.parts.push_back(explain(part, text, record));
    switch (expression.kind) {
    case Expression::Kind::constant:
        result.truth = expression.constant;
        break;
    case Expression::Kind::all:
        result.truth = std::all_of(result.parts.begin(), result.parts.end(), holds);
        break;
    case Expression::Kind::any:
        result.truth = std::any_of(result.parts.begin(), result.parts.end(), holds);
        break;
    case Expression::Kind::clause:
        result.truth = isTrue(expression.clause, record);
        for (const Term* term : {&expression.clause.left, &expression.clause.right}) {
            if (const auto* field = std::get_if<Field>(term)) {
                Explanation::Seen& seen = result.saw.emplace_back();
                appendField(seen.field, *field);
                appendScalar(seen.value, record.value(*field));
            }
        }
        break;
    }
    return result;
}

} // namespace twinflow::query
