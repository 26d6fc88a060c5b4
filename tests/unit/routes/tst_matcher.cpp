// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A matcher whose routes come and go, and what it costs to ask it.
#include "support.h" // first: moc cannot read <compare> before another standard header

#include "event_bench.h"
#include "query/parser.h"
#include "routes/matcher.h"

#include <cstdlib>
#include <new>

namespace {

std::size_t allocations = 0; // of the whole program

} // namespace

void* operator new(std::size_t size) {
    ++allocations;
    void* const memory = std::malloc(size); // NOLINT: this is what allocates
    if (!memory) throw std::bad_alloc();
    return memory;
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

using namespace twinflow;
using routes::Matcher;
using routes::Origin;

namespace {

query::Expression parsed(std::string_view filter) {
    return query::parseFilter(filter).value().expression;
}

std::string listOf(const std::vector<RouteIndex>& routes) {
    std::string text;
    for (const RouteIndex route : routes) text += (text.empty() ? "" : " ") + std::to_string(route.value);
    return text;
}

std::string wanted(Matcher& matcher, std::string_view event) {
    std::vector<RouteIndex> routes;
    return matcher.match(event, routes) ? listOf(routes) : "none";
}

constexpr std::string_view kEvent =
    "{\"type\":\"microsoft.iot.telemetry\",\"subject\":\"pump-07\",\"data\":{\"t\":21.5}}";

/// Filters of every kind of key, many of them behind the same first one.
std::vector<std::string> manyFilters() {
    std::vector<std::string> filters;
    for (int i = 0; i < 60; ++i) {
        const std::string number = std::to_string(i);
        filters.push_back("subject = 'pump-" + number + "'");
        filters.push_back("STARTS_WITH(subject, 'pump-" + number + "') OR ENDS_WITH(subject, '" + number + "')");
        filters.push_back("subject = 'pump-07' AND $body.t > " + number);
        filters.push_back("subject = 'pump-07' AND CONTAINS($body.name, 'x" + number + "')");
        filters.push_back("$body.t >= " + number + " AND $body.t < " + std::to_string(i + 1));
        filters.push_back("type = 'microsoft.iot.telemetry' AND $body.t != " + number);
    }
    return filters;
}

} // namespace

class MatcherTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void routesComeAndGo() {
        Matcher matcher(Origin::text);
        TF_COMPARE(wanted(matcher, kEvent), "");
        matcher.add(RouteIndex{7}, parsed("subject = 'pump-07'"));
        matcher.add(RouteIndex{2}, parsed("$body.t > 20"));
        matcher.add(RouteIndex{5}, parsed("true"));
        TF_COMPARE(wanted(matcher, kEvent), "2 5 7");
        matcher.remove(RouteIndex{2});
        matcher.remove(RouteIndex{2}); // is not there any more
        matcher.remove(RouteIndex{900});
        TF_COMPARE(wanted(matcher, kEvent), "5 7");
        matcher.add(RouteIndex{2}, parsed("$body.t < 20"));
        matcher.remove(RouteIndex{5});
        TF_COMPARE(wanted(matcher, kEvent), "7");
    }

    void equalFiltersAreOneUntilTheLastIsGone() {
        Matcher matcher(Origin::text);
        for (std::uint32_t i = 0; i < 6; ++i) matcher.add(RouteIndex{5 - i}, parsed("ENDS_WITH(subject,'07')"));
        TF_COMPARE(wanted(matcher, kEvent), "0 1 2 3 4 5");
        for (const std::uint32_t gone : {3U, 0U, 5U, 1U}) matcher.remove(RouteIndex{gone});
        TF_COMPARE(wanted(matcher, kEvent), "2 4");
        matcher.remove(RouteIndex{4});
        TF_COMPARE(wanted(matcher, kEvent), "2");
        matcher.remove(RouteIndex{2});
        TF_COMPARE(wanted(matcher, kEvent), "");
    }

    void whatIsNoEventIsWantedByNobody() {
        Matcher matcher(Origin::text);
        matcher.add(RouteIndex{0}, parsed("true"));
        TF_COMPARE(wanted(matcher, "{\"subject\":\"pump-07\"}"), "none");
        TF_COMPARE(wanted(matcher, "{\"type\":\"a\"}"), "0");
    }

    void aDamagedEventIsReadAlikeWhateverCameBefore() {
        const std::string whole =
            "{\"type\":\"a\",\"data\":{\"t\":1,\"d\":{\"a\":5}},\"pad\":\"" + std::string(64, 'x') + "\"}";
        const std::string damaged =
            "{\"type\":\"a\",\"data\":{\"d\":{\"z\":\"q\"{\"a\":5}},\"pad\":\"" + std::string(64, 'x') + "\"}";
        Matcher fresh(Origin::text);
        Matcher taught(Origin::text);
        for (Matcher* matcher : {&fresh, &taught}) matcher->add(RouteIndex{0}, parsed("$body.d.a = 5"));
        TF_COMPARE(wanted(taught, whole), "0");
        TF_COMPARE(wanted(taught, damaged), wanted(fresh, damaged));
    }

    void everyKindOfKeyGivesBackWhatItTook() {
        Matcher matcher(Origin::text);
        const std::vector<std::string> filters = manyFilters();
        for (int round = 0; round < 3; ++round) {
            for (std::uint32_t i = 0; i < filters.size(); ++i) matcher.add(RouteIndex{i}, parsed(filters[i]));
            const std::string all = wanted(matcher, kEvent);
            QVERIFY(all.size() > 100);
            for (std::uint32_t i = 0; i < filters.size(); i += 2) matcher.remove(RouteIndex{i});
            for (std::uint32_t i = 0; i < filters.size(); i += 2) matcher.add(RouteIndex{i}, parsed(filters[i]));
            TF_COMPARE(wanted(matcher, kEvent), all);
            for (std::uint32_t i = 0; i < filters.size(); ++i) matcher.remove(RouteIndex{i});
            TF_COMPARE(wanted(matcher, kEvent), "");
        }
    }

    void nothingIsAllocatedForAnEvent() {
        const std::vector<std::string> filters = manyFilters();
        Matcher texts(Origin::text);
        Matcher runs(Origin::run);
        for (std::uint32_t i = 0; i < filters.size(); ++i) {
            texts.add(RouteIndex{i}, parsed(filters[i]));
            runs.add(RouteIndex{i}, parsed(filters[i]));
        }
        test::EventBench bench;
        const events::EventRef update = bench.update("pump-07", "dtmi:acme:Pump;2");
        const events::EventRef telemetry =
            bench.telemetry("pump-07", "motor", "{\"t\":21.5,\"name\":\"x1 \\u00fc x22\",\"other\":[1,{\"t\":2}]}");
        std::vector<RouteIndex> found;
        std::size_t before = 0;
        for (int round = 0; round < 3; ++round) {
            if (round == 2) before = allocations; // the first rounds make room
            texts.match(kEvent, found);
            runs.match(*update, bench.dress(), found);
            runs.match(*telemetry, bench.dress(), found);
        }
        QCOMPARE(allocations, before);
        QVERIFY(!found.empty());
    }
};

QTEST_APPLESS_MAIN(MatcherTest)
#include "tst_matcher.moc"
