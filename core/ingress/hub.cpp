// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/hub.h"

namespace twinflow::ingress {

struct Hub::Coupling final : delivery::LaneOwner<DeviceMessage> {
    Coupling(std::string name, HubTarget& taker, Timeline& timeline, const delivery::Policy& policy)
        : function(std::move(name))
        , target(taker)
        , lane(timeline, policy, *this, row) {}

    delivery::Outcome attempt(const DeviceMessage& message, std::uint32_t) override { return target.take(message); }
    bool deadLetter(const DeviceMessage&, delivery::Reason, std::uint32_t) override { return false; }

    std::string function;
    HubTarget& target;
    metrics::LedgerRow row;
    delivery::Lane<DeviceMessage> lane;
};

namespace {

/// As the service counts a message's size.
std::size_t messageBytes(const DeviceMessage& message) {
    std::size_t bytes = message.body.size() + message.contentType.size() + message.contentEncoding.size();
    for (const auto& [name, value] : message.properties) bytes += name.size() + value.size();
    return bytes;
}

} // namespace

Hub::Hub(HubSettings settings, Timeline& timeline)
    : m_settings(std::move(settings))
    , m_timeline(timeline) {}
Hub::~Hub() = default;

void Hub::registerDevice(std::string_view id) {
    m_devices.emplace(id);
}

void Hub::couple(std::string function, HubTarget& target) {
    m_couplings.push_back(std::make_unique<Coupling>(std::move(function), target, m_timeline, m_settings.retry));
}

Result<void> Hub::accept(const DeviceMessage& message) {
    ++m_row.offered;
    if (!m_devices.contains(message.device)) {
        ++m_row.filtered;
        return refuse(
            fault("ingress-device-unknown", "Device '{0}' is not registered with hub '{1}'.", message.device,
                  m_settings.name)
                .withHint(say("Add the device to a group of this hub, or send with the id of a registered device.")));
    }
    if (const std::size_t bytes = messageBytes(message); bytes > kMaxMessageBytes) {
        ++m_row.filtered;
        return refuse(fault("ingress-message-too-large",
                            "A message of {0} bytes from device '{1}' is larger than hub '{2}' takes: {3} bytes.",
                            bytes, message.device, m_settings.name, kMaxMessageBytes)
                          .withHint(say("Send smaller messages, or upload a file and send its name.")));
    }
    ++m_row.accepted;
    if (m_couplings.empty()) {
        ++m_row.dropped;
        return {};
    }
    ++m_row.delivered;
    for (const auto& coupling : m_couplings) {
        ++coupling->row.offered;
        coupling->lane.offer(message);
    }
    return {};
}

std::vector<std::pair<std::string, metrics::LedgerRow>> Hub::couplings() const {
    std::vector<std::pair<std::string, metrics::LedgerRow>> rows;
    rows.reserve(m_couplings.size());
    for (const auto& coupling : m_couplings) rows.emplace_back(coupling->function, coupling->row);
    return rows;
}

} // namespace twinflow::ingress
