// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading what a run has written over time: a time series, or the properties of a data history.
#pragma once

#include "base/time.h"
#include "base/value.h"
#include "downstream/sqlite.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::downstream {

/// The file in the folder of a time series. Its table series(id, key, timestamp, number, boolean, text, json) has a row
/// a value, timestamp in nanoseconds since 1970; a value stands in the column of its type, for null all four are NULL.
constexpr const char* kSeriesFile = "series.sqlite";

struct SeriesRow {
    Instant timestamp{};
    Value value;
};

/// What one key of one twin holds.
struct SeriesKey {
    std::string id;
    std::string key;
    std::uint64_t rows = 0;
    Instant first{};
    Instant last{};
};

class SeriesReader {
public:
    /// `folder` is that of a time series or data history, after finish() and drain(). Error codes:
    /// downstream-series-missing (nothing was written), downstream-database-failed.
    static Result<SeriesReader> open(const std::filesystem::path& folder);

    /// The values of one key of one twin from `from` on and before `to`, by time, those of the same time as they were
    /// written. Error code of all: downstream-database-failed.
    Result<std::vector<SeriesRow>> rows(std::string_view id, std::string_view key, Instant from, Instant to);
    /// The same, with the last row before and the first one at or behind `to`, where there are any: what
    /// interpolation needs.
    Result<std::vector<SeriesRow>> rowsAround(std::string_view id, std::string_view key, Instant from, Instant to);
    /// What there is, by id and key; of one twin, unless `id` is empty.
    Result<std::vector<SeriesKey>> keys(std::string_view id = {});
    /// All rows of the table.
    Result<std::uint64_t> count();

private:
    enum class Form : std::uint8_t { series, history };

    SeriesReader(sqlite::Database database, Form form, std::string table)
        : m_database(std::move(database))
        , m_form(form)
        , m_table(std::move(table)) {}

    /// Rows where `condition` holds for the time, its parameters bound to `times`.
    Result<std::vector<SeriesRow>> select(std::string_view id, std::string_view key, std::string_view condition,
                                          const std::vector<Instant>& times);
    Instant instantOf(const sqlite::Statement& row, int column) const;
    Value valueOf(const sqlite::Statement& row) const;

    sqlite::Database m_database;
    Form m_form;
    std::string m_table; ///< in quotes
};

} // namespace twinflow::downstream
