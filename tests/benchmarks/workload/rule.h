// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// One filter in the words of each engine.
#pragma once

#include "workload/filled.h"

namespace twinflow::bench {

struct Rule {
    std::string kind;
    std::string filter;     ///< of the twin service
    std::string ruler;      ///< event-ruler's pattern
    std::string quamina;    ///< quamina's pattern, '-' where it has none
    std::string javaScript; ///< a condition over the event e
};

inline void appendRule(std::string& out, unsigned number, const Rule& rule) {
    appendFilled(out, "R%\t%\t%\t%\t%\t%\n", padded(number, 6), rule.kind, rule.filter, rule.ruler, rule.quamina,
                 rule.javaScript);
}

} // namespace twinflow::bench
