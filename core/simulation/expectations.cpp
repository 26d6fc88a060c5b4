// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/expectations.h"

namespace twinflow::simulation {

namespace {

Sentence inWords(const std::string& what, const Expectation& expectation) {
    const auto& min = expectation.min;
    const auto& max = expectation.max;
    if (min && max && *min == *max) return say("'{0}' is {1}.", what, *min);
    if (min && max) return say("'{0}' lies between {1} and {2}.", what, *min, *max);
    if (min) return say("'{0}' is at least {1}.", what, *min);
    if (max) return say("'{0}' is at most {1}.", what, *max);
    return say("'{0}' is a number.", what);
}

bool within(double value, const Expectation& expectation) {
    // Written so that a NaN meets nothing.
    return value == value && (!expectation.min || value >= *expectation.min) &&
           (!expectation.max || value <= *expectation.max);
}

} // namespace

Verdict judge(const Expectation& expectation, const Outcomes& outcomes) {
    Verdict verdict{expectation, false, {}, {}, {}};
    if (expectation.kind == Expectation::Kind::balanced) {
        verdict.met = outcomes.balanced();
        verdict.expected = say("The ledger balances.");
        verdict.found = verdict.met ? say("It does.") : say("It does not.");
        return verdict;
    }
    const bool isCount = expectation.kind == Expectation::Kind::count;
    verdict.value =
        isCount ? outcomes.number(expectation.count) : outcomes.twinValue(expectation.twin, expectation.path);
    verdict.expected = inWords(isCount ? expectation.count : expectation.twin + expectation.path, expectation);
    if (verdict.value) {
        verdict.met = within(*verdict.value, expectation);
        verdict.found = say("It is {0}.", *verdict.value);
    } else {
        verdict.found = isCount ? say("The report has no such number.") : say("The twin has no such number.");
    }
    return verdict;
}

std::vector<Verdict> judge(const std::vector<Expectation>& expectations, const Outcomes& outcomes) {
    std::vector<Verdict> verdicts;
    verdicts.reserve(expectations.size());
    for (const Expectation& expectation : expectations) verdicts.push_back(judge(expectation, outcomes));
    return verdicts;
}

} // namespace twinflow::simulation
