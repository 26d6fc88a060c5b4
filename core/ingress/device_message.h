// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// A message from a device, as the hub takes it.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace twinflow::ingress {

struct DeviceMessage {
    std::string device;          ///< device id
    Instant enqueued{};          ///< when the hub took it
    std::uint64_t number = 0;    ///< counts all device messages of a run from 1
    std::string body;            ///< bytes; JSON only by convention
    std::string contentType;     ///< system property; the body is readable JSON to others only when it is
    std::string contentEncoding; ///< application/json and the encoding utf-8 (adt-facts 8.1)
    std::vector<std::pair<std::string, std::string>> properties; ///< application properties
};

} // namespace twinflow::ingress
