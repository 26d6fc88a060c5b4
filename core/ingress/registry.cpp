// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/registry.h"

#include "base/random.h"
#include "ingress/base64.h"
#include "ingress/hmac.h"

#include <algorithm>
#include <array>

namespace twinflow::ingress {

namespace {

Result<void> checkReason(std::string_view id, std::string_view reason) {
    const std::size_t length = statusReasonLength(reason);
    if (length <= kMaxStatusReason) return {};
    return refuse(fault("ingress-status-reason", "The status reason of device '{0}' has {1} characters, more than {2}.",
                        id, length, kMaxStatusReason)
                      .withHint(say("Shorten it.")));
}

} // namespace

std::uint64_t generationId(std::string_view device, std::uint32_t registration) {
    return 638'000'000'000'000'000ULL + stableHash(device) % 1'000'000'000'000'000ULL + registration;
}

Registry::Registry(std::string hub, std::uint64_t seed)
    : m_hub(std::move(hub))
    , m_secret(hmacSha256("twinflow keys of simulated devices", m_hub + "\n" + std::to_string(seed))) {}

Result<void> Registry::add(const DeviceIdentity& identity) {
    if (!isDeviceId(identity.id)) {
        return refuse(fault("ingress-device-id", "'{0}' cannot be the id of a device.", identity.id)
                          .withHint(say("An id has 1 to {0} ASCII letters, digits and - : . + % _ # * ? ! ( ) , = @ ; "
                                        "$ '.",
                                        kMaxDeviceId)));
    }
    if (auto fits = checkReason(identity.id, identity.statusReason); !fits) return fits;
    if (find(identity.id)) {
        return refuse(
            fault("ingress-device-exists", "Device '{0}' is registered with hub '{1}' already.", identity.id, m_hub)
                .withHint(say("Give each device of a hub an id of its own; case makes a difference.")));
    }
    if (m_size == kMaxDevices) {
        return refuse(fault("ingress-devices-too-many", "Hub '{0}' has {1} devices, as many as a hub can have.", m_hub,
                            kMaxDevices)
                          .withHint(say("Spread the devices over several hubs.")));
    }
    const TextId id = m_ids.intern(identity.id);
    if (id.value == m_devices.size()) m_devices.emplace_back();
    Device& device = m_devices[id.value];
    device.registered = true;
    device.status = identity.status;
    device.statusReason = identity.statusReason;
    device.modelId = identity.modelId;
    device.generation = generationId(identity.id, device.removals);
    if (device.status == DeviceStatus::disabled) ++m_disabled;
    ++m_size;
    return {};
}

Result<void> Registry::remove(std::string_view id) {
    Device* device = find(id);
    if (!device) return refuse(unknown(id));
    if (device->status == DeviceStatus::disabled) --m_disabled;
    const std::uint32_t removals = device->removals + 1;
    *device = Device{};
    device->removals = removals;
    --m_size;
    return {};
}

Result<void> Registry::setStatus(std::string_view id, DeviceStatus status, std::string_view reason, Instant now) {
    Device* device = find(id);
    if (!device) return refuse(unknown(id));
    if (auto fits = checkReason(id, reason); !fits) return fits;
    if (device->status != status) {
        status == DeviceStatus::disabled ? ++m_disabled : --m_disabled;
        device->statusUpdated = now;
    }
    device->status = status;
    device->statusReason = reason;
    return {};
}

void Registry::expect(std::span<const std::string_view> ids) const {
    std::array<std::uint64_t, kMostExpected> hashes;
    const std::size_t count = std::min(ids.size(), kMostExpected);
    for (std::size_t i = 0; i < count; ++i) {
        hashes[i] = m_ids.hash(ids[i]);
        m_ids.expect(hashes[i]);
    }
    for (std::size_t i = 0; i < count; ++i) {
        const TextId id = m_ids.guess(hashes[i]);
        if (id.valid()) __builtin_prefetch(&m_devices[id.value], 1);
    }
}

DeviceKeys Registry::keys(std::string_view id) const {
    const auto key = [&](std::string_view which) {
        return base64(hmacSha256(m_secret, std::string(which) + "\n" + std::string(id)));
    };
    return {key("primary"), key("secondary")};
}

Error Registry::unknown(std::string_view id) const {
    return fault("ingress-device-unknown", "Device '{0}' is not registered with hub '{1}'.", id, m_hub)
        .withHint(say("Add the device to a group of this hub, or send with the id of a registered device."));
}

} // namespace twinflow::ingress
