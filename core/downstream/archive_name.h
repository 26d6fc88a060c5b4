// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Names of captured files, by a format with placeholders.
#pragma once

#include "base/result.h"
#include "base/time.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace twinflow::downstream {

/// The service's rule: each of {Namespace}, {EventHub}, {PartitionId}, {Year}, {Month}, {Day}, {Hour}, {Minute} and
/// {Second} is there, in any order, and no other. Error code: downstream-archive-name.
Result<void> checkArchiveNameFormat(std::string_view format);

struct ArchivePlace {
    std::string_view eventHubNamespace;
    std::string_view eventHub;
    std::uint32_t partition = 0;
    Instant windowStart{};
};

/// The format with its placeholders filled in, numbers of the date with leading zeros; without an extension. `format`
/// has passed the check.
std::string archiveName(std::string_view format, const ArchivePlace& place);

} // namespace twinflow::downstream
