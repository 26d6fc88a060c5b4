// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Routes come and go, events of a run and texts come in between: the matcher always agrees with each filter by itself,
// and its indexes with a search through everything.
#include "support.h" // first: moc cannot read <compare> before another standard header

#include "json_record.h"
#include "query/evaluate.h"
#include "random_events.h"
#include "random_filters.h"
#include "routes/matcher.h"
#include "routes/range_index.h"
#include "routes/substring_index.h"

#include <rapidcheck.h>

#include <map>

using namespace twinflow;
using routes::Bucket;
using routes::Matcher;
using routes::Posting;

namespace {

using Filters = std::map<RouteIndex, query::Expression>;

std::vector<RouteIndex> wantedBy(const Filters& filters, std::string_view event) {
    const JsonDocument document = test::json(event);
    const test::JsonRecord record(document.root());
    std::vector<RouteIndex> wanted;
    for (const auto& [route, filter] : filters) {
        if (isTrue(filter, record)) wanted.push_back(route);
    }
    return wanted;
}

std::string listed(const Filters& filters) {
    std::string text;
    for (const auto& [route, filter] : filters) {
        text += std::to_string(route.value) + ": ";
        appendExpression(text, filter);
        text += '\n';
    }
    return text;
}

/// One step that changes the routes: mostly more of them, so that crowds form behind keys.
void change(Matcher& matcher, Filters& filters) {
    const RouteIndex route{*rc::gen::inRange(0U, 150U)};
    if (const auto old = filters.find(route); old != filters.end()) {
        matcher.remove(route);
        filters.erase(old);
        if (*rc::gen::inRange(0, 4) == 0) return;
    }
    query::Expression filter = *rc::gen::inRange(0, 3) == 0 ? test::randomFilter(3) : test::randomCrowd();
    if (!filters.empty() && *rc::gen::inRange(0, 8) == 0) filter = filters.begin()->second;
    matcher.add(route, filter);
    filters.emplace(route, std::move(filter));
}

/// An item of an index, as a bucket.
Bucket bucketOf(std::uint32_t item) {
    return Bucket::one({item, 0, routes::kAllTypes, false, false});
}

std::vector<std::uint32_t> sorted(std::vector<std::uint32_t> items) {
    std::sort(items.begin(), items.end());
    return items;
}

} // namespace

class PropertyMatcherTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eventsOfRunsFindTheirRoutes() {
        const bool holds = rc::check("match() gives the routes whose filters are true of the event's text", [] {
            Matcher matcher(routes::Origin::run);
            Filters filters;
            test::EventBench bench;
            for (int rounds = *rc::gen::inRange(2, 16); rounds > 0; --rounds) {
                for (int changes = *rc::gen::inRange(1, 40); changes > 0; --changes) change(matcher, filters);
                for (int events = *rc::gen::inRange(1, 4); events > 0; --events) {
                    const events::EventRef event = test::randomEvent(bench);
                    std::string text;
                    bench.dress().appendCloudEvent(text, *event);
                    std::vector<RouteIndex> found;
                    matcher.match(*event, bench.dress(), found);
                    const std::vector<RouteIndex> expected = wantedBy(filters, text);
                    if (found != expected) RC_LOG() << listed(filters) << text << "\n";
                    RC_ASSERT(found == expected);
                }
            }
            RC_TAG(filters.size() > 50);
        });
        QVERIFY(holds);
    }

    void textsFindTheirRoutes() {
        const bool holds = rc::check("match() of a text gives the routes whose filters are true of it", [] {
            Matcher matcher(routes::Origin::text);
            Filters filters;
            for (int rounds = *rc::gen::inRange(2, 16); rounds > 0; --rounds) {
                for (int changes = *rc::gen::inRange(1, 40); changes > 0; --changes) change(matcher, filters);
                for (int events = *rc::gen::inRange(1, 4); events > 0; --events) {
                    const std::string text = test::randomCloudEvent();
                    std::vector<RouteIndex> found;
                    RC_ASSERT(matcher.match(text, found));
                    const std::vector<RouteIndex> expected = wantedBy(filters, text);
                    if (found != expected) RC_LOG() << listed(filters) << text << "\n";
                    RC_ASSERT(found == expected);
                }
            }
            RC_TAG(filters.size() > 50);
        });
        QVERIFY(holds);
    }

    void damagedTextsAreReadToTheirDamage() {
        const bool holds = rc::check("no part of a text makes the matcher read behind it", [] {
            Matcher matcher(routes::Origin::text);
            for (std::uint32_t i = 0; i < 20; ++i) matcher.add(RouteIndex{i}, test::randomFilter(2));
            const std::string text = test::randomCloudEvent();
            const auto length = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
            // Its own memory, so that a sanitizer sees a step too far.
            const std::vector<char> part(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(length));
            std::vector<RouteIndex> found;
            const bool isEvent = matcher.match(std::string_view(part.data(), part.size()), found);
            RC_ASSERT(isEvent || found.empty());
            RC_ASSERT(std::is_sorted(found.begin(), found.end()));
        });
        QVERIFY(holds);
    }

    void rangesAreFoundAroundANumber() {
        const bool holds = rc::check("around() gives each range that is there and holds the number once", [] {
            routes::RangeIndex index;
            std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint32_t> ranges;
            const std::vector<double> kEnds = {-1e300, -7.5, -1, -0.0, 0, 1e-300, 0.1, 0.2, 0.5, 1, 2, 3, 3.5, 4, 1e9};
            const auto number = [&] { return routes::orderedWord(*rc::gen::elementOf(kEnds)); };
            for (std::uint32_t i = 0; i < 200; ++i) {
                const std::pair<std::uint64_t, std::uint64_t> range = std::minmax({number(), number()});
                if (ranges.erase(range) > 0) {
                    index.remove(range.first, range.second);
                } else {
                    index.add(range.first, range.second) = bucketOf(i);
                    ranges.emplace(range, i);
                    RC_ASSERT(index.find(range.first, range.second)->posting().filter == i);
                }
                const std::uint64_t wanted = number();
                std::vector<std::uint32_t> found, expected;
                index.around(wanted, [&](Bucket bucket) { found.push_back(bucket.posting().filter); });
                for (const auto& [ends, item] : ranges) {
                    if (ends.first <= wanted && wanted <= ends.second) expected.push_back(item);
                }
                RC_ASSERT(sorted(found) == sorted(expected));
            }
        });
        QVERIFY(holds);
    }

    void manyBoundsStayInOrder() {
        const bool holds = rc::check("upTo() gives all bounds up to the limit, in order", [] {
            routes::SortedList list;
            std::vector<std::pair<std::uint64_t, std::uint32_t>> bounds;
            const auto count = *rc::gen::inRange<std::uint32_t>(0, 1000);
            for (std::uint32_t i = 0; i < count; ++i) {
                const auto bound = *rc::gen::inRange<std::uint64_t>(0, 40);
                if (!bounds.empty() && bound < 12) {
                    const auto gone = static_cast<std::size_t>(bound) % bounds.size();
                    list.remove(bounds[gone].first, bounds[gone].second);
                    bounds.erase(bounds.begin() + static_cast<std::ptrdiff_t>(gone));
                } else {
                    list.add(bound, i);
                    bounds.emplace_back(bound, i);
                }
            }
            RC_ASSERT(list.empty() == bounds.empty());
            const auto limit = *rc::gen::inRange<std::uint64_t>(0, 50);
            std::vector<std::uint64_t> found, expected;
            const auto take = [&](std::uint32_t item) {
                const auto at =
                    std::find_if(bounds.begin(), bounds.end(), [&](auto& one) { return one.second == item; });
                found.push_back(at->first);
            };
            list.upTo(limit, take);
            std::sort(bounds.begin(), bounds.end());
            for (const auto& [bound, item] : bounds) {
                if (bound <= limit) expected.push_back(bound);
            }
            RC_ASSERT(found == expected);
        });
        QVERIFY(holds);
    }

    void patternsAreFoundInATextAtEachOfTheirPlaces() {
        const bool holds = rc::check("within() gives each pattern that is there, once a place", [] {
            routes::SubstringIndex index;
            std::map<std::string, std::uint32_t> patterns;
            for (std::uint32_t i = 0; i < 120; ++i) {
                const std::string pattern = test::randomText(1, 14);
                if (patterns.erase(pattern) > 0) {
                    index.remove(pattern);
                } else {
                    index.add(Value(pattern)) = bucketOf(i);
                    patterns.emplace(pattern, i);
                    RC_ASSERT(index.find(pattern)->posting().filter == i);
                }
                const std::string text = test::randomText(0, 20);
                std::vector<std::uint32_t> found, expected;
                index.within(text, [&](Bucket bucket) { found.push_back(bucket.posting().filter); });
                for (const auto& [one, item] : patterns) {
                    for (auto at = text.find(one); at != std::string::npos; at = text.find(one, at + 1))
                        expected.push_back(item);
                }
                RC_ASSERT(sorted(found) == sorted(expected));
                RC_ASSERT(index.empty() == patterns.empty());
            }
        });
        QVERIFY(holds);
    }
};

QTEST_APPLESS_MAIN(PropertyMatcherTest)
#include "tst_property_matcher.moc"
