// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/refusals.h"

#include <algorithm>
#include <string>

namespace twinflow::query {

namespace {

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::string upperCase(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), upper);
    return result;
}

constexpr std::string_view kFieldsHint =
    "Fields are type, source, subject, dataschema, datacontenttype, specversion and $body.<member>.";

/// "here comes X": what stands at a place where something else should.
Error missing(std::string_view code, std::string_view atEnd, std::string_view before, const Token& found) {
    if (found.kind == Token::Kind::end) return fault(code, atEnd);
    return fault(code, before, found.text);
}

} // namespace

bool isWord(const Token& token, std::string_view upperCaseWord) {
    return token.kind == Token::Kind::name &&
           std::equal(token.text.begin(), token.text.end(), upperCaseWord.begin(), upperCaseWord.end(),
                      [](char a, char b) { return upper(a) == b; });
}

Error operandMissing(const Token& found) {
    return missing("query-operand-missing", "The filter ends where a field or a value should stand.",
                   "A field or a value is missing before '{0}'.", found)
        .withHint(say("A comparison has two sides: type = 'microsoft.iot.telemetry', $body.temperature > 30."));
}

Error operatorMissing(std::string_view operand, const Token& found) {
    Error error =
        found.kind == Token::Kind::end
            ? fault("query-operator-missing", "'{0}' is not compared with anything.", operand)
            : fault("query-operator-missing", "A comparison is missing between '{0}' and '{1}'.", operand, found.text);
    return std::move(error).withHint(say("Compare with =, !=, <, <=, > or >=; a boolean as in $body.occupied = true."));
}

Error argumentMissing(Operator function, const Token& found) {
    Error error = found.kind == Token::Kind::end
                      ? fault("query-argument-missing", "{0} is not complete.", operatorText(function))
                      : fault("query-argument-missing", "{0} takes two arguments; '{1}' does not fit here.",
                              operatorText(function), found.text);
    return std::move(error).withHint(say("Write {0}(subject, 'text').", operatorText(function)));
}

Error bracketMissing(const Token& found) {
    return missing("query-bracket-missing", "A bracket is opened and never closed.",
                   "A closing bracket is missing before '{0}'.", found)
        .withHint(say("Close each ( with a )."));
}

Error memberMissing(const Token& found) {
    return missing("query-member-missing", "The filter ends where the name of a member should stand.",
                   "The name of a member is missing before '{0}'.", found)
        .withHint(say("Write $body.member; names consist of letters, digits, _ and $ and do not start with a digit."));
}

Error trailingText(const Token& found) {
    return fault("query-text-trailing", "The filter is complete before '{0}'.", found.text)
        .withHint(say("Join comparisons with AND or OR, or remove the rest."));
}

Error notRefused() {
    return fault("query-not-refused", "Route filters do not know NOT.")
        .withHint(say("Turn the comparison round: != instead of =, <= instead of >."));
}

Error listRefused(const Token& found) {
    return fault("query-in-refused", "Route filters do not know {0}.", upperCase(found.text))
        .withHint(say("Compare with each value and join the comparisons with OR."));
}

Error arrayIndexRefused(std::string_view field) {
    return fault("query-array-index", "A filter cannot look into an array, as after '{0}'.", field)
        .withHint(say("Of update events only $body.modelId can be filtered; route by model and decide in a function."));
}

Error functionUnknown(std::string_view name) {
    return fault("query-function-unknown", "There is no function '{0}' in route filters.", name)
        .withHint(say("Filters know STARTS_WITH, ENDS_WITH and CONTAINS, in capitals and with underscores."));
}

Error constantWithin(std::string_view constant) {
    return fault("query-constant-within", "'{0}' can only be the whole filter.", constant)
        .withHint(say("Remove it, or compare a field with it: $body.occupied = {0}.", constant));
}

Error fieldRefused(std::string_view name) {
    return fault("query-field-refused", "Events cannot be filtered by '{0}'.", name).withHint(say(kFieldsHint));
}

Error tooDeep(std::size_t limit) {
    return fault("query-too-deep", "Brackets are nested more than {0} deep here.", limit)
        .withHint(say("Remove brackets that change nothing."));
}

Error fieldUnknown(std::string_view name) {
    return fault("query-field-unknown", "No event has a field '{0}', so this comparison is never true.", name)
        .withHint(say("Put texts in single quotes. {0}", kFieldsHint))
        .as(Severity::warning);
}

Error legacyField() {
    return fault("query-field-legacy", "'$eventType' is the field of an earlier version of the service.")
        .withHint(say("Write type = 'Microsoft.DigitalTwins.Twin.Update' or another of today's types."))
        .as(Severity::warning);
}

Error emptyFilter() {
    return fault("query-filter-empty", "The filter is empty; every event passes.")
        .withHint(say("Write true to say so, or false to let nothing pass."))
        .as(Severity::warning);
}

} // namespace twinflow::query
