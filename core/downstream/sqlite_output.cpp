// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/sqlite_output.h"

#include "downstream/append_file.h"

namespace twinflow::downstream::sqlite {

namespace {

constexpr std::uint64_t kRowsPerTransaction = 200'000;
constexpr const char* kSetUp = "PRAGMA journal_mode = OFF;"
                               "PRAGMA synchronous = OFF;"
                               "PRAGMA cache_size = -32768;";

} // namespace

Result<Output> Output::create(const std::filesystem::path& file, const char* tables) {
    std::error_code failure;
    std::filesystem::create_directories(file.parent_path(), failure);
    if (!failure) std::filesystem::remove(file, failure);
    if (failure) return refuse(unwritable(file, failure.message()));
    Result<Database> database = Database::open(file, Database::Mode::create);
    if (!database) return refuse(database.error());
    for (const char* sql : {kSetUp, tables}) {
        if (Result<void> ready = database->run(sql); !ready) return refuse(ready.error());
    }
    return Output(std::move(*database));
}

Result<void> Output::insert(Statement& statement) {
    if (m_uncommitted == 0) {
        if (Result<void> begun = m_database.run("BEGIN"); !begun) return begun;
    }
    const Result<bool> inserted = statement.step();
    statement.reset();
    if (!inserted) return refuse(inserted.error());
    if (++m_uncommitted < kRowsPerTransaction) return {};
    m_uncommitted = 0;
    return m_database.run("COMMIT");
}

Result<void> Output::finish(const char* indexes) {
    if (m_uncommitted > 0) {
        m_uncommitted = 0;
        if (Result<void> committed = m_database.run("COMMIT"); !committed) return committed;
    }
    return m_database.run(indexes);
}

} // namespace twinflow::downstream::sqlite
