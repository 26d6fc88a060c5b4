// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "explanation_text.h"

namespace twinflow::test {

void appendExplanation(std::string& out, const query::Explanation& explanation, int indent) {
    out.append(static_cast<std::size_t>(indent), ' ');
    out += explanation.truth ? "+ " : "- ";
    switch (explanation.kind) {
    case query::Expression::Kind::all:
        out += "all of";
        break;
    case query::Expression::Kind::any:
        out += "any of";
        break;
    default:
        out += explanation.text;
    }
    for (const query::Explanation::Seen& seen : explanation.saw) out += "  [" + seen.field + " is " + seen.value + "]";
    out += '\n';
    for (const query::Explanation& part : explanation.parts) appendExplanation(out, part, indent + 2);
}

} // namespace twinflow::test
