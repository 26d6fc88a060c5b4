// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/file.h"

#include <cerrno>
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
        return refuse(fault("file-too-large", "'{0}' has {1} bytes; {2} is the most that is read.", path.string(), size,
                            maxBytes));
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
    std::error_code failure, ignored;
    // A device, a pipe or a link is written into, not replaced.
    const fs::file_status status = fs::symlink_status(path, ignored);
    const bool direct = fs::exists(status) && !fs::is_regular_file(status);
    const fs::path target = direct ? path : fs::path(path.string() + ".part");
    if (path.has_parent_path()) fs::create_directories(path.parent_path(), failure);
    if (!failure) {
        errno = 0;
        std::ofstream out(target, std::ios::binary | std::ios::trunc);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        out.flush();
        if (!out) failure = std::error_code(errno != 0 ? errno : EIO, std::generic_category());
    }
    if (!failure && !direct) fs::rename(target, path, failure);
    if (failure) {
        if (!direct) fs::remove(target, ignored);
        return refuse(fault("file-unwritable", "'{0}' cannot be written: {1}.", path.string(), failure.message())
                          .withHint(say("Check that the folder is there, writable and not full.")));
    }
    return {};
}

} // namespace twinflow
