// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/expectations.h"

#include "simulation/exact_number.h"
#include "simulation/inline_object.h"

namespace twinflow::simulation {

namespace {

using Kind = Expectation::Kind;

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
    const auto shown = [](const std::optional<double>& number, const std::optional<Duration>& latency) {
        return number ? numberText(*number) : latency ? formatDuration(*latency) : std::string();
    };
    const std::string min = shown(expectation.min, expectation.minLatency);
    const std::string max = shown(expectation.max, expectation.maxLatency);
    if (expectation.kind == Kind::balanced)
        return after.empty() ? say("The ledger balances.") : say("The ledger balances{0}.", after);
    if (expectation.equals) return say("'{0}' is {1}{2}.", what, expectation.equals->json(), after);
    if (!min.empty() && min == max) return say("'{0}' is {1}{2}.", what, min, after);
    if (!min.empty() && !max.empty()) return say("'{0}' lies between {1} and {2}{3}.", what, min, max, after);
    if (!min.empty()) return say("'{0}' is at least {1}{2}.", what, min, after);
    if (!max.empty()) return say("'{0}' is at most {1}{2}.", what, max, after);
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
    case Kind::incidents:
        return Value(static_cast<double>(outcomes.incidents(expectation.incidents, expectation.service)));
    case Kind::latency:
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
        if (!wanted.isNumber() || !value.isNumber()) return value == wanted;
        return exactNumber(value) == exactNumber(wanted);
    }
    if (!value.isNumber()) return false;
    const double number = value.number();
    // Written so that a NaN meets nothing.
    return number == number && (!expectation.min || number >= *expectation.min) &&
           (!expectation.max || number <= *expectation.max);
}

void judgeLatency(Verdict& verdict, const std::optional<Duration>& latency) {
    if (!latency) {
        verdict.found = notThere(verdict.expectation);
        return;
    }
    const auto& min = verdict.expectation.minLatency;
    const auto& max = verdict.expectation.maxLatency;
    verdict.met = (!min || *latency >= *min) && (!max || *latency <= *max);
    verdict.value = toSeconds(*latency);
    verdict.found = say("It is {0}.", formatDuration(*latency));
}

} // namespace

Verdict judge(const Expectation& expectation, const Outcomes& outcomes) {
    Verdict verdict{expectation, false, inWords(expectation), {}, {}};
    if (expectation.kind == Kind::balanced) {
        verdict.met = outcomes.balanced();
        verdict.found = verdict.met ? say("It does.") : say("It does not.");
        return verdict;
    }
    if (expectation.kind == Kind::latency) {
        judgeLatency(verdict, outcomes.latency(expectation.latency, expectation.percentile / 100));
        return verdict;
    }
    const std::optional<Value> value = find(expectation, outcomes);
    if (!value || value->isNull()) {
        verdict.found = notThere(expectation);
        return verdict;
    }
    verdict.met = fits(*value, expectation);
    if (value->isNumber()) verdict.value = value->number();
    verdict.found = say("It is {0}.", value->json());
    return verdict;
}

} // namespace twinflow::simulation
