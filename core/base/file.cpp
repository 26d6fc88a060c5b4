// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"

#include <fstream>

namespace twinflow {

namespace fs = std::filesystem;

Result<std::string> readFile(const fs::path& path, std::uintmax_t maxBytes) {
    std::error_code failure;
    const fs::file_status status = fs::status(path, failure);
    if (!fs::exists(status)) return refuse(fault("file-missing", "There is no file '{0}'.", path.string()));
    if (!fs::is_regular_file(status)) {
        return refuse(fault("file-unreadable", "'{0}' is not a file that can be read.", path.string()));
    }
    const std::uintmax_t size = fs::file_size(path, failure);
    if (!failure && size > maxBytes) {
        return refuse(fault("file-too-large", "'{0}' has {1} bytes; {2} is the most that is read.", path.string(), size, maxBytes));
    }
    std::ifstream in(path, std::ios::binary);
    std::string bytes(static_cast<std::size_t>(failure ? 0 : size), '\0');
    if (!in || !in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
        return refuse(fault("file-unreadable", "'{0}' cannot be read.", path.string())
                          .withHint(say("Check that it is there and that you may read it.")));
    }
    return bytes;
}

Result<void> writeFile(const fs::path& path, std::string_view bytes) {
    const fs::path beside = path.string() + ".part";
    std::error_code failure;
    if (path.has_parent_path()) fs::create_directories(path.parent_path(), failure);
    {
        std::ofstream out(beside, std::ios::binary | std::ios::trunc);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        out.flush();
        if (!out) failure = std::make_error_code(std::errc::io_error);
    }
    if (!failure) fs::rename(beside, path, failure);
    if (failure) {
        std::error_code ignored;
        fs::remove(beside, ignored);
        return refuse(fault("file-unwritable", "'{0}' cannot be written: {1}.", path.string(), failure.message())
                          .withHint(say("Check that the folder is there, writable and not full.")));
    }
    return {};
}

} // namespace twinflow
