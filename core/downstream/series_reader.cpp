// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/series_reader.h"

#include "base/json_document.h"
#include "downstream/history_writer.h"

namespace twinflow::downstream {

namespace {

// Columns of the rows that are read; of a history only the first two.
enum Column : int { timestampAt, numberAt, booleanAt, textAt, jsonAt };
constexpr int kHistoryValueAt = 1;

// A data history has one table with this column, whatever its name is.
constexpr std::string_view kFindProperties = "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
                                             "WHERE m.type = 'table' AND c.name = 'RelationshipTarget'";

Error missing(const std::filesystem::path& folder) {
    return fault("downstream-series-missing", "There is no time series in '{0}'.", folder.string())
        .withHint(say("It is made when the first value arrives; run the deployment first."));
}

} // namespace

Result<SeriesReader> SeriesReader::open(const std::filesystem::path& folder) {
    std::error_code failure;
    const bool isSeries = std::filesystem::exists(folder / kSeriesFile, failure);
    const std::filesystem::path file = folder / (isSeries ? kSeriesFile : kHistoryFile);
    if (!isSeries && !std::filesystem::exists(file, failure)) return refuse(missing(folder));
    Result<sqlite::Database> database = sqlite::Database::open(file, sqlite::Database::Mode::readOnly);
    if (!database) return refuse(database.error());
    Result<sqlite::Statement> find =
        database->prepare(isSeries ? "SELECT name FROM sqlite_master WHERE name = 'series'" : kFindProperties);
    if (!find) return refuse(find.error());
    const Result<bool> found = find->step();
    if (!found) return refuse(found.error());
    if (!*found) return refuse(missing(folder));
    return SeriesReader(std::move(*database), isSeries ? Form::series : Form::history,
                        sqlite::identifier(find->text(0)));
}

Result<std::vector<SeriesRow>> SeriesReader::rows(std::string_view id, std::string_view key, Instant from, Instant to) {
    return select(id, key, "{time} >= ? AND {time} < ? ORDER BY {time}, rowid", {from, to});
}

Result<std::vector<SeriesRow>> SeriesReader::rowsAround(std::string_view id, std::string_view key, Instant from,
                                                        Instant to) {
    std::vector<SeriesRow> all;
    const std::pair<std::string_view, std::vector<Instant>> parts[] = {
        {"{time} < ? ORDER BY {time} DESC, rowid DESC LIMIT 1", {from}},
        {"{time} >= ? AND {time} < ? ORDER BY {time}, rowid", {from, to}},
        {"{time} >= ? ORDER BY {time}, rowid LIMIT 1", {to}}};
    for (const auto& [condition, times] : parts) {
        Result<std::vector<SeriesRow>> some = select(id, key, condition, times);
        if (!some) return some;
        all.insert(all.end(), std::make_move_iterator(some->begin()), std::make_move_iterator(some->end()));
    }
    return all;
}

Result<std::vector<SeriesRow>> SeriesReader::select(std::string_view id, std::string_view key,
                                                    std::string_view condition, const std::vector<Instant>& times) {
    const bool isSeries = m_form == Form::series;
    std::string sql =
        isSeries ? "SELECT timestamp, number, boolean, text, json FROM series WHERE id = ? AND key = ? AND "
                 : "SELECT TimeStamp, Value FROM " + m_table + " WHERE RelationshipId = '' AND Id = ? AND Key = ? AND ";
    const auto sqlCondition = sql.size();
    sql += condition;
    for (auto at = sql.find("{time}", sqlCondition); at != std::string::npos; at = sql.find("{time}", at))
        sql.replace(at, 6, isSeries ? "timestamp" : "TimeStamp");
    Result<sqlite::Statement> statement = m_database.prepare(sql);
    if (!statement) return refuse(statement.error());
    std::vector<std::string> texts; // must live as long as they are bound
    for (const Instant time : times) texts.push_back(formatInstant(time));
    statement->bind(1, id);
    statement->bind(2, key);
    for (std::size_t i = 0; i < times.size(); ++i) {
        const int parameter = 3 + static_cast<int>(i);
        if (isSeries)
            statement->bind(parameter, std::int64_t{times[i].time_since_epoch().count()});
        else
            statement->bind(parameter, texts[i]);
    }
    std::vector<SeriesRow> rows;
    Result<bool> found = statement->step();
    for (; found && *found; found = statement->step())
        rows.push_back({instantOf(*statement, timestampAt), valueOf(*statement)});
    if (!found) return refuse(found.error());
    return rows;
}

Result<std::vector<SeriesKey>> SeriesReader::keys(std::string_view id) {
    std::string sql =
        m_form == Form::series
            ? "SELECT id, key, count(*), min(timestamp), max(timestamp) FROM series WHERE 1"
            : "SELECT Id, Key, count(*), min(TimeStamp), max(TimeStamp) FROM " + m_table + " WHERE RelationshipId = ''";
    if (!id.empty()) sql += " AND id = ?";
    Result<sqlite::Statement> statement = m_database.prepare(sql + " GROUP BY 1, 2 ORDER BY 1, 2");
    if (!statement) return refuse(statement.error());
    if (!id.empty()) statement->bind(1, id);
    std::vector<SeriesKey> keys;
    Result<bool> found = statement->step();
    for (; found && *found; found = statement->step()) {
        keys.push_back({std::string(statement->text(0)), std::string(statement->text(1)),
                        static_cast<std::uint64_t>(statement->integer(2)), instantOf(*statement, 3),
                        instantOf(*statement, 4)});
    }
    if (!found) return refuse(found.error());
    return keys;
}

Result<std::uint64_t> SeriesReader::count() {
    Result<sqlite::Statement> statement = m_database.prepare("SELECT count(*) FROM " + m_table);
    if (!statement) return refuse(statement.error());
    const Result<bool> found = statement->step();
    if (!found) return refuse(found.error());
    return static_cast<std::uint64_t>(statement->integer(0));
}

Instant SeriesReader::instantOf(const sqlite::Statement& row, int column) const {
    if (m_form == Form::series) return Instant(Duration(row.integer(column)));
    return parseInstant(row.text(column)).value_or(Instant{});
}

Value SeriesReader::valueOf(const sqlite::Statement& row) const {
    if (m_form == Form::history) {
        if (row.isNull(kHistoryValueAt)) return Value(); // a removal
        const auto document = JsonDocument::parse(std::string(row.text(kHistoryValueAt)), {});
        return document ? document->root().value() : Value();
    }
    if (!row.isNull(numberAt))
        return row.isInteger(numberAt) ? Value(row.integer(numberAt)) : Value(row.real(numberAt));
    if (!row.isNull(booleanAt)) return Value(row.integer(booleanAt) != 0);
    if (!row.isNull(textAt)) return Value(row.text(textAt));
    if (row.isNull(jsonAt)) return Value();
    const std::string_view json = row.text(jsonAt);
    return Value::json(json.starts_with('{') ? Value::Kind::object : Value::Kind::array, json);
}

} // namespace twinflow::downstream
