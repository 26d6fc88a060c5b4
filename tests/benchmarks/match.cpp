// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow-bench match: the route matcher over events that come as text.
#include "commands.h"
#include "lines.h"
#include "measure.h"
#include "rules.h"

#include "query/parser.h"
#include "routes/matcher.h"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <limits>
#include <memory>

namespace twinflow::bench {

namespace {

struct MatchArguments {
    std::string events;
    std::string rules;
    std::size_t most = std::numeric_limits<std::size_t>::max();
    int repeat = 5;
    int changes = 0;
};

/// From the texts of the filters to a matcher that is ready.
Result<std::unique_ptr<routes::Matcher>> build(const std::vector<std::string>& filters) {
    auto matcher = std::make_unique<routes::Matcher>(routes::Origin::text);
    for (std::uint32_t i = 0; i < filters.size(); ++i) {
        const auto parsed = query::parseFilter(filters[i]);
        if (!parsed) return refuse(parsed.error());
        matcher->add(RouteIndex{i}, parsed->expression);
    }
    return matcher;
}

/// Takes one route after the other out of a full matcher and puts it back: seconds of each change.
std::pair<std::vector<double>, std::vector<double>> change(routes::Matcher& matcher,
                                                           const std::vector<std::string>& filters, int changes) {
    std::vector<double> removals, additions;
    for (int i = 0; i < changes; ++i) {
        const auto route = static_cast<std::uint32_t>(static_cast<std::size_t>(i) * 7919 % filters.size());
        const Stopwatch removal;
        matcher.remove(RouteIndex{route});
        removals.push_back(removal.seconds());
        const Stopwatch addition;
        matcher.add(RouteIndex{route}, query::parseFilter(filters[route])->expression);
        additions.push_back(addition.seconds());
    }
    return {std::move(removals), std::move(additions)};
}

void printChanges(const char* name, const std::vector<double>& seconds) {
    std::printf(",\"%sMicroseconds\":{\"p50\":%.2f,\"p99\":%.2f,\"max\":%.2f}", name, 1e6 * median(seconds),
                1e6 * quantile(seconds, 0.99), 1e6 * quantile(seconds, 1));
}

Result<void> run(const MatchArguments& arguments) {
    const auto events = Lines::read(arguments.events, arguments.most);
    if (!events) return refuse(events.error());
    const auto read = readFilters(arguments.rules);
    if (!read) return refuse(read.error());
    const std::vector<std::string>& filters = *read;

    std::vector<double> builds, rates;
    std::unique_ptr<routes::Matcher> matcher;
    std::size_t bytes = 0;
    for (int i = 0; i < arguments.repeat; ++i) {
        matcher.reset();
        const std::size_t before = allocatedBytes();
        const Stopwatch watch;
        auto built = build(filters);
        builds.push_back(watch.seconds());
        if (!built) return refuse(std::move(built.error()));
        matcher = std::move(*built);
        bytes = allocatedBytes() - before;
    }
    std::size_t matches = 0;
    std::vector<RouteIndex> found;
    for (int i = 0; i < arguments.repeat; ++i) {
        matches = 0;
        const Stopwatch watch;
        for (const std::string_view event : *events) {
            matcher->match(event, found);
            matches += found.size();
        }
        rates.push_back(static_cast<double>(events->size()) / watch.seconds());
    }
    std::printf("{\"rules\":%zu,\"events\":%zu,\"matches\":%zu,\"buildSeconds\":%.6f,\"eventsPerSecond\":%.0f,"
                "\"peakRssMb\":%.1f,\"matcherMb\":%.3f",
                filters.size(), events->size(), matches, median(builds), median(rates), peakRssMb(),
                static_cast<double>(bytes) / 1e6);
    if (arguments.changes > 0) {
        const auto [removals, additions] = change(*matcher, filters, arguments.changes);
        printChanges("remove", removals);
        printChanges("add", additions);
    }
    std::puts("}");
    return {};
}

} // namespace

void addMatchCommand(CLI::App& app, int& status) {
    const auto arguments = std::make_shared<MatchArguments>();
    CLI::App* match = app.add_subcommand("match", "Route filters over events: text in, route ids out, one thread");
    match->add_option("EVENTS", arguments->events, "CloudEvents, one a line")->required();
    match->add_option("RULES", arguments->rules, "Rules, one a line; the third column is the filter")->required();
    match->add_option("--events", arguments->most, "Take the first N events only")->type_name("N");
    match->add_option("--repeat", arguments->repeat, "Give medians of R passes")
        ->type_name("R")
        ->check(CLI::Range(1, 1000));
    match->add_option("--changes", arguments->changes, "Also take N routes out of the matcher and put them back")
        ->type_name("N");
    match->callback([arguments, &status] {
        if (const Result<void> done = run(*arguments); !done) {
            std::fprintf(stderr, "%s\n", done.error().str().c_str());
            status = 2;
        }
    });
}

} // namespace twinflow::bench
