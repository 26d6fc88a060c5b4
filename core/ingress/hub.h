// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The IoT Hub: registered devices send, coupled functions receive, at least once.
#pragma once

#include "base/timeline.h"
#include "delivery/lane.h"
#include "ingress/device_message.h"
#include "ingress/settings.h"
#include "metrics/ledger.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
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
    /// Most bytes of one device-to-cloud message.
    static constexpr std::size_t kMaxMessageBytes = 256 * 1024;

    Hub(HubSettings settings, Timeline& timeline);
    ~Hub();

    void registerDevice(std::string_view id);
    std::size_t deviceCount() const { return m_devices.size(); }
    void couple(std::string function, HubTarget& target);

    /// Takes a message or refuses it. Error codes: ingress-device-unknown, ingress-message-too-large. A hub without a function drops
    /// what it takes, counted.
    Result<void> accept(const DeviceMessage& message);

    /// Messages sent to the hub (offered), refused (filtered) and taken (accepted = delivered + dropped here).
    const metrics::LedgerRow& row() const { return m_row; }
    struct Coupling;
    /// A row per coupled function; units are messages.
    std::vector<std::pair<std::string, metrics::LedgerRow>> couplings() const;
    const HubSettings& settings() const { return m_settings; }

private:
    HubSettings m_settings;
    Timeline& m_timeline;
    metrics::LedgerRow m_row;
    std::unordered_map<std::string, std::uint64_t> m_devices; // id -> generation
    std::vector<std::unique_ptr<Coupling>> m_couplings;
};

/// The Event Grid event that a function gets for a message (adt-facts 8.1): data.body is an object only for application/json with
/// utf-8, else base64.
void appendEventGrid(std::string& out, const DeviceMessage& message, std::string_view hub);

} // namespace twinflow::ingress
