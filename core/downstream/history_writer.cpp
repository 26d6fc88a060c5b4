// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/history_writer.h"

#include "base/time.h"
#include "downstream/record.h"

namespace twinflow::downstream {

namespace {

using sqlite::identifier;

std::string tables(const HistorySettings& settings) {
    std::string sql = "CREATE TABLE " + identifier(settings.adxTableName) +
                      "(TimeStamp TEXT NOT NULL, SourceTimeStamp TEXT, ServiceId TEXT NOT NULL, Id TEXT NOT NULL,"
                      " ModelId TEXT NOT NULL, Key TEXT NOT NULL, Value TEXT, RelationshipTarget TEXT NOT NULL,"
                      " RelationshipId TEXT NOT NULL" +
                      (settings.recordPropertyAndItemRemovals ? ", Action TEXT NOT NULL);" : ");");
    if (!settings.adxTwinLifecycleEventsTableName.empty()) {
        sql += "CREATE TABLE " + identifier(settings.adxTwinLifecycleEventsTableName) +
               "(TwinId TEXT NOT NULL, Action TEXT NOT NULL, TimeStamp TEXT NOT NULL, ServiceId TEXT NOT NULL,"
               " ModelId TEXT NOT NULL);";
    }
    if (!settings.adxRelationshipLifecycleEventsTableName.empty()) {
        sql += "CREATE TABLE " + identifier(settings.adxRelationshipLifecycleEventsTableName) +
               "(RelationshipId TEXT NOT NULL, Name TEXT NOT NULL, Action TEXT NOT NULL, TimeStamp TEXT NOT NULL,"
               " ServiceId TEXT NOT NULL, Source TEXT NOT NULL, Target TEXT NOT NULL);";
    }
    return sql;
}

void format(std::string& text, std::uint64_t nanoseconds) {
    text.clear();
    appendInstant(text, Instant(Duration(static_cast<std::int64_t>(nanoseconds))));
}

/// Binds so many texts from `first` on.
void bindTexts(sqlite::Statement& statement, RecordReader& record, int first, int count) {
    for (int parameter = first; parameter < first + count; ++parameter) statement.bind(parameter, record.text());
}

} // namespace

Result<void> HistoryWriter::write(std::string_view record) {
    RecordReader reader(record);
    const char kind = reader.kind();
    if (kind == kFinish) return finish();
    if (!m_store) {
        if (Result<void> opened = open(); !opened) return opened;
    }
    format(m_time, reader.number());
    if (kind == kProperty) {
        sqlite::Statement& row = m_store->property;
        row.bind(1, m_time);
        if (const std::uint64_t source = reader.number(); source != 0) {
            format(m_sourceTime, source);
            row.bind(2, m_sourceTime);
        }
        bindTexts(row, reader, 3, 4); // service, id, model, key
        if (const std::string_view value = reader.text(); !value.empty()) row.bind(7, value);
        bindTexts(row, reader, 8, m_settings.recordPropertyAndItemRemovals ? 3 : 2);
        return m_store->output.insert(row);
    }
    std::optional<sqlite::Statement>& row = kind == kTwin ? m_store->twin : m_store->relationship;
    if (!row) return {}; // that table is not kept
    row->bind(1, m_time);
    bindTexts(*row, reader, 2, kind == kTwin ? 4 : 6);
    return m_store->output.insert(*row);
}

Result<void> HistoryWriter::open() {
    Result<sqlite::Output> output = sqlite::Output::create(m_folder / kHistoryFile, tables(m_settings).c_str());
    if (!output) return refuse(output.error());
    const bool hasAction = m_settings.recordPropertyAndItemRemovals;
    Result<sqlite::Statement> property =
        output->prepare("INSERT INTO " + identifier(m_settings.adxTableName) + " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?" +
                        (hasAction ? ", ?)" : ")"));
    if (!property) return refuse(property.error());
    m_store.emplace(Store{std::move(*output), std::move(*property), {}, {}});
    const auto prepare = [&](const std::string& table, const char* columns, std::optional<sqlite::Statement>& row) {
        if (table.empty()) return Result<void>();
        Result<sqlite::Statement> statement = m_store->output.prepare("INSERT INTO " + identifier(table) + columns);
        if (!statement) return Result<void>(refuse(statement.error()));
        row = std::move(*statement);
        return Result<void>();
    };
    if (Result<void> done =
            prepare(m_settings.adxTwinLifecycleEventsTableName,
                    "(TimeStamp, ServiceId, TwinId, Action, ModelId) VALUES(?, ?, ?, ?, ?)", m_store->twin);
        !done)
        return done;
    return prepare(m_settings.adxRelationshipLifecycleEventsTableName,
                   "(TimeStamp, ServiceId, RelationshipId, Name, Action, Source, Target) VALUES(?, ?, ?, ?, ?, ?, ?)",
                   m_store->relationship);
}

Result<void> HistoryWriter::finish() {
    if (!m_store) return {};
    const std::string index =
        "CREATE INDEX IF NOT EXISTS by_id_key_time ON " + identifier(m_settings.adxTableName) + "(Id, Key, TimeStamp)";
    return m_store->output.finish(index.c_str());
}

} // namespace twinflow::downstream
