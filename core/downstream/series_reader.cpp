// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/series_reader.h"

namespace twinflow::downstream {

namespace {

constexpr std::string_view kSelect = "SELECT timestamp, number, boolean, text, json FROM series "
                                     "WHERE id = ? AND key = ? AND timestamp >= ? AND timestamp < ? "
                                     "ORDER BY timestamp, rowid";
enum Column : int { timestampAt, numberAt, booleanAt, textAt, jsonAt };

Value valueOf(const sqlite::Statement& row) {
    if (!row.isNull(numberAt))
        return row.isInteger(numberAt) ? Value(row.integer(numberAt)) : Value(row.real(numberAt));
    if (!row.isNull(booleanAt)) return Value(row.integer(booleanAt) != 0);
    if (!row.isNull(textAt)) return Value(row.text(textAt));
    if (row.isNull(jsonAt)) return Value();
    const std::string_view json = row.text(jsonAt);
    return Value::json(json.starts_with('{') ? Value::Kind::object : Value::Kind::array, json);
}

} // namespace

Result<SeriesReader> SeriesReader::open(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / kSeriesFile;
    std::error_code failure;
    if (!std::filesystem::exists(file, failure)) {
        return refuse(fault("downstream-series-missing", "There is no time series '{0}'.", file.string())
                          .withHint(say("It is made when the first value arrives; run the deployment first.")));
    }
    Result<sqlite::Database> database = sqlite::Database::open(file, sqlite::Database::Mode::readOnly);
    if (!database) return refuse(database.error());
    Result<sqlite::Statement> select = database->prepare(kSelect);
    if (!select) return refuse(select.error());
    return SeriesReader(std::move(*database), std::move(*select));
}

Result<std::vector<SeriesRow>> SeriesReader::rows(std::string_view id, std::string_view key, Instant from, Instant to) {
    m_select.reset();
    m_select.bind(1, id);
    m_select.bind(2, key);
    m_select.bind(3, std::int64_t{from.time_since_epoch().count()});
    m_select.bind(4, std::int64_t{to.time_since_epoch().count()});
    std::vector<SeriesRow> rows;
    Result<bool> found = m_select.step();
    for (; found && *found; found = m_select.step()) {
        rows.push_back({Instant(Duration(m_select.integer(timestampAt))), valueOf(m_select)});
    }
    m_select.reset();
    if (!found) return refuse(found.error());
    return rows;
}

Result<std::uint64_t> SeriesReader::count() {
    Result<sqlite::Statement> statement = m_database.prepare("SELECT count(*) FROM series");
    if (!statement) return refuse(statement.error());
    const Result<bool> found = statement->step();
    if (!found) return refuse(found.error());
    return static_cast<std::uint64_t>(statement->integer(0));
}

} // namespace twinflow::downstream
