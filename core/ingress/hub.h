// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The IoT Hub: registered devices send, coupled functions receive, at least once.
#pragma once

#include "base/timeline.h"
#include "delivery/lane.h"
#include "ingress/device_message.h"
#include "ingress/event_grid.h"
#include "ingress/settings.h"
#include "metrics/ledger.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace twinflow::ingress {

/// A function as the hub sees it.
class HubTarget {
public:
    virtual ~HubTarget() = default;
    virtual delivery::Outcome take(const DeviceMessage& message) = 0;
};

class Hub {
public:
    /// Most bytes of one device-to-cloud message: body, values of its system properties, names and values of the
    /// others.
    static constexpr std::size_t kMaxMessageBytes = 256 * 1024;

    Hub(HubSettings settings, Timeline& timeline);
    ~Hub();
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    /// Registering a device again changes nothing.
    void registerDevice(std::string_view id);
    std::size_t deviceCount() const { return m_devices.size(); }
    /// `target` outlives the hub. Messages are offered to functions in the order of coupling.
    void couple(std::string function, HubTarget& target);

    /// Takes a message or refuses it. Error codes: ingress-device-unknown, ingress-message-too-large. A hub without a
    /// function drops what it takes, counted.
    Result<void> accept(const DeviceMessage& message);

    /// Messages sent to the hub (offered), refused (filtered) and taken (accepted = delivered + dropped here).
    const metrics::LedgerRow& row() const { return m_row; }
    struct Coupling;
    /// A row per coupled function, in the order of coupling; units are messages. The hub keeps no dead letters: what is
    /// given up counts as expired or dropped.
    std::vector<std::pair<std::string, metrics::LedgerRow>> couplings() const;
    const HubSettings& settings() const { return m_settings; }

private:
    HubSettings m_settings;
    Timeline& m_timeline;
    metrics::LedgerRow m_row;
    std::unordered_set<std::string> m_devices; // never iterated
    std::vector<std::unique_ptr<Coupling>> m_couplings;
};

} // namespace twinflow::ingress
