// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The little of SQLite that time series and data histories need, with Results instead of codes.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace twinflow::downstream::sqlite {

/// A name as SQL has it: in quotes, so that it may hold anything.
std::string identifier(std::string_view name);

class Statement {
public:
    /// Parameters and columns count from 1 and 0, as in SQLite. A text bound must live until step() or reset().
    void bind(int parameter, std::int64_t number);
    void bind(int parameter, double number);
    void bind(int parameter, std::string_view text);

    /// True when there is a row to read, false at the end. Error code: downstream-database-failed.
    Result<bool> step();
    /// Ready to run again with new parameters; all are NULL until bound.
    void reset();

    bool isNull(int column) const;
    bool isInteger(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    /// Valid until the next step() or reset().
    std::string_view text(int column) const;

private:
    friend class Database;
    struct Free {
        void operator()(sqlite3_stmt* statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Free> m_statement;
};

/// One connection, used by one thread at a time; it outlives its statements.
class Database {
public:
    enum class Mode : std::uint8_t { create, readOnly };

    /// Error code of all: downstream-database-failed.
    static Result<Database> open(const std::filesystem::path& file, Mode mode);
    Result<void> run(const char* sql);
    Result<Statement> prepare(std::string_view sql);

private:
    struct Free {
        void operator()(sqlite3* database) const;
    };
    std::unique_ptr<sqlite3, Free> m_database;
};

} // namespace twinflow::downstream::sqlite
