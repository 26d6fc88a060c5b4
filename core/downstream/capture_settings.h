// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// How an Event Hub is captured into a storage; members are named as in the service's captureDescription.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <string>

namespace twinflow::downstream {

/// Avro and AvroDeflate are the service's; Ndjson is ours: a CloudEvent a line, for reading by eye and by line tools.
enum class CaptureEncoding : std::uint8_t { avro, avroDeflate, ndjson };

struct CaptureSettings {
    CaptureEncoding encoding = CaptureEncoding::avro;
    Duration interval = std::chrono::minutes(5); ///< 1 to 15 minutes, in the service intervalInSeconds
    std::uint32_t sizeLimitInBytes = 300 * 1024 * 1024;
    /// No file for a window without events; of Ndjson there never is one. The service's own default is to write them,
    /// which a run of some virtual days would pay with thousands of files that hold nothing.
    bool skipEmptyArchives = true;
    std::string eventHubNamespace = "twinflow";
    std::string archiveNameFormat =
        "{Namespace}/{EventHub}/{PartitionId}/{Year}/{Month}/{Day}/{Hour}/{Minute}/{Second}";
    bool operator==(const CaptureSettings&) const = default;
};

} // namespace twinflow::downstream
