// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/expectations.h"

#include "base/json_text.h"

namespace twinflow::simulation {

namespace {

using Kind = Expectation::Kind;

std::string numberText(double number) {
    std::string text;
    appendJsonNumber(text, number);
    return text;
}

/// A bound or a value as a reader knows it: a latency as a duration.
std::string shown(const Expectation& expectation, double number) {
    return expectation.kind == Kind::latency ? formatDuration(fromSeconds(number)) : numberText(number);
}

std::string subject(const Expectation& expectation) {
    switch (expectation.kind) {
    case Kind::count:
        return expectation.count;
    case Kind::twin:
        return expectation.twin + expectation.path;
    case Kind::latency:
        return "latency of " + expectation.latency + " at " + numberText(expectation.percentile) + " %";
    case Kind::incidents:
        return "incidents " + expectation.incidents + (expectation.service.empty() ? "" : " of " + expectation.service);
    case Kind::balanced:
        break;
    }
    return "ledger";
}

Sentence inWords(const Expectation& expectation) {
    const std::string what = subject(expectation);
    const std::string after = expectation.at ? " after " + formatDuration(*expectation.at) : "";
    const auto& min = expectation.min;
    const auto& max = expectation.max;
    if (expectation.kind == Kind::balanced)
        return after.empty() ? say("The ledger balances.") : say("The ledger balances{0}.", after);
    if (expectation.equals) return say("'{0}' is {1}{2}.", what, expectation.equals->json(), after);
    if (min && max && *min == *max) return say("'{0}' is {1}{2}.", what, shown(expectation, *min), after);
    if (min && max)
        return say("'{0}' lies between {1} and {2}{3}.", what, shown(expectation, *min), shown(expectation, *max),
                   after);
    if (min) return say("'{0}' is at least {1}{2}.", what, shown(expectation, *min), after);
    if (max) return say("'{0}' is at most {1}{2}.", what, shown(expectation, *max), after);
    return say("'{0}' is a number{1}.", what, after);
}

std::optional<Value> find(const Expectation& expectation, const Outcomes& outcomes) {
    const auto real = [](std::optional<double> number) {
        return number ? std::optional<Value>(Value(*number)) : std::nullopt;
    };
    switch (expectation.kind) {
    case Kind::count:
        return real(outcomes.number(expectation.count));
    case Kind::twin:
        return outcomes.twinValue(expectation.twin, expectation.path);
    case Kind::latency: {
        const auto latency = outcomes.latency(expectation.latency, expectation.percentile / 100);
        return latency ? real(toSeconds(*latency)) : std::nullopt;
    }
    case Kind::incidents:
        return Value(static_cast<double>(outcomes.incidents(expectation.incidents, expectation.service)));
    case Kind::balanced:
        break;
    }
    return std::nullopt;
}

Sentence notThere(const Expectation& expectation) {
    switch (expectation.kind) {
    case Kind::twin:
        return say("The twin has no such value.");
    case Kind::latency:
        return say("Nothing has arrived there.");
    default:
        return say("The report has no such number.");
    }
}

bool fits(const Value& value, const Expectation& expectation) {
    if (expectation.equals) {
        const Value& wanted = *expectation.equals;
        return wanted.isNumber() ? value.isNumber() && value.number() == wanted.number() : value == wanted;
    }
    if (!value.isNumber()) return false;
    const double number = value.number();
    // Written so that a NaN meets nothing.
    return number == number && (!expectation.min || number >= *expectation.min) &&
           (!expectation.max || number <= *expectation.max);
}

} // namespace

Verdict judge(const Expectation& expectation, const Outcomes& outcomes) {
    Verdict verdict{expectation, false, inWords(expectation), {}, {}};
    if (expectation.kind == Kind::balanced) {
        verdict.met = outcomes.balanced();
        verdict.found = verdict.met ? say("It does.") : say("It does not.");
        return verdict;
    }
    const std::optional<Value> value = find(expectation, outcomes);
    if (!value || value->isNull()) {
        verdict.found = notThere(expectation);
        return verdict;
    }
    verdict.met = fits(*value, expectation);
    if (value->isNumber()) verdict.value = value->number();
    verdict.found = say("It is {0}.", value->isNumber() ? shown(expectation, value->number()) : value->json());
    return verdict;
}

} // namespace twinflow::simulation
