// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The IoT Hub: registered devices send, whoever reads at its endpoints receives at least once, and the cloud talks
// back.
#pragma once

#include "base/timeline.h"
#include "ingress/cloud_to_device.h"
#include "ingress/device_message.h"
#include "ingress/device_twin.h"
#include "ingress/direct_methods.h"
#include "ingress/event_grid.h"
#include "ingress/hub_events.h"
#include "ingress/message_router.h"
#include "ingress/registry.h"
#include "ingress/settings.h"
#include "metrics/ledger.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace twinflow::ingress {

class Hub final : private TimerTarget {
public:
    /// `seed` makes the devices' keys.
    Hub(HubSettings settings, Timeline& timeline, std::uint64_t seed);
    ~Hub() override;
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    // Devices
    /// `client` is what the hub talks to while the device is connected, or null; it outlives the hub. Error codes:
    /// those of Registry::add().
    Result<void> createDevice(const DeviceIdentity& identity, DeviceClient* client = nullptr);
    /// What waits for it is purged, its twin is gone. Error code: ingress-device-unknown.
    Result<void> deleteDevice(std::string_view id);
    /// A device that is disabled loses its connection. Error codes: those of Registry::setStatus().
    Result<void> setStatus(std::string_view id, DeviceStatus status, std::string_view reason);
    /// Error codes: ingress-device-unknown, ingress-device-disabled.
    Result<void> connect(std::string_view id);
    void disconnect(std::string_view id);
    /// Whether a device may connect to `host` with this token now. Error codes: those of verifySasToken(),
    /// ingress-device-unknown, ingress-device-disabled.
    Result<void> authenticate(std::string_view device, std::string_view host, std::string_view token) const;
    const Registry& registry() const { return m_registry; }

    // From devices to the cloud
    /// Somebody reads at an endpoint (see MessageRouter::read). `target` outlives the hub.
    void read(std::string_view endpoint, std::string reader, HubTarget& target,
              const std::vector<HubEventType>& types = {}) {
        m_router.read(endpoint, std::move(reader), target, types);
    }
    /// Takes a message, stamped with the device's generation and model, or refuses it. A device that sends is
    /// connected. Error codes: ingress-device-unknown, ingress-device-disabled, those of checkMessage(). What nobody is
    /// there to read is dropped, counted.
    Result<void> accept(DeviceMessage& message);

    // From the cloud to devices
    /// The property iothub-ack of the message says what feedback is wanted. Gives its number in the device's queue.
    /// Error codes: ingress-device-unknown, those of CloudToDevice::enqueue().
    Result<std::uint64_t> send(std::string_view device, CloudMessage message, std::optional<Instant> expiry = {});
    Result<MethodAnswer> invokeMethod(const MethodCall& call) { return m_methods.invoke(call, m_registry); }
    /// For devices that answer later, and for looking in.
    CloudToDevice& cloudToDevice() { return m_cloudToDevice; }
    const CloudToDevice& cloudToDevice() const { return m_cloudToDevice; }
    const MethodCounts& methods() const { return m_methods.counts(); }

    // Device twins. Error codes: ingress-device-unknown, ingress-twin-patch, those of DeviceTwin.
    /// The document that a back end gets.
    Result<std::string> twin(std::string_view device) const;
    /// {"tags": {…}, "properties": {"desired": {…}}}, either or both: merged as a back end does. All or nothing.
    Result<void> updateTwin(std::string_view device, const JsonNode& patch) { return write(device, patch, false); }
    /// The same with whole sections that take the place of the old ones.
    Result<void> replaceTwin(std::string_view device, const JsonNode& sections) {
        return write(device, sections, true);
    }
    /// The device's own part.
    Result<void> report(std::string_view device, const JsonNode& patch);

    /// Messages sent to the hub (offered), refused (filtered) and taken (accepted = delivered + dropped here).
    const metrics::LedgerRow& row() const { return m_row; }
    /// Messages that the hub made itself and somebody asked for; filtered: no condition wanted them.
    const metrics::LedgerRow& eventRow() const { return m_eventRow; }
    /// How many messages were refused for each reason, by the error's code: together the row's `filtered`.
    const std::map<std::string, std::uint64_t>& refusals() const { return m_refusals; }
    std::vector<RouteTally> routes() const { return m_router.routes(); }
    /// A row per reader, in the order of read(); units are messages. The hub keeps no dead letters: what is given up
    /// counts as expired or dropped.
    std::vector<std::pair<std::string, metrics::LedgerRow>> readers() const { return m_router.readers(); }
    std::size_t connected() const { return m_connected; }
    std::uint64_t twinWrites() const { return m_twinWrites; }
    const HubSettings& settings() const { return m_settings; }

private:
    /// The registered and enabled device of a message, or why there is none.
    Result<Device*> admit(const DeviceMessage& message);
    Error disabled(std::string_view id, const Device& device) const;
    void setConnected(std::string_view id, Device& device, bool isConnected);
    /// Sends what the hub made and somebody wants, when it is not in the midst of something else.
    void raise(DeviceMessage message);
    void onTimer(std::uint64_t token) override;

    Result<void> write(std::string_view device, const JsonNode& sections, bool isReplaced);
    const DeviceTwin& twinOf(std::string_view device) const;
    HubMoment moment();

    HubSettings m_settings;
    Timeline& m_timeline;
    Registry m_registry;
    MessageRouter m_router;
    CloudToDevice m_cloudToDevice;
    DirectMethods m_methods;
    std::unordered_map<std::string, DeviceTwin, IdHash, std::equal_to<>>
        m_twins; // of devices whose twin was written; never iterated
    std::size_t m_connected = 0;
    std::uint64_t m_events = 0;      // that it made, wanted or not: their numbers
    std::uint64_t m_connections = 0; // and disconnections
    std::uint64_t m_twinWrites = 0;
    metrics::LedgerRow m_row;
    metrics::LedgerRow m_eventRow;
    std::map<std::string, std::uint64_t> m_refusals;
    std::vector<DeviceMessage> m_raised;
};

} // namespace twinflow::ingress
