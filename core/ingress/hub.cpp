// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingress/hub.h"

#include "base/json_text.h"
#include "ingress/message_rules.h"
#include "ingress/names.h"
#include "ingress/sas_token.h"

#include <utility>

namespace twinflow::ingress {

Hub::Hub(HubSettings settings, Timeline& timeline, std::uint64_t seed)
    : m_settings(std::move(settings))
    , m_timeline(timeline)
    , m_registry(m_settings.name, seed)
    , m_router(m_settings, timeline)
    , m_cloudToDevice(m_settings.cloudToDevice, timeline, [this](std::string_view device) {
        if (Device* receiver = m_registry.find(device)) receiver->lastActivity = m_timeline.now();
    }) {}
Hub::~Hub() = default;

HubMoment Hub::moment() {
    constexpr std::uint64_t kOwn = 1ULL << 63; // apart from the numbers of devices' messages
    return {m_settings.name, m_timeline.now(), kOwn | ++m_events};
}

Result<void> Hub::createDevice(const DeviceIdentity& identity, DeviceClient* client) {
    if (auto added = m_registry.add(identity); !added) return added;
    Device& device = *m_registry.find(identity.id);
    device.client = client;
    if (m_router.wants(MessageSource::deviceLifecycle, HubEventType::deviceCreated))
        raise(lifecycleEvent(moment(), {identity.id, device, twinOf(identity.id)}, true));
    return {};
}

Result<void> Hub::deleteDevice(std::string_view id) {
    Device* device = m_registry.find(id);
    if (!device) return refuse(m_registry.unknown(id));
    setConnected(id, *device, false);
    m_cloudToDevice.remove(id);
    if (m_router.wants(MessageSource::deviceLifecycle, HubEventType::deviceDeleted))
        raise(lifecycleEvent(moment(), {id, *device, twinOf(id)}, false));
    m_twins.erase(std::string(id));
    return m_registry.remove(id);
}

Result<void> Hub::setStatus(std::string_view id, DeviceStatus status, std::string_view reason) {
    if (auto done = m_registry.setStatus(id, status, reason, m_timeline.now()); !done) return done;
    if (status == DeviceStatus::disabled) disconnect(id);
    return {};
}

Result<void> Hub::connect(std::string_view id) {
    Device* device = m_registry.find(id);
    if (!device) return refuse(m_registry.unknown(id));
    if (device->status == DeviceStatus::disabled) return refuse(disabled(id, *device));
    setConnected(id, *device, true);
    return {};
}

void Hub::disconnect(std::string_view id) {
    if (Device* device = m_registry.find(id)) setConnected(id, *device, false);
}

void Hub::setConnected(std::string_view id, Device& device, bool isConnected) {
    if (device.connected == isConnected) return;
    device.connected = isConnected;
    if (isConnected) {
        ++m_connected;
        device.lastActivity = m_timeline.now();
    } else {
        --m_connected;
    }
    const auto type = isConnected ? HubEventType::deviceConnected : HubEventType::deviceDisconnected;
    if (m_router.wants(MessageSource::deviceConnectionState, type))
        raise(connectionEvent(moment(), id, isConnected, ++m_connections));
    if (!device.client) return;
    if (isConnected) {
        std::string desired;
        twinOf(id).appendSection(desired, TwinSection::desired);
        device.client->online(id, desired);
    }
    m_cloudToDevice.connect(id, isConnected ? device.client : nullptr);
}

Error Hub::disabled(std::string_view id, const Device& device) const {
    return fault("ingress-device-disabled", "Device '{0}' is disabled in hub '{1}'.", id, m_settings.name)
        .withHint(device.statusReason.empty() ? say("Enable it in the registry.")
                                              : say("The registry says why: {0}", device.statusReason));
}

Result<void> Hub::authenticate(std::string_view device, std::string_view host, std::string_view token) const {
    const Device* known = m_registry.find(device);
    if (!known) return refuse(m_registry.unknown(device));
    if (known->status == DeviceStatus::disabled) return refuse(disabled(device, *known));
    const DeviceKeys keys = m_registry.keys(device);
    const std::string resource = std::string(host) + "/devices/" + std::string(device);
    return verifySasToken(token, resource, keys.primary, keys.secondary, m_timeline.now());
}

Result<Device*> Hub::admit(const DeviceMessage& message) {
    Device* device = m_registry.find(message.device);
    if (!device) return refuse(m_registry.unknown(message.device));
    if (device->status == DeviceStatus::disabled) return refuse(disabled(message.device, *device));
    if (auto fits = checkMessage(message, m_settings.name); !fits) return refuse(fits.error());
    return device;
}

Result<void> Hub::accept(DeviceMessage& message) {
    ++m_row.offered;
    const Result<Device*> admitted = admit(message);
    if (!admitted) {
        ++m_row.filtered;
        ++m_refusals[admitted.error().code];
        return refuse(admitted.error());
    }
    Device& device = **admitted;
    setConnected(message.device, device, true);
    device.lastActivity = m_timeline.now();
    message.generation = device.generation;
    message.modelId = device.modelId;
    ++m_row.accepted;
    const bool isHanded = m_router.route(message, &twinOf(message.device).root());
    ++(isHanded ? m_row.delivered : m_row.dropped);
    return {};
}

void Hub::raise(DeviceMessage message) {
    ++m_eventRow.offered;
    ++m_eventRow.accepted;
    ++m_eventRow.waiting;
    m_raised.push_back(std::move(message));
    // A function may be the cause, and may be who reads: it is not called from within its own call.
    if (m_raised.size() == 1) m_timeline.after({}, *this, 0);
}

void Hub::onTimer(std::uint64_t) {
    std::vector<DeviceMessage> raised;
    raised.swap(m_raised);
    for (DeviceMessage& message : raised) {
        --m_eventRow.waiting;
        const bool isHanded = m_router.route(message, &twinOf(message.device).root());
        if (isHanded) {
            ++m_eventRow.delivered;
        } else {
            --m_eventRow.accepted;
            ++m_eventRow.filtered;
        }
    }
}

Result<std::uint64_t> Hub::send(std::string_view device, CloudMessage message, std::optional<Instant> expiry) {
    const Device* known = m_registry.find(device);
    if (!known) {
        m_cloudToDevice.countRefused();
        return refuse(m_registry.unknown(device));
    }
    Acknowledgement acknowledgement = Acknowledgement::none;
    for (const auto& [name, value] : message.properties) {
        if (!sameName(name, "iothub-ack")) continue;
        const auto wanted = findAcknowledgement(value);
        if (!wanted) {
            m_cloudToDevice.countRefused();
            return refuse(
                fault("ingress-acknowledgement", "A message for device '{0}' asks for feedback '{1}'.", device, value)
                    .withHint(say("Ask for none, positive, negative or full.")));
        }
        acknowledgement = *wanted;
    }
    return m_cloudToDevice.enqueue(device, known->generation, std::move(message), acknowledgement, expiry);
}

const DeviceTwin& Hub::twinOf(std::string_view device) const {
    static const DeviceTwin kFresh;
    if (m_twins.empty()) return kFresh;
    const auto found = m_twins.find(device);
    return found == m_twins.end() ? kFresh : found->second;
}

Result<std::string> Hub::twin(std::string_view device) const {
    const Device* known = m_registry.find(device);
    if (!known) return refuse(m_registry.unknown(device));
    std::string text;
    appendTwinDocument(text, {device, *known, twinOf(device), m_cloudToDevice.waitingFor(device)});
    return text;
}

namespace {

const JsonNode* findObject(const JsonNode* node, std::string_view member) {
    return node && node->isObject() ? node->find(member) : nullptr;
}

} // namespace

Result<void> Hub::write(std::string_view device, const JsonNode& sections, bool isReplaced) {
    const Device* known = m_registry.find(device);
    if (!known) return refuse(m_registry.unknown(device));
    const JsonNode* tags = findObject(&sections, "tags");
    const JsonNode* desired = findObject(findObject(&sections, "properties"), "desired");
    if (!tags && !desired) {
        return refuse(fault("ingress-twin-patch",
                            "The change of the twin of device '{0}' has neither tags nor "
                            "properties.desired.",
                            device)
                          .withHint(say("A back end writes these two; reported properties are the device's.")));
    }
    DeviceTwin twin = twinOf(device);
    const Instant now = m_timeline.now();
    for (const auto& [section, value] :
         {std::pair(TwinSection::tags, tags), std::pair(TwinSection::desired, desired)}) {
        if (!value) continue;
        auto done = isReplaced ? twin.replace(section, *value, now) : twin.merge(section, *value, now);
        if (!done) return done;
    }
    DeviceTwin& kept = m_twins[std::string(device)];
    kept = std::move(twin);
    ++m_twinWrites;

    std::string body = R"({"version":)" + std::to_string(kept.version());
    if (isReplaced) {
        body.clear();
        appendTwinDocument(body, {device, *known, kept, m_cloudToDevice.waitingFor(device)});
    } else {
        if (tags) {
            body += R"(,"tags":)";
            kept.appendChange(body, TwinSection::tags, *tags);
        }
        if (desired) {
            body += R"(,"properties":{"desired":)";
            kept.appendChange(body, TwinSection::desired, *desired);
            body += '}';
        }
        body += '}';
    }
    if (m_router.wants(MessageSource::twinChange, std::nullopt))
        raise(twinEvent(moment(), device, isReplaced, std::move(body)));
    if (!desired || !known->connected || !known->client) return {};
    std::string patch = "{";
    for (const JsonNode::Member& member : desired->members) {
        appendJsonString(patch, member.name);
        patch += ':';
        member.value.appendJson(patch);
        patch += ',';
    }
    patch += R"("$version":)" + std::to_string(kept.version(TwinSection::desired)) + '}';
    known->client->desiredChanged(device, patch);
    return {};
}

Result<void> Hub::report(std::string_view device, const JsonNode& patch) {
    const Device* known = m_registry.find(device);
    if (!known) return refuse(m_registry.unknown(device));
    DeviceTwin twin = twinOf(device);
    if (auto done = twin.merge(TwinSection::reported, patch, m_timeline.now()); !done) return done;
    DeviceTwin& kept = m_twins[std::string(device)];
    kept = std::move(twin);
    ++m_twinWrites;
    std::string body = R"({"version":)" + std::to_string(kept.version()) + R"(,"properties":{"reported":)";
    kept.appendChange(body, TwinSection::reported, patch);
    body += "}}";
    if (m_router.wants(MessageSource::twinChange, std::nullopt))
        raise(twinEvent(moment(), device, false, std::move(body)));
    return {};
}

} // namespace twinflow::ingress
