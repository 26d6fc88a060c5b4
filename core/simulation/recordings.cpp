// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/recordings.h"

#include "simulation/recorded_rows.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace twinflow::simulation {

namespace {

/// A column to read, with the one that has its times.
struct Column {
    std::string name;
    std::string time;
    Duration rowEvery;
    Recording recording;
    Instant began{};
    bool good = true;
};

/// Of one file, by column and the column with the times: the longest `rowEvery` that is asked for.
using Columns = std::map<std::pair<std::string, std::string>, Duration>;
using Wanted = std::map<std::string, Columns>; // by file

void collect(const std::vector<PayloadMember>& members, Wanted& wanted) {
    for (const PayloadMember& member : members) {
        if (const auto* replay = std::get_if<Replay>(&member.generator)) {
            Duration& rowEvery = wanted[replay->file][{replay->column, replay->time}];
            rowEvery = std::max(rowEvery, replay->rowEvery);
        }
        if (const auto* object = std::get_if<Object>(&member.generator)) collect(object->members, wanted);
    }
}

std::string_view trimmed(std::string_view cell) {
    while (!cell.empty() && cell.front() == ' ') cell.remove_prefix(1);
    while (!cell.empty() && cell.back() == ' ') cell.remove_suffix(1);
    return cell;
}

bool readNumber(std::string_view text, double& number) {
    const std::string_view cell = trimmed(text);
    const auto [end, failure] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    return failure == std::errc() && end == cell.data() + cell.size() && std::isfinite(number);
}

/// Seconds as a number, or a date with what recordings write of a time: a blank for T, no seconds, no zone.
bool readTime(std::string_view cell, Instant& time) {
    constexpr double kMostSeconds = 4e9; // in the 22nd century
    double seconds = 0;
    if (readNumber(cell, seconds)) {
        if (seconds < 0 || seconds > kMostSeconds) return false;
        time = Instant(fromSeconds(seconds));
        return true;
    }
    std::string text(trimmed(cell));
    constexpr std::size_t kDate = 10, kMinutes = 16, kSeconds = 19;
    if (text.size() == kDate) text += "T00:00";
    if (text.size() >= kMinutes && text[kDate] == ' ') text[kDate] = 'T';
    if (text.size() == kMinutes) text += ":00";
    if (text.find_first_of("Zz+-", std::min(text.size(), kSeconds)) == std::string::npos) text += 'Z';
    const auto parsed = parseInstant(text);
    if (parsed) time = *parsed;
    return parsed.has_value();
}

void spoil(Column& column, Error error, const Place& place, std::string_view hint, Findings& findings) {
    column.good = false;
    findings.push_back(std::move(error).at(place).withHint(say(hint)));
}

Error tooLong(const std::string& column) {
    return fault("simulation-replay-long", "The rows of column '{0}' take more than {1}.", column,
                 formatDuration(Recording::kLongest));
}
constexpr std::string_view kTooLongHint = "Give the rows a shorter 'rowEvery', or the recording fewer of them.";

void takeTime(Column& column, const RecordedRows& rows, Findings& findings) {
    constexpr std::string_view kHint =
        "Write seconds, or dates such as 2026-03-02T06:00:00Z, each not before the last.";
    const std::string cell = rows.cell(column.time).value_or("");
    Instant time;
    if (!readTime(cell, time)) {
        spoil(column, fault("simulation-replay-time", "'{0}' in column '{1}' is not a time.", cell, column.time),
              rows.place(), kHint, findings);
        return;
    }
    std::vector<Duration>& times = column.recording.times;
    if (times.empty()) column.began = time;
    if (time > column.began && toSeconds(time.time_since_epoch()) - toSeconds(column.began.time_since_epoch()) >
                                   toSeconds(Recording::kLongest)) {
        spoil(column, tooLong(column.name), rows.place(), kTooLongHint, findings);
        return;
    }
    if (!times.empty() && (time < column.began || time - column.began < times.back())) {
        spoil(column,
              fault("simulation-replay-time", "'{0}' in column '{1}' lies before the row above.", cell, column.time),
              rows.place(), kHint, findings);
        return;
    }
    times.push_back(time - column.began);
}

void takeCell(Column& column, const RecordedRows& rows, Findings& findings) {
    double number = 0;
    const auto cell = rows.cell(column.name);
    if (!cell || !readNumber(*cell, number)) {
        const bool missing = !cell || cell->empty();
        spoil(column,
              missing ? fault("simulation-replay-value", "The row has no value for '{0}'.", column.name)
                      : fault("simulation-replay-value", "'{0}' in column '{1}' is not a number.", *cell, column.name),
              rows.place(), "A replayed column needs a number in every row.", findings);
        return;
    }
    if (!column.time.empty()) takeTime(column, rows, findings);
    if (column.good) column.recording.values.push_back(number);
}

/// False, with a finding, when the recording has a header and the name is not in it.
bool hasColumn(const RecordedRows& rows, const std::string& name, Findings& findings) {
    if (name.empty() || rows.mayHave(name)) return true;
    std::string names;
    for (const std::string& known : rows.header()) names += (names.empty() ? "'" : ", '") + known + "'";
    findings.push_back(fault("simulation-replay-column", "The recording has no column '{0}'.", name)
                           .at(rows.place())
                           .withHint(say("Its columns are {0}.", names)));
    return false;
}

void readFile(const std::string& file, const std::string& text, const Columns& wanted, Recordings& recordings,
              Findings& findings) {
    const auto rows = RecordedRows::open(text, file);
    if (!rows) {
        findings.push_back(rows.error());
        return;
    }
    std::vector<Column> columns;
    for (const auto& [column, rowEvery] : wanted) {
        const auto& [name, time] = column;
        if (hasColumn(**rows, name, findings) && hasColumn(**rows, time, findings))
            columns.push_back({name, time, rowEvery, {}, {}, true});
    }
    for (;;) {
        auto more = (*rows)->next();
        if (!more) {
            findings.push_back(std::move(more.error()));
            return;
        }
        if (!*more) break;
        for (Column& column : columns) {
            if (column.good) takeCell(column, **rows, findings);
        }
    }
    for (Column& column : columns) {
        const auto count = static_cast<std::int64_t>(column.recording.values.size());
        if (column.good && column.time.empty() && count > Recording::kLongest / column.rowEvery)
            spoil(column, tooLong(column.name), {file, 1, 0, {}}, kTooLongHint, findings);
        if (column.good && count == 0) {
            findings.push_back(fault("simulation-replay-value", "Column '{0}' has no rows.", column.name)
                                   .at({file, 1, 0, {}})
                                   .withHint(say("A recording needs at least one row.")));
        } else if (column.good) {
            recordings[{file, column.name, column.time}] = std::move(column.recording);
        }
    }
}

} // namespace

Duration Recording::timeOf(std::size_t row, Duration rowEvery) const {
    return times.empty() ? rowEvery * static_cast<std::int64_t>(row) : times[row];
}

Duration Recording::length(Duration rowEvery) const {
    const auto count = static_cast<std::int64_t>(values.size());
    if (times.empty()) return rowEvery * count;
    return times.back() + (count > 1 ? times.back() / (count - 1) : Duration{});
}

double Recording::valueAt(Duration at, Duration rowEvery, bool loop) const {
    const std::size_t count = values.size();
    const Duration last = timeOf(count - 1, rowEvery);
    const Duration whole = length(rowEvery);
    if (whole <= Duration{}) return values.back();
    if (at >= whole && loop) at %= whole;
    if (at >= last && !loop) return values.back();
    const std::size_t row =
        times.empty() ? static_cast<std::size_t>(at / rowEvery)
                      : static_cast<std::size_t>(std::upper_bound(times.begin(), times.end(), at) - times.begin()) - 1;
    const Duration begin = timeOf(row, rowEvery);
    const Duration end = row + 1 < count ? timeOf(row + 1, rowEvery) : whole;
    const double from = values[row];
    const double to = values[row + 1 < count ? row + 1 : 0];
    if (end <= begin) return from;
    return from +
           (to - from) * (static_cast<double>((at - begin).count()) / static_cast<double>((end - begin).count()));
}

Recordings readRecordings(const std::vector<Traffic>& traffic,
                          const std::function<Result<std::string>(const std::string&)>& read, Findings& findings) {
    Recordings recordings;
    Wanted wanted;
    for (const Traffic& line : traffic) collect(line.body, wanted);
    for (const auto& [file, columns] : wanted) {
        const auto text = read(file);
        if (!text) {
            findings.push_back(
                fault("simulation-replay-missing", "The recording '{0}' cannot be read: {1}", file,
                      text.error().what.str())
                    .at({file, 0, 0, {}})
                    .withHint(say("'replay' names a CSV or NDJSON file relative to the project folder.")));
            continue;
        }
        readFile(file, *text, columns, recordings, findings);
    }
    return recordings;
}

} // namespace twinflow::simulation
