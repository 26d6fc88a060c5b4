// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The hub's identity registry: which devices there are, whether they may connect, and with which keys.
#pragma once

#include "base/interner.h"
#include "base/result.h"
#include "base/time.h"
#include "ingress/device_client.h"
#include "ingress/settings.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace twinflow::ingress {

/// Symmetric keys: base64 of 32 bytes each.
struct DeviceKeys {
    std::string primary;
    std::string secondary;
    bool operator==(const DeviceKeys&) const = default;
};

/// What is asked for when a device is registered.
struct DeviceIdentity {
    std::string id;
    DeviceStatus status = DeviceStatus::enabled;
    std::string statusReason = {}; ///< at most kMaxStatusReason characters
    std::string modelId = {};      ///< what the device says when it connects (IoT Plug and Play)
};

/// What each message of a device needs stands first, in one line of the cache.
struct alignas(64) Device {
    std::string modelId;
    std::uint64_t generation = 0;        ///< another one when a device of the same id is registered anew
    std::optional<Instant> lastActivity; ///< none: never connected, sent or received
    DeviceStatus status = DeviceStatus::enabled;
    bool connected = false;
    bool registered = false;
    std::uint32_t removals = 0;           ///< how often a device of this id was removed
    DeviceClient* client = nullptr;       ///< what the hub sends to while it is connected; none: it only sends
    std::optional<Instant> statusUpdated; ///< none: never changed since it was registered
    std::string statusReason;
};

constexpr std::size_t kMaxDevices = 1'000'000; ///< of one hub

/// What the registry calls the generation of a device that was registered for the nth time, counted from 0.
std::uint64_t generationId(std::string_view device, std::uint32_t registration = 0);

/// Lets a view find an id in a table of ids.
struct IdHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
};

class Registry {
public:
    /// `hub` and `seed` make the keys: the same three give the same keys on every machine.
    Registry(std::string hub, std::uint64_t seed);

    /// Error codes: ingress-device-id, ingress-status-reason, ingress-device-exists, ingress-devices-too-many.
    Result<void> add(const DeviceIdentity& identity);
    /// Error code: ingress-device-unknown.
    Result<void> remove(std::string_view id);
    /// Error codes: ingress-device-unknown, ingress-status-reason.
    Result<void> setStatus(std::string_view id, DeviceStatus status, std::string_view reason, Instant now);

    /// Good until the device is removed; null for one that is not registered.
    Device* find(std::string_view id) { return at(m_ids.find(id)); }
    const Device* find(std::string_view id) const { return at(m_ids.find(id)); }
    std::size_t size() const { return m_size; }
    /// A hint: these devices, at most kMostExpected, will be looked up soon.
    void expect(std::span<const std::string_view> ids) const;
    static constexpr std::size_t kMostExpected = 32;
    std::size_t disabled() const { return m_disabled; }

    /// Of a device of any id, registered or not. Made from names and seed, so there is nothing to keep secret here.
    DeviceKeys keys(std::string_view id) const;
    /// The refusal for a device that is not registered.
    Error unknown(std::string_view id) const;

private:
    Device* at(TextId id) { return id.valid() && m_devices[id.value].registered ? &m_devices[id.value] : nullptr; }
    const Device* at(TextId id) const { return const_cast<Registry*>(this)->at(id); }

    std::string m_hub;
    std::string m_secret; // of the hub: keys are derived from it
    std::size_t m_size = 0;
    std::size_t m_disabled = 0;
    Interner m_ids;               // of all that were ever registered
    std::deque<Device> m_devices; // by id
};

} // namespace twinflow::ingress
