// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The data history's half on the lane's thread: its tables in the SQLite file history.sqlite.
#pragma once

#include "downstream/history_settings.h"
#include "downstream/sink_writer.h"
#include "downstream/sqlite_output.h"

#include <filesystem>
#include <optional>
#include <string>

namespace twinflow::downstream {

/// In the folder of a data history.
constexpr const char* kHistoryFile = "history.sqlite";

class HistoryWriter final : public SinkWriter {
public:
    /// The kinds of records. A property's row: time, source time (0 for none, so that the first instant of
    /// 1970 is none), service, id, model, key, value, target, relationship, action. A twin's: time, service, twin,
    /// action, model. A relationship's: time, service, relationship, name, action, source, target. And the end of a
    /// run. Times are numbers in ns, the rest texts.
    static constexpr char kProperty = 'p';
    static constexpr char kTwin = 't';
    static constexpr char kRelationship = 'r';
    static constexpr char kFinish = 'f';

    HistoryWriter(std::filesystem::path folder, HistorySettings settings)
        : m_folder(std::move(folder))
        , m_settings(std::move(settings)) {}

private:
    struct Store {
        sqlite::Output output;
        sqlite::Statement property;
        std::optional<sqlite::Statement> twin;
        std::optional<sqlite::Statement> relationship;
    };

    Result<void> write(std::string_view record) override;
    Result<void> open();
    Result<void> finish();

    std::filesystem::path m_folder;
    HistorySettings m_settings;
    std::optional<Store> m_store; ///< once there is a row
    std::string m_time;
    std::string m_sourceTime;
};

} // namespace twinflow::downstream
