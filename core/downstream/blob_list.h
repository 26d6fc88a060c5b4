// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a container holds, as the blob service lists it.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::downstream {

struct BlobItem {
    std::string name;             ///< from the container on; of a prefix up to and with its delimiter
    bool isPrefix = false;        ///< stands for all blobs whose names begin so
    std::uint64_t bytes = 0;      ///< of a blob
    std::string_view contentType; ///< of a blob
};

/// The blobs of the container in `folder` whose names begin with `prefix`, by name. With `delimiter` "/" those behind a
/// further slash are one prefix, as folders. Nothing written yet: nothing listed. Error code: downstream-unreadable.
Result<std::vector<BlobItem>> listBlobs(const std::filesystem::path& folder, std::string_view prefix,
                                        std::string_view delimiter);

/// By the name's extension: avro/binary, application/json, application/x-ndjson, else application/octet-stream.
std::string_view contentTypeOf(std::string_view blobName);

} // namespace twinflow::downstream
