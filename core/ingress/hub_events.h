// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The messages that a hub makes itself because something happened to a device (the service's non-telemetry event
// schemas), and the twin documents that they carry.
#pragma once

#include "ingress/device_message.h"
#include "ingress/device_twin.h"
#include "ingress/registry.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace twinflow::ingress {

/// A device as the hub knows it at one moment.
struct DeviceView {
    std::string_view id;
    const Device& device;
    const DeviceTwin& twin;
    std::size_t cloudMessages = 0; ///< that wait for it
};

/// What a back end gets: identity, tags, desired and reported properties.
void appendTwinDocument(std::string& out, const DeviceView& view);

/// Where and when: `number` tells events of one device apart.
struct HubMoment {
    std::string_view hub;
    Instant now{};
    std::uint64_t number = 0;
};

DeviceMessage lifecycleEvent(const HubMoment& moment, const DeviceView& view, bool isCreated);
/// `sequence` grows with each connection event of the hub.
DeviceMessage connectionEvent(const HubMoment& moment, std::string_view device, bool isConnected,
                              std::uint64_t sequence);
/// `body` is the change as JSON; a replaced section is told by the whole twin.
DeviceMessage twinEvent(const HubMoment& moment, std::string_view device, bool isReplaced, std::string body);

} // namespace twinflow::ingress
