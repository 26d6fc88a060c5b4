// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/series_writer.h"

#include "downstream/record.h"
#include "downstream/series_reader.h"

namespace twinflow::downstream {

namespace {

constexpr const char* kTable = "CREATE TABLE series("
                               "id TEXT NOT NULL, key TEXT NOT NULL, timestamp INTEGER NOT NULL,"
                               "number, boolean INTEGER, text TEXT, json TEXT)";
constexpr std::string_view kInsert =
    "INSERT INTO series(timestamp, id, key, number, boolean, text, json) VALUES(?, ?, ?, ?, ?, ?, ?)";
enum Parameter : int { timestampAt = 1, idAt, keyAt, numberAt, booleanAt, textAt, jsonAt };

constexpr const char* kIndex = "CREATE INDEX IF NOT EXISTS series_by_id_key_timestamp ON series(id, key, timestamp)";

} // namespace

Result<void> SeriesWriter::write(std::string_view record) {
    return record.front() == kRow ? insert(record.substr(1)) : finish();
}

Result<void> SeriesWriter::insert(std::string_view row) {
    if (!m_store) {
        if (Result<void> opened = open(); !opened) return opened;
    }
    RecordReader reader(row);
    sqlite::Statement& statement = m_store->insert;
    statement.bind(timestampAt, static_cast<std::int64_t>(reader.number()));
    statement.bind(idAt, reader.text());
    statement.bind(keyAt, reader.text());
    switch (reader.kind()) {
    case kBoolean:
        statement.bind(booleanAt, static_cast<std::int64_t>(reader.number()));
        break;
    case kInteger:
        statement.bind(numberAt, static_cast<std::int64_t>(reader.number()));
        break;
    case kReal:
        statement.bind(numberAt, reader.real());
        break;
    case kString:
        statement.bind(textAt, reader.rest());
        break;
    case kJson:
        statement.bind(jsonAt, reader.rest());
        break;
    default:
        break;
    }
    return m_store->output.insert(statement);
}

Result<void> SeriesWriter::open() {
    Result<sqlite::Output> output = sqlite::Output::create(m_folder / kSeriesFile, kTable);
    if (!output) return refuse(output.error());
    Result<sqlite::Statement> statement = output->prepare(kInsert);
    if (!statement) return refuse(statement.error());
    m_store.emplace(Store{std::move(*output), std::move(*statement)});
    return {};
}

Result<void> SeriesWriter::finish() {
    return m_store ? m_store->output.finish(kIndex) : Result<void>();
}

} // namespace twinflow::downstream
