// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A database file that a run writes from nothing: rows in large transactions, an index at the end.
#pragma once

#include "downstream/sqlite.h"

#include <cstdint>
#include <filesystem>

namespace twinflow::downstream::sqlite {

/// A run's output can be made again: nothing is done to survive a crash.
class Output {
public:
    /// Begins `file` anew, with its folder, and runs `tables`. Error codes of all: downstream-unwritable,
    /// downstream-database-failed.
    static Result<Output> create(const std::filesystem::path& file, const char* tables);

    Result<Statement> prepare(std::string_view sql) { return m_database.prepare(sql); }
    /// Runs a statement with its parameters bound, and makes it ready for the next row.
    Result<void> insert(Statement& statement);
    /// Commits, and makes indexes: sorted once at the end they cost a fraction of keeping them up to date.
    Result<void> finish(const char* indexes);

private:
    explicit Output(Database database)
        : m_database(std::move(database)) {}

    Database m_database;
    std::uint64_t m_uncommitted = 0;
};

} // namespace twinflow::downstream::sqlite
