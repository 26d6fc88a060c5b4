// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of a project were when they were read or written here: how a change by somebody else is noticed.
#pragma once

#include "deployment/deployment.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace twinflow::ui {

inline constexpr std::string_view kDeploymentFile = "deployment.json";
inline constexpr std::string_view kLayoutFile = "layout.json";

struct FileStamp {
    std::uint64_t size = 0; ///< bytes
    std::string digest;     ///< of the content, 32 hex digits; a word where the file cannot be read
    bool operator==(const FileStamp&) const = default;
};

/// By path below the project folder, with forward slashes. A file that was not there is not in it.
using DiskStamps = std::map<std::string, FileStamp>;

/// The files of a project as a load or a save has left them on disk.
struct DiskBasis {
    std::shared_ptr<const deployment::FilesOnDisk> files;
    std::shared_ptr<const JsonDocument> source; ///< deployment.json that a save works changes into; null: the design's
    DiskStamps stamps;
};

FileStamp stampOf(std::string_view bytes);
/// Puts the stamp of a file on disk into `stamps`, or takes it out where there is none. What is there and cannot be
/// read has a stamp as well, another than that of any bytes.
void stampFile(DiskStamps& stamps, const std::filesystem::path& folder, std::string_view path);
/// Of the deployment's files, with `deploymentJson` as the text of deployment.json.
DiskStamps stampsOf(const deployment::Deployment& deployment, std::string_view deploymentJson);

/// The paths whose stamps differ, be it that one side has none; sorted.
std::vector<std::string> differing(const DiskStamps& a, const DiskStamps& b);

/// The files in `folder` that somebody else has written since `known`: a save of `next` would write over them. Files
/// that are gone or have the bytes of `next` already are not among them. Reads the files.
std::vector<std::string> writtenByOthers(const std::filesystem::path& folder, const DiskStamps& known,
                                         const DiskStamps& next);

} // namespace twinflow::ui
