// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A file that grows: bytes are gathered, and the file is open only while they are written, so that there may be any
// number of them.
#pragma once

#include "base/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace twinflow::downstream {

class AppendFile {
public:
    enum class Begin : bool { anew, atEnd };

    AppendFile() = default;
    /// The file and its folders are made at the first flush; `begin` says what becomes of one that is there.
    AppendFile(std::filesystem::path path, Begin begin)
        : m_path(std::move(path))
        , m_begin(begin) {}

    /// Error code of both: downstream-unwritable.
    Result<void> append(std::string_view bytes) {
        m_gathered += bytes;
        return m_gathered.size() < kGatherBytes ? Result<void>() : flush();
    }
    Result<void> flush();
    const std::filesystem::path& path() const { return m_path; }

private:
    static constexpr std::size_t kGatherBytes = 64 * 1024;
    std::filesystem::path m_path;
    Begin m_begin = Begin::anew;
    std::string m_gathered;
};

/// The error of a file or folder that cannot be written. Code: downstream-unwritable.
Error unwritable(const std::filesystem::path& path, std::string_view why);

} // namespace twinflow::downstream
