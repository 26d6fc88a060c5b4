// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "downstream/blob_list.h"

#include <algorithm>
#include <system_error>

namespace twinflow::downstream {

namespace {

namespace fs = std::filesystem;

Error unreadable(const fs::path& folder, const std::error_code& failure) {
    return fault("downstream-unreadable", "'{0}' cannot be listed: {1}.", folder.string(), failure.message())
        .withHint(say("Check that its folder can be read."));
}

} // namespace

Result<std::vector<BlobItem>> listBlobs(const fs::path& folder, std::string_view prefix, std::string_view delimiter) {
    std::vector<BlobItem> items;
    std::error_code failure;
    if (!fs::exists(folder, failure)) return items;
    fs::recursive_directory_iterator entry(folder, failure);
    for (; !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
        if (!entry->is_regular_file(failure)) continue;
        std::string name = entry->path().lexically_relative(folder).generic_string();
        if (!name.starts_with(prefix)) continue;
        const auto end = delimiter.empty() ? std::string::npos : name.find(delimiter, prefix.size());
        if (end != std::string::npos) {
            name.resize(end + delimiter.size());
            items.push_back({std::move(name), true, 0, {}});
            continue;
        }
        const std::string_view type = contentTypeOf(name);
        items.push_back({std::move(name), false, entry->file_size(failure), type});
    }
    if (failure) return refuse(unreadable(folder, failure));
    std::sort(items.begin(), items.end(), [](const BlobItem& a, const BlobItem& b) { return a.name < b.name; });
    const auto same = [](const BlobItem& a, const BlobItem& b) { return a.name == b.name; };
    items.erase(std::unique(items.begin(), items.end(), same), items.end());
    return items;
}

std::string_view contentTypeOf(std::string_view blobName) {
    if (blobName.ends_with(".avro")) return "avro/binary";
    if (blobName.ends_with(".json")) return "application/json";
    if (blobName.ends_with(".ndjson")) return "application/x-ndjson";
    return "application/octet-stream";
}

} // namespace twinflow::downstream
