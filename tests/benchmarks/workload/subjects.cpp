// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "workload/names.h"
#include "workload/rule.h"
#include "workload/workload.h"

namespace twinflow::bench {

namespace {

/// Calls take(isExact, text) for each filter; the first is a prefix of every subject.
template <typename Take>
void eachSubject(unsigned count, Take take) {
    Draws draws(Stream::subjects);
    take(false, std::string("b"));
    for (unsigned i = 1; i < count; ++i) {
        const bool isExact = draws.below(3) < 2;
        const unsigned twin = draws.below(kTwins);
        take(isExact, isExact ? twinId(twin) : floorPrefix(twin));
    }
}

} // namespace

std::string subjectFilters(unsigned count) {
    std::string text;
    eachSubject(count, [&text](bool isExact, const std::string& subject) {
        appendFilled(text, "%\t%\n", isExact ? "exact" : "prefix", subject);
    });
    return text;
}

std::string subjectRules(unsigned count) {
    std::string text;
    unsigned number = 0;
    eachSubject(count, [&](bool isExact, const std::string& subject) {
        const std::string pattern =
            filled(isExact ? R"({"subject":["%"]})" : R"({"subject":[{"prefix":"%"}]})", subject);
        appendRule(text, number++,
                   {isExact ? "exact" : "prefix",
                    filled(isExact ? "subject = '%'" : "STARTS_WITH(subject, '%')", subject), pattern, pattern,
                    filled(isExact ? "e.subject==='%'" : "e.subject.startsWith('%')", subject)});
    });
    return text;
}

} // namespace twinflow::bench
