// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// twinflow series DIR: what a time series or data history of the last run holds.
#include "commands.h"
#include "exit_codes.h"
#include "terminal.h"

#include "base/json_text.h"
#include "downstream/history_writer.h"
#include "downstream/series_query.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

namespace twinflow::cli {

namespace {

using downstream::Aggregate;
using downstream::Boundary;
using downstream::Interpolation;
using downstream::SeriesKey;
using downstream::SeriesPoint;
using downstream::SeriesReader;
namespace fs = std::filesystem;

struct SeriesArguments {
    std::string folder;
    std::string series;
    std::string id;
    std::string property;
    std::string from;
    std::string to;
    std::string every;
    std::optional<Aggregate> aggregate;
    std::optional<Interpolation> interpolation;
    Boundary boundary = Boundary::left;
    bool json = false;
    bool csv = false;
};

constexpr std::size_t kMostPoints = 1'000'000;

bool holdsSeries(const fs::path& folder) {
    std::error_code failure;
    return fs::exists(folder / downstream::kSeriesFile, failure) ||
           fs::exists(folder / downstream::kHistoryFile, failure);
}

/// The folder itself, or those in it, or those of the last run of the project in it.
std::vector<fs::path> seriesIn(const fs::path& folder) {
    std::error_code failure;
    if (fs::is_regular_file(folder, failure)) return {folder.parent_path()};
    if (holdsSeries(folder)) return {folder};
    for (const fs::path& place : {folder / ".twinflow" / "out", folder}) {
        std::vector<fs::path> found;
        for (const auto& entry : fs::directory_iterator(place, failure)) {
            if (entry.is_directory(failure) && holdsSeries(entry.path())) found.push_back(entry.path());
        }
        std::sort(found.begin(), found.end());
        if (!found.empty()) return found;
    }
    return {};
}

Result<SeriesReader> openSeries(const SeriesArguments& arguments) {
    const std::vector<fs::path> found = seriesIn(arguments.folder);
    std::string known;
    for (const fs::path& folder : found) {
        const std::string name = folder.filename().string();
        if (arguments.series == name || (arguments.series.empty() && found.size() == 1))
            return SeriesReader::open(folder);
        known += (known.empty() ? "" : ", ") + name;
    }
    if (found.empty()) {
        return refuse(
            fault("cli-series-missing", "There is no time series and no data history in '{0}'.", arguments.folder)
                .withHint(say("Name a project that has run, or the folder of a destination.")));
    }
    return refuse(fault("cli-series-which",
                        arguments.series.empty() ? "'{0}' holds several series." : "'{0}' holds no series '{1}'.",
                        arguments.folder, arguments.series)
                      .withHint(say("Choose one with --series: {0}.", known)));
}

/// Text as a field of CSV.
std::string field(std::string_view text) {
    if (text.find_first_of(",\"\n\r") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

std::string shown(const Value& value) {
    if (value.isNull()) return {};
    return value.kind() == Value::Kind::string ? std::string(value.text()) : value.json();
}

void printKeys(const std::vector<SeriesKey>& keys, const SeriesArguments& arguments) {
    if (arguments.csv) std::printf("id,property,rows,first,last\n");
    std::string json = "[";
    std::size_t idWidth = 2;
    std::size_t keyWidth = 8;
    for (const SeriesKey& key : keys) {
        idWidth = std::max(idWidth, displayWidth(key.id));
        keyWidth = std::max(keyWidth, displayWidth(key.key));
    }
    for (const SeriesKey& key : keys) {
        const std::string first = formatInstant(key.first, 3);
        const std::string last = formatInstant(key.last, 3);
        if (arguments.json) {
            json += json.size() > 1 ? ",\n{\"id\":" : "\n{\"id\":";
            appendJsonString(json, key.id);
            json += ",\"property\":";
            appendJsonString(json, key.key);
            json += ",\"rows\":" + std::to_string(key.rows) + ",\"first\":\"" + first + "\",\"last\":\"" + last + "\"}";
        } else if (arguments.csv) {
            std::printf("%s,%s,%llu,%s,%s\n", field(key.id).c_str(), field(key.key).c_str(),
                        static_cast<unsigned long long>(key.rows), first.c_str(), last.c_str());
        } else {
            std::printf("%s%s  %s%s  %10s  %s  %s\n", key.id.c_str(),
                        std::string(idWidth - displayWidth(key.id), ' ').c_str(), key.key.c_str(),
                        std::string(keyWidth - displayWidth(key.key), ' ').c_str(), grouped(key.rows).c_str(),
                        first.c_str(), last.c_str());
        }
    }
    if (arguments.json) std::printf("%s\n]\n", json.c_str());
}

void printPoints(const std::vector<SeriesPoint>& points, const SeriesArguments& arguments) {
    if (arguments.json) {
        std::string text = "{\"id\":";
        appendJsonString(text, arguments.id);
        text += ",\"property\":";
        appendJsonString(text, arguments.property);
        text += ",\"points\":[";
        std::string_view before = "\n";
        for (const SeriesPoint& point : points) {
            text.append(before) += "{\"timestamp\":\"" + formatInstant(point.timestamp) + "\",\"value\":";
            point.value.appendJson(text);
            text += ",\"samples\":" + std::to_string(point.samples) + "}";
            before = ",\n";
        }
        std::printf("%s\n]}\n", text.c_str());
        return;
    }
    if (arguments.csv) std::printf("timestamp,value,samples\n");
    for (const SeriesPoint& point : points) {
        const std::string time = formatInstant(point.timestamp, arguments.csv ? 7 : 3);
        const std::string value = shown(point.value);
        if (arguments.csv) {
            std::printf("%s,%s,%llu\n", time.c_str(), field(value).c_str(),
                        static_cast<unsigned long long>(point.samples));
        } else {
            std::printf("%s  %s\n", time.c_str(), value.empty() ? "·" : value.c_str());
        }
    }
}

/// The range that is asked for; what is not said reaches from the first row to the last, in whole buckets.
Result<downstream::SeriesRange> rangeOf(const SeriesArguments& arguments, const SeriesKey& key) {
    downstream::SeriesRange range;
    range.boundary = arguments.boundary;
    if (!arguments.every.empty()) {
        const Result<Duration> every = parseDuration(arguments.every);
        if (!every) return refuse(every.error());
        range.every = *every;
        if (range.every <= Duration::zero())
            return refuse(fault("cli-series-every", "Buckets of '{0}' hold nothing.", arguments.every));
    }
    const Duration step = std::max(range.every, Duration(1));
    range.from = key.first - key.first.time_since_epoch() % step;
    if (arguments.boundary == Boundary::right && range.from == key.first) range.from -= step;
    range.to = key.last + Duration(1);
    if (const Duration rest = (range.to - range.from) % step; rest > Duration::zero()) range.to += step - rest;
    for (const auto& [text, instant] : {std::pair(&arguments.from, &range.from), {&arguments.to, &range.to}}) {
        if (text->empty()) continue;
        const Result<Instant> read = parseInstant(*text);
        if (!read) return refuse(read.error());
        *instant = *read;
    }
    if (range.every == Duration::zero()) range.every = std::max(range.to - range.from, Duration(1));
    if (range.to > range.from && static_cast<std::uint64_t>((range.to - range.from) / range.every) > kMostPoints) {
        return refuse(fault("cli-series-many", "That would be more than a million points.")
                          .withHint(say("Take a longer --every or a shorter range.")));
    }
    return range;
}

Result<std::vector<SeriesPoint>> pointsOf(SeriesReader& reader, const SeriesArguments& arguments,
                                          const SeriesKey& key) {
    const Result<downstream::SeriesRange> range = rangeOf(arguments, key);
    if (!range) return refuse(range.error());
    const bool isWhole = arguments.every.empty() && !arguments.aggregate && !arguments.interpolation;
    // A right boundary belongs to the range, a left one does not.
    const Duration shift = arguments.boundary == Boundary::right && !isWhole ? Duration(1) : Duration(0);
    auto rows = isWhole || arguments.aggregate || !arguments.interpolation
                    ? reader.rows(arguments.id, arguments.property, range->from + shift, range->to + shift)
                    : reader.rowsAround(arguments.id, arguments.property, range->from + shift, range->to + shift);
    if (!rows) return refuse(rows.error());
    if (isWhole) {
        std::vector<SeriesPoint> points;
        for (const auto& row : *rows) points.push_back({row.timestamp, row.value, 1});
        return points;
    }
    if (!arguments.aggregate && arguments.interpolation)
        return downstream::sample(*rows, *range, *arguments.interpolation);
    return downstream::aggregate(*rows, *range, arguments.aggregate.value_or(Aggregate::avg),
                                 arguments.interpolation.value_or(Interpolation::none));
}

int seriesCommand(const SeriesArguments& arguments) {
    Result<SeriesReader> reader = openSeries(arguments);
    if (!reader) return fail(reader.error());
    const Result<std::vector<SeriesKey>> keys = reader->keys(arguments.id);
    if (!keys) return fail(keys.error());
    if (arguments.property.empty()) {
        printKeys(*keys, arguments);
        return kFine;
    }
    const auto key = std::find_if(keys->begin(), keys->end(), [&](const SeriesKey& each) {
        return each.id == arguments.id && each.key == arguments.property;
    });
    if (key == keys->end()) {
        return fail(fault("cli-series-nothing", "Nothing is known of '{0}' of '{1}'.", arguments.property, arguments.id)
                        .withHint(say("Leave --property out to see what there is.")));
    }
    const auto points = pointsOf(*reader, arguments, *key);
    if (!points) return fail(points.error());
    printPoints(*points, arguments);
    return kFine;
}

/// Takes one of the words.
template <typename Choice>
CLI::Validator oneOf(std::vector<std::pair<std::string, Choice>> choices) {
    const auto translate = [choices = std::move(choices)](std::string& text) -> std::string {
        std::string known;
        for (const auto& [word, choice] : choices) {
            if (word == text) {
                text = std::to_string(static_cast<int>(choice));
                return {};
            }
            known += (known.empty() ? "" : ", ") + word;
        }
        return "'" + text + "' is none of " + known + ".";
    };
    return CLI::Validator(translate, "");
}

} // namespace

void addSeriesCommand(CLI::App& app, Chosen& chosen) {
    const auto series = std::make_shared<SeriesArguments>();
    CLI::App* command = app.add_subcommand("series", "Reads a time series or data history that a run has written");
    command->add_option("DIR", series->folder, "Project that has run, folder of a run's output, or of a destination")
        ->required();
    command->add_option("--series", series->series, "Destination, where there are several")->type_name("NAME");
    command->add_option("--id", series->id, "Twin; without --property its properties are listed")->type_name("ID");
    command->add_option("--property", series->property, "Property: temperature, motor.current")
        ->type_name("NAME")
        ->needs("--id");
    // What shapes a property's values says nothing about the list of properties.
    command->add_option("--from", series->from, "From this instant on: 2026-07-06T06:00:00Z")
        ->type_name("TIME")
        ->needs("--property");
    command->add_option("--to", series->to, "Before this instant")->type_name("TIME")->needs("--property");
    command->add_option("--every", series->every, "A value a bucket of this length: 5m, 1h")
        ->type_name("DURATION")
        ->needs("--property");
    command->add_option("--aggregate", series->aggregate, "What becomes of a bucket's values (default: avg)")
        ->transform(oneOf<Aggregate>({{"avg", Aggregate::avg},
                                      {"min", Aggregate::min},
                                      {"max", Aggregate::max},
                                      {"sum", Aggregate::sum},
                                      {"count", Aggregate::count},
                                      {"first", Aggregate::first},
                                      {"last", Aggregate::last},
                                      {"stddev", Aggregate::stddev}}))
        ->type_name("avg|min|max|sum|count|first|last|stddev")
        ->needs("--property");
    command
        ->add_option("--interpolate", series->interpolation,
                     "How gaps are filled; without --aggregate, the value at each boundary")
        ->transform(oneOf<Interpolation>(
            {{"none", Interpolation::none}, {"previous", Interpolation::previous}, {"linear", Interpolation::linear}}))
        ->type_name("none|previous|linear")
        ->needs("--property");
    command
        ->add_option("--boundary", series->boundary, "Which boundary belongs to a bucket and names it (default: left)")
        ->transform(oneOf<Boundary>({{"left", Boundary::left}, {"right", Boundary::right}}))
        ->type_name("left|right")
        ->needs("--property");
    CLI::Option* json = command->add_flag("--json", series->json, "Print JSON");
    command->add_flag("--csv", series->csv, "Print CSV")->excludes(json);
    command->callback([series, &chosen] { chosen = [series] { return seriesCommand(*series); }; });
}

} // namespace twinflow::cli
