// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/append_file.h"

#include <fstream>
#include <system_error>

namespace twinflow::downstream {

Error unwritable(const std::filesystem::path& path, std::string_view why) {
    return fault("downstream-unwritable", "'{0}' cannot be written: {1}.", path.string(), why)
        .withHint(say("Check that its folder can be written to and that the disk is not full."));
}

Result<void> AppendFile::flush() {
    if (m_gathered.empty()) return {};
    std::error_code failure;
    if (m_path.has_parent_path()) std::filesystem::create_directories(m_path.parent_path(), failure);
    if (failure) return refuse(unwritable(m_path, failure.message()));
    std::ofstream out(m_path, std::ios::binary | (m_begin == Begin::anew ? std::ios::trunc : std::ios::app));
    if (!out) return refuse(unwritable(m_path, "it cannot be opened"));
    out.write(m_gathered.data(), static_cast<std::streamsize>(m_gathered.size()));
    out.close();
    if (!out) return refuse(unwritable(m_path, "not all of it could be stored"));
    m_begin = Begin::atEnd;
    m_gathered.clear();
    return {};
}

} // namespace twinflow::downstream
