// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/series_writer.h"

#include "downstream/append_file.h"
#include "downstream/record.h"
#include "downstream/series_reader.h"

namespace twinflow::downstream {

namespace {

constexpr std::uint64_t kRowsPerTransaction = 200'000;

// A run's output can be made again: nothing is done to survive a crash.
constexpr const char* kSetUp = "PRAGMA journal_mode = OFF;"
                               "PRAGMA synchronous = OFF;"
                               "PRAGMA cache_size = -32768;"
                               "CREATE TABLE series("
                               "id TEXT NOT NULL, key TEXT NOT NULL, timestamp INTEGER NOT NULL,"
                               "number, boolean INTEGER, text TEXT, json TEXT);";
constexpr std::string_view kInsert =
    "INSERT INTO series(timestamp, id, key, number, boolean, text, json) VALUES(?, ?, ?, ?, ?, ?, ?)";
enum Parameter : int { timestampAt = 1, idAt, keyAt, numberAt, booleanAt, textAt, jsonAt };

// At the end, sorted once, it costs a fraction of keeping it up to date from row to row.
constexpr const char* kIndex = "CREATE INDEX IF NOT EXISTS series_by_id_key_timestamp ON series(id, key, timestamp)";

} // namespace

Result<void> SeriesWriter::write(std::string_view record) {
    return record.front() == kRow ? insert(record.substr(1)) : finish();
}

Result<void> SeriesWriter::insert(std::string_view row) {
    if (!m_store) {
        if (Result<void> opened = open(); !opened) return opened;
    }
    if (m_uncommitted == 0) {
        if (Result<void> begun = m_store->database.run("BEGIN"); !begun) return begun;
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
    const Result<bool> inserted = statement.step();
    statement.reset();
    if (!inserted) return refuse(inserted.error());
    if (++m_uncommitted < kRowsPerTransaction) return {};
    m_uncommitted = 0;
    return m_store->database.run("COMMIT");
}

Result<void> SeriesWriter::open() {
    const std::filesystem::path file = m_folder / kSeriesFile;
    std::error_code failure;
    std::filesystem::create_directories(m_folder, failure);
    if (!failure) std::filesystem::remove(file, failure);
    if (failure) return refuse(unwritable(file, failure.message()));
    Result<sqlite::Database> database = sqlite::Database::open(file, sqlite::Database::Mode::create);
    if (!database) return refuse(database.error());
    if (Result<void> ready = database->run(kSetUp); !ready) return ready;
    Result<sqlite::Statement> statement = database->prepare(kInsert);
    if (!statement) return refuse(statement.error());
    m_store.emplace(Store{std::move(*database), std::move(*statement)});
    return {};
}

Result<void> SeriesWriter::finish() {
    if (!m_store) return {};
    if (m_uncommitted > 0) {
        m_uncommitted = 0;
        if (Result<void> committed = m_store->database.run("COMMIT"); !committed) return committed;
    }
    return m_store->database.run(kIndex);
}

} // namespace twinflow::downstream
