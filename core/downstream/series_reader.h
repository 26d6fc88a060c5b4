// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Reading a time series that a run has written.
#pragma once

#include "base/time.h"
#include "base/value.h"
#include "downstream/sqlite.h"

#include <filesystem>
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

class SeriesReader {
public:
    /// `folder` is that of the sink, after finish() and drain(). Error codes: downstream-series-missing (nothing was
    /// written), downstream-series-failed.
    static Result<SeriesReader> open(const std::filesystem::path& folder);

    /// The values of one key of one twin from `from` on and before `to`, by time, those of the same time as they were
    /// written. Error code: downstream-series-failed.
    Result<std::vector<SeriesRow>> rows(std::string_view id, std::string_view key, Instant from, Instant to);
    /// All rows of the table. Error code: downstream-series-failed.
    Result<std::uint64_t> count();

private:
    SeriesReader(sqlite::Database database, sqlite::Statement select)
        : m_database(std::move(database))
        , m_select(std::move(select)) {}

    sqlite::Database m_database;
    sqlite::Statement m_select;
};

} // namespace twinflow::downstream
