// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "random_filters.h"

#include "base/json_text.h"

#include <rapidcheck.h>

namespace twinflow::test {

using query::Attribute;
using query::Expression;
using query::Operator;

namespace {

int below(int bound) {
    return *rc::gen::inRange(0, bound);
}

Value randomLiteral() {
    static const std::vector<Value> kLiterals = {
        Value(),
        Value(true),
        Value(false),
        Value(std::int64_t{-1}),
        Value(std::int64_t{0}),
        Value(std::int64_t{1}),
        Value(std::int64_t{2}),
        Value(std::int64_t{9007199254740993}),
        Value(std::int64_t{9007199254740992}),
        Value(0.5),
        Value(1.0),
        Value(-0.0),
        Value(1e300),
        Value(""),
        Value("p"),
        Value("pump"),
        Value("pump-07"),
        Value("07"),
        Value("-"),
        Value("motor"),
        Value("feeds"),
        Value("it's \\ \"ü\""),
        Value("/relationships/"),
        Value("pump-07/relationships/feeds"),
        Value("1.0"),
        Value("application/json"),
        Value("dtmi:acme:Pump;2"),
        Value("dtmi:acme:Tank;1"),
        Value("dtmi:acme:Motor;1"),
        Value("dtmi:"),
        Value("acme.api.weu.digitaltwins.azure.net"),
        Value("acme.api.weu.digitaltwins.azure.net/digitaltwins/pump-07"),
        Value("microsoft.iot.telemetry"),
        Value("Microsoft.DigitalTwins.Twin.Update"),
        Value("Microsoft.DigitalTwins.Twin.Create"),
        Value("Microsoft.DigitalTwins.Relationship.Update"),
        Value("Microsoft.DigitalTwins."),
        Value("DigitalTwinLifecycleNotification"),
    };
    return *rc::gen::elementOf(kLiterals);
}

query::Field randomField() {
    static const std::vector<query::Field> kFields = {
        {Attribute::type, {}},
        {Attribute::type, {}},
        {Attribute::subject, {}},
        {Attribute::subject, {}},
        {Attribute::source, {}},
        {Attribute::dataSchema, {}},
        {Attribute::dataContentType, {}},
        {Attribute::specVersion, {}},
        {Attribute::eventType, {}},
        {Attribute::body, {}},
        {Attribute::body, {"modelId"}},
        {Attribute::body, {"patch"}},
        {Attribute::body, {"patch", "path"}},
        {Attribute::body, {"a"}},
        {Attribute::body, {"a"}},
        {Attribute::body, {"b"}},
        {Attribute::body, {"a", "b"}},
        {Attribute::body, {"a", "b", "a"}},
        {Attribute::body, {"kind"}},
        {Attribute::body, {"motor"}},
        {Attribute::body, {"motor", "a"}},
        {Attribute::body, {"tags", "a"}},
        {Attribute::body, {"$dtId"}},
        {Attribute::body, {"$relationshipName"}},
        {Attribute::body, {"$metadata", "$model"}},
        {Attribute::body, {"$metadata", "a"}},
        {Attribute::body, {"motor", "$metadata"}},
        {Attribute::unknown, {"pump"}},
    };
    return *rc::gen::elementOf(kFields);
}

query::Term randomTerm(int fieldsOfTen) {
    return below(10) < fieldsOfTen ? query::Term(randomField()) : query::Term(randomLiteral());
}

} // namespace

Expression randomFilter(int depth) {
    Expression filter;
    const int kind = depth > 0 ? below(10) : 0;
    if (kind < 4) {
        filter.kind = Expression::Kind::clause;
        const auto op = static_cast<Operator>(below(9));
        filter.clause = {below(3) == 0 ? Operator::equal : op, randomTerm(9), randomTerm(1)};
        return filter;
    }
    filter.kind = kind < 7 ? Expression::Kind::all : Expression::Kind::any;
    const int parts = 2 + below(3);
    for (int i = 0; i < parts; ++i) filter.parts.push_back(randomFilter(depth - 1));
    return filter;
}

Expression randomCrowd() {
    static const std::vector<query::Clause> kShared = {
        {Operator::equal, query::Field{Attribute::subject, {}}, Value("pump-07")},
        {Operator::equal, query::Field{Attribute::type, {}}, Value("microsoft.iot.telemetry")},
        {Operator::startsWith, query::Field{Attribute::subject, {}}, Value("p")},
        {Operator::contains, query::Field{Attribute::subject, {}}, Value("07")},
        {Operator::greater, query::Field{Attribute::body, {"a"}}, Value(std::int64_t{0})},
        {Operator::notEqual, query::Field{Attribute::body, {"a"}}, Value("pump")},
    };
    Expression crowd;
    crowd.kind = Expression::Kind::all;
    const int shared = 1 + below(2);
    for (int i = 0; i < shared; ++i) {
        Expression& part = crowd.parts.emplace_back();
        part.kind = Expression::Kind::clause;
        part.clause = *rc::gen::elementOf(kShared);
    }
    crowd.parts.push_back(randomFilter(below(2)));
    return crowd;
}

std::string randomBody(int depth) {
    if (depth == 0 || below(3) == 0) return below(8) == 0 ? "[1,{\"a\":1}]" : randomLiteral().json();
    static const std::vector<std::string> kNames = {"\"a\"",       "\"a\"",     "\"b\"",    "\"\\u0062\"",
                                                    "\"modelId\"", "\"patch\"", "\"other\""};
    std::string text = "{";
    const int members = below(5);
    for (int i = 0; i < members; ++i) {
        if (i > 0) text += ", ";
        text += *rc::gen::elementOf(kNames) + " : " + randomBody(depth - 1);
    }
    return text + "}";
}

std::string randomText(int shortest, int longest) {
    std::string text;
    const int length = shortest + below(longest - shortest + 1);
    for (int i = 0; i < length; ++i) text += static_cast<char>('a' + below(2));
    return text;
}

} // namespace twinflow::test
