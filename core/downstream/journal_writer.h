// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Half of a map or webhook on the lane's thread: a journal, line by line, and files that are written as a whole beside
// it.
#pragma once

#include "downstream/append_file.h"
#include "downstream/sink_writer.h"

#include <filesystem>
#include <string_view>

namespace twinflow::downstream {

class JournalWriter final : public SinkWriter {
public:
    /// The kinds of records: a piece of the journal (bytes), a whole file (name, bytes), and the wish to have
    /// everything in the files.
    static constexpr char kLine = 'l';
    static constexpr char kWhole = 'w';
    static constexpr char kFlush = 'f';

    JournalWriter(std::filesystem::path folder, std::string_view journal)
        : m_folder(std::move(folder))
        , m_journal(m_folder / journal, AppendFile::Begin::anew) {}

private:
    Result<void> write(std::string_view record) override;

    std::filesystem::path m_folder;
    AppendFile m_journal;
};

} // namespace twinflow::downstream
