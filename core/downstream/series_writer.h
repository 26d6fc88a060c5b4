// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The time series' half on the lane's thread: rows into the SQLite file series.sqlite.
#pragma once

#include "downstream/sink_writer.h"
#include "downstream/sqlite_output.h"

#include <filesystem>
#include <optional>

namespace twinflow::downstream {

class SeriesWriter final : public SinkWriter {
public:
    /// The kinds of records: a row (timestamp in ns, id, key, kind of value, value), and the end of a run.
    static constexpr char kRow = 'r';
    static constexpr char kFinish = 'f';
    /// The kinds of values; behind all but null stands a number of eight bytes or the text.
    static constexpr char kNull = '0';
    static constexpr char kBoolean = 'b';
    static constexpr char kInteger = 'i';
    static constexpr char kReal = 'r';
    static constexpr char kString = 's';
    static constexpr char kJson = 'j';

    explicit SeriesWriter(std::filesystem::path folder)
        : m_folder(std::move(folder)) {}

private:
    struct Store {
        sqlite::Output output;
        sqlite::Statement insert;
    };

    Result<void> write(std::string_view record) override;
    Result<void> insert(std::string_view row);
    Result<void> open();
    Result<void> finish();

    std::filesystem::path m_folder;
    std::optional<Store> m_store; ///< once there is a row
};

} // namespace twinflow::downstream
