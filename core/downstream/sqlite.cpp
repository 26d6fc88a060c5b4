// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/sqlite.h"

#include <sqlite3.h>

namespace twinflow::downstream::sqlite {

namespace {

Error failure(sqlite3* database) {
    const char* file = sqlite3_db_filename(database, "main");
    return fault("downstream-database-failed", "The database '{0}' cannot be used: {1}.", file ? file : "",
                 sqlite3_errmsg(database))
        .withHint(say("Check that its folder can be read and written, and that the disk is not full."));
}

} // namespace

std::string identifier(std::string_view name) {
    std::string text = "\"";
    for (const char c : name) text.append(c == '"' ? 2 : 1, c);
    return text + '"';
}

void Statement::Free::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}

void Statement::bind(int parameter, std::int64_t number) {
    sqlite3_bind_int64(m_statement.get(), parameter, number);
}
void Statement::bind(int parameter, double number) {
    sqlite3_bind_double(m_statement.get(), parameter, number);
}
void Statement::bind(int parameter, std::string_view text) {
    sqlite3_bind_text64(m_statement.get(), parameter, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return refuse(failure(sqlite3_db_handle(m_statement.get())));
}

void Statement::reset() {
    sqlite3_reset(m_statement.get());
    sqlite3_clear_bindings(m_statement.get());
}

bool Statement::isNull(int column) const {
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}
bool Statement::isInteger(int column) const {
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_INTEGER;
}
std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_statement.get(), column);
}
double Statement::real(int column) const {
    return sqlite3_column_double(m_statement.get(), column);
}
std::string_view Statement::text(int column) const {
    const auto* characters = reinterpret_cast<const char*>(sqlite3_column_text(m_statement.get(), column));
    if (!characters) return {};
    return {characters, static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

void Database::Free::operator()(sqlite3* database) const {
    sqlite3_close_v2(database);
}

Result<Database> Database::open(const std::filesystem::path& file, Mode mode) {
    const std::u8string name = file.u8string();
    const int flags = mode == Mode::create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    sqlite3* connection = nullptr;
    const int code =
        sqlite3_open_v2(reinterpret_cast<const char*>(name.c_str()), &connection, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database;
    database.m_database.reset(connection);
    if (code != SQLITE_OK) return refuse(failure(connection));
    return database;
}

Result<void> Database::run(const char* sql) {
    if (sqlite3_exec(m_database.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
        return refuse(failure(m_database.get()));
    }
    return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* prepared = nullptr;
    const int code = sqlite3_prepare_v3(m_database.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
    if (code != SQLITE_OK) return refuse(failure(m_database.get()));
    Statement statement;
    statement.m_statement.reset(prepared);
    return statement;
}

} // namespace twinflow::downstream::sqlite
