// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation/recordings.h"

#include "simulation/csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace twinflow::simulation {

namespace {

struct Column {
    std::string name;
    std::size_t index = 0;
    std::vector<double> values;
    bool good = true;
};

std::map<std::string, std::set<std::string>> columnsByFile(const std::vector<Traffic>& traffic) {
    std::map<std::string, std::set<std::string>> columns;
    for (const Traffic& line : traffic) {
        for (const PayloadMember& member : line.body) {
            if (const auto* replay = std::get_if<Replay>(&member.generator))
                columns[replay->file].insert(replay->column);
        }
    }
    return columns;
}

bool readNumber(std::string_view cell, double& number) {
    while (!cell.empty() && cell.front() == ' ') cell.remove_prefix(1);
    while (!cell.empty() && cell.back() == ' ') cell.remove_suffix(1);
    const auto [end, failure] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    return failure == std::errc() && end == cell.data() + cell.size() && std::isfinite(number);
}

/// The wanted columns by the header, or a finding for each that is not there.
std::vector<Column> findColumns(const std::set<std::string>& wanted, const std::vector<std::string>& header,
                                const Place& place, Findings& findings) {
    std::vector<Column> columns;
    for (const std::string& name : wanted) {
        const auto found = std::find(header.begin(), header.end(), name);
        if (found != header.end()) {
            columns.push_back({name, static_cast<std::size_t>(found - header.begin()), {}, true});
            continue;
        }
        std::string names;
        for (const std::string& known : header) names += (names.empty() ? "'" : ", '") + known + "'";
        findings.push_back(fault("simulation-replay-column", "The recording has no column '{0}'.", name)
                               .at(place)
                               .withHint(say("Its columns are {0}.", names)));
    }
    return columns;
}

void takeCell(Column& column, const std::vector<std::string>& row, const Place& place, Findings& findings) {
    double number = 0;
    if (column.index < row.size() && readNumber(row[column.index], number)) {
        column.values.push_back(number);
        return;
    }
    column.good = false;
    const bool missing = column.index >= row.size() || row[column.index].empty();
    Error error = missing ? fault("simulation-replay-value", "The row has no value for '{0}'.", column.name)
                          : fault("simulation-replay-value", "'{0}' in column '{1}' is not a number.",
                                  row[column.index], column.name);
    findings.push_back(std::move(error).at(place).withHint(say("A replayed column needs a number in every row.")));
}

void readFile(const std::string& file, const std::string& text, const std::set<std::string>& wanted,
              Recordings& recordings, Findings& findings) {
    CsvReader reader(text, file);
    std::vector<std::string> row;
    auto more = reader.next(row);
    std::vector<Column> columns;
    if (more) columns = findColumns(wanted, row, {file, reader.line(), 0, {}}, findings);
    while (more && *more) {
        more = reader.next(row);
        if (!more || !*more) break;
        for (Column& column : columns) {
            if (column.good) takeCell(column, row, {file, reader.line(), 0, {}}, findings);
        }
    }
    if (!more) {
        findings.push_back(std::move(more.error()));
        return;
    }
    for (Column& column : columns) {
        if (column.good && column.values.empty()) {
            findings.push_back(fault("simulation-replay-value", "Column '{0}' has no rows.", column.name)
                                   .at({file, 1, 0, {}})
                                   .withHint(say("A recording needs at least one row below its header.")));
        } else if (column.good) {
            recordings[{file, column.name}] = std::move(column.values);
        }
    }
}

} // namespace

Recordings readRecordings(const std::vector<Traffic>& traffic,
                          const std::function<Result<std::string>(const std::string&)>& read, Findings& findings) {
    Recordings recordings;
    for (const auto& [file, columns] : columnsByFile(traffic)) {
        const auto text = read(file);
        if (!text) {
            findings.push_back(fault("simulation-replay-missing", "The recording '{0}' cannot be read: {1}", file,
                                     text.error().what.str())
                                   .at({file, 0, 0, {}})
                                   .withHint(say("'replay' names a CSV file relative to the project folder.")));
            continue;
        }
        readFile(file, *text, columns, recordings, findings);
    }
    return recordings;
}

} // namespace twinflow::simulation
