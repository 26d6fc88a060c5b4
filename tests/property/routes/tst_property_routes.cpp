// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A table of routes agrees with each filter by itself, asked about the event's JSON text; what is said of filters
// without an event holds.
#include "support.h" // first: moc cannot read <compare> before another standard header

#include "json_record.h"
#include "modelled_events.h"
#include "query/evaluate.h"
#include "query/parser.h"
#include "random_events.h"
#include "random_filters.h"
#include "routes/filter_logic.h"
#include "routes/route_table.h"

#include <rapidcheck.h>

using namespace twinflow;

namespace {

const char* pick(std::vector<const char*> texts) {
    return *rc::gen::elementOf(std::move(texts));
}

std::string textOf(const query::Expression& filter) {
    std::string text;
    appendExpression(text, filter);
    return text;
}

} // namespace

class PropertyRoutesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void matcherAgreesWithEachFilterAlone() {
        const bool holds = rc::check("match() gives the routes whose filters are true of the event's text", [] {
            std::vector<routes::RouteSettings> settings;
            std::vector<query::Expression> filters;
            const int count = *rc::gen::inRange(1, 25);
            for (int i = 0; i < count; ++i) {
                filters.push_back(test::randomFilter(3));
                settings.push_back({"route", "endpoint", textOf(filters.back())});
                if (*rc::gen::inRange(0, 8) == 0) { // now and then the same filter twice
                    filters.push_back(filters.back());
                    settings.push_back(settings.back());
                }
            }
            const auto built = routes::RouteTable::build(settings);
            RC_ASSERT(!hasErrors(built.findings));

            test::EventBench bench;
            const int events = *rc::gen::inRange(1, 12);
            for (int i = 0; i < events; ++i) {
                const events::EventRef event = test::randomEvent(bench);
                std::string text;
                bench.dress().appendCloudEvent(text, *event);
                const JsonDocument document = test::json(text);
                const test::JsonRecord record(document.root());
                std::vector<RouteIndex> expected, actual;
                for (std::uint32_t k = 0; k < filters.size(); ++k) {
                    if (isTrue(filters[k], record)) expected.push_back(RouteIndex{k});
                }
                built.table.match(*event, bench.dress(), actual);
                if (actual != expected) {
                    for (const auto& route : settings) RC_LOG() << route.filter << "\n";
                    RC_LOG() << text << "\n";
                }
                RC_ASSERT(actual == expected);
                for (std::uint32_t k = 0; k < filters.size(); ++k) {
                    const bool wants = std::binary_search(expected.begin(), expected.end(), RouteIndex{k});
                    RC_ASSERT(built.table.explain(RouteIndex{k}, *event, bench.dress()).truth == wants);
                }
            }
            RC_TAG(settings.size() > 10);
        });
        QVERIFY(holds);
    }

    void whatIsSaidOfFiltersHolds() {
        const bool holds = rc::check("a type that cannot pass never does, one that cannot fail always does", [] {
            const query::Expression filter = test::randomFilter(3);
            const routes::EventShapes shapes;
            const routes::Goal passes{&filter, true};
            const routes::Goal fails{&filter, false};
            const routes::TypeMask mayPass = routes::typesThatMeet({&passes, 1}, shapes);
            const routes::TypeMask mayFail = routes::typesThatMeet({&fails, 1}, shapes);
            test::EventBench bench;
            for (int i = 0; i < 20; ++i) {
                const events::EventRef event = test::randomEvent(bench);
                std::string text;
                bench.dress().appendCloudEvent(text, *event);
                const JsonDocument document = test::json(text);
                const bool truth = isTrue(filter, test::JsonRecord(document.root()));
                const routes::TypeMask bit = routes::typeBit(event->type);
                if (((truth ? mayPass : mayFail) & bit) == 0) RC_LOG() << textOf(filter) << "\n" << text << "\n";
                RC_ASSERT(((truth ? mayPass : mayFail) & bit) != 0);
            }
            RC_TAG(mayPass == 0 ? "never" : mayFail == 0 ? "always" : "sometimes");
        });
        QVERIFY(holds);
    }

    void whatModelsSayOfFiltersHolds() {
        const models::ModelSet models = test::modelledBodies();
        const bool holds =
            rc::check("with models a type that cannot pass never does, one that cannot fail always does", [&] {
                const routes::EventShapes shapes(models, std::string(test::kModelledHost));
                const auto events = test::randomModelledEvents(models);
                for (int i = 0; i < 20; ++i) {
                    const query::Expression filter = test::randomFilter(2);
                    const routes::Goal passes{&filter, true};
                    const routes::Goal fails{&filter, false};
                    const routes::TypeMask mayPass = routes::typesThatMeet({&passes, 1}, shapes);
                    const routes::TypeMask mayFail = routes::typesThatMeet({&fails, 1}, shapes);
                    for (const auto& [type, text] : events) {
                        const JsonDocument document = test::json(text);
                        const bool truth = isTrue(filter, test::JsonRecord(document.root()));
                        const auto bit = routes::typeBit(static_cast<events::EventType>(type));
                        if (((truth ? mayPass : mayFail) & bit) == 0)
                            RC_LOG() << textOf(filter) << "\n" << text << "\n";
                        RC_ASSERT(((truth ? mayPass : mayFail) & bit) != 0);
                    }
                }
            });
        QVERIFY(holds);
    }

    void conditionsThatSomeValueMeetsCanBeMet() {
        const bool holds = rc::check("canBeMet() is true of conditions that a value meets", [] {
            static const std::vector<Value> kValues = {Value(),
                                                       Value(true),
                                                       Value(std::int64_t{1}),
                                                       Value(1.5),
                                                       Value(""),
                                                       Value("a"),
                                                       Value("ab"),
                                                       Value("b"),
                                                       Value("aba"),
                                                       Value("c"),
                                                       Value(std::int64_t{2}),
                                                       Value(-3.0)};
            const Value value = *rc::gen::elementOf(kValues);
            std::vector<Value> literals;
            const int count = *rc::gen::inRange(0, 6);
            for (int i = 0; i < count; ++i) literals.push_back(*rc::gen::elementOf(kValues));
            std::vector<routes::Condition> conditions;
            for (const Value& literal : literals) {
                const auto form = static_cast<routes::Condition::Form>(*rc::gen::inRange(0, 3));
                routes::Condition condition{static_cast<query::Operator>(*rc::gen::inRange(0, 9)), form, true,
                                            query::Scalar(literal)};
                condition.truth = condition.isMetBy(query::Scalar(value));
                conditions.push_back(condition);
            }
            RC_ASSERT(routes::canBeMet(routes::kAnything, conditions));
        });
        QVERIFY(holds);
    }

    void textReadsBackAsTheFilter() {
        const bool holds = rc::check("parse(text(filter)) has the same text", [] {
            const std::string text = textOf(test::randomFilter(4));
            const auto parsed = query::parseFilter(text);
            RC_ASSERT(parsed.has_value());
            RC_ASSERT(textOf(parsed->expression) == text);
        });
        QVERIFY(holds);
    }

    void anyTextIsReadOrRefused() {
        const bool holds = rc::check("parsing ends with a filter or an error within the text", [] {
            std::string text;
            const int words = *rc::gen::inRange(0, 12);
            for (int i = 0; i < words; ++i) {
                text +=
                    pick({"type", "$body", ".",    "a",   "(",  ")",   ",",  "=", "<=",       "'x'",          "'",
                          "\\",   "12",    "-1.5", "AND", "or", "NOT", "IN", "[", "CONTAINS", "STARTS_WITH(", "true",
                          "null", " ",     "\n",   "ü",   "!",  "\x01"});
            }
            const auto parsed = query::parseFilter(text);
            if (parsed) {
                RC_ASSERT(query::parseFilter(textOf(parsed->expression)).has_value());
            } else {
                RC_ASSERT(parsed.error().place.line >= 1 && parsed.error().place.column >= 1);
                RC_ASSERT(parsed.error().place.column <= text.size() + 1);
                RC_ASSERT(!parsed.error().what.str().empty() && !parsed.error().hint.str().empty());
            }
        });
        QVERIFY(holds);
    }
};

QTEST_APPLESS_MAIN(PropertyRoutesTest)
#include "tst_property_routes.moc"
