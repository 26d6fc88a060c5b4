// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/hub_joints.h"

#include "ingress/routed_message.h"

namespace twinflow::engine {

delivery::Outcome HubStorage::take(const ingress::DeviceMessage& message) {
    m_record.clear();
    ingress::appendStorageRecord(m_record, message);
    const auto sent = m_sink.send(m_record, m_timeline.now(), message.enqueued);
    if (sent) return delivery::Outcome::delivered;
    return sent.error().code == "downstream-unavailable" ? delivery::Outcome::unavailable : delivery::Outcome::refused;
}

GroupDevices::GroupDevices(const deployment::DeviceGroup& group, std::vector<std::string> ids, ingress::Hub& hub,
                           Timeline& timeline, metrics::Incidents& incidents)
    : m_identity{{}, group.status, group.statusReason, group.modelId}
    , m_ids(std::move(ids))
    , m_registered(group.registered)
    , m_removed(group.removed)
    , m_hub(hub)
    , m_timeline(timeline)
    , m_incidents(incidents)
    , m_agent(group.behaviour, hub, [this](const Error& error) { note(error); }) {}

Result<void> GroupDevices::begin() {
    const auto wake = [this](Duration delay, Step step) {
        m_timeline.after(delay, *this, static_cast<std::uint64_t>(step), Duty::background);
    };
    if (m_registered > Duration{})
        wake(m_registered, Step::registering);
    else if (auto done = registerAll(); !done)
        return done;
    if (m_agent.behaviour().connects == simulation::ConnectsWhen::started) wake(m_registered, Step::connecting);
    if (m_removed > Duration{}) wake(m_removed, Step::removing);
    return {};
}

Result<void> GroupDevices::registerAll() {
    const simulation::InitialTwin& twin = m_agent.behaviour().twin;
    const auto sections = JsonDocument::parse(
        R"({"tags":)" + twin.tags + R"(,"properties":{"desired":)" + twin.desired + "}}", "behaviour.twin");
    if (!sections) return refuse(sections.error());
    const bool isWritten = twin.tags != "{}" || twin.desired != "{}";
    ingress::DeviceIdentity identity = m_identity;
    for (const std::string& id : m_ids) {
        identity.id = id;
        if (auto created = m_hub.createDevice(identity, &m_agent); !created) return created;
        if (!isWritten) continue;
        if (auto done = m_hub.updateTwin(id, sections->root()); !done) return done;
    }
    return {};
}

void GroupDevices::onTimer(std::uint64_t step) {
    switch (static_cast<Step>(step)) {
    case Step::registering:
        if (auto done = registerAll(); !done) note(done.error());
        return;
    case Step::connecting:
        for (const std::string& id : m_ids) {
            if (m_identity.status == ingress::DeviceStatus::disabled) return;
            if (auto done = m_hub.connect(id); !done) note(done.error());
        }
        return;
    case Step::removing:
        for (const std::string& id : m_ids) {
            if (auto done = m_hub.deleteDevice(id); !done) note(done.error());
        }
        return;
    }
}

void GroupDevices::note(const Error& error) {
    m_incidents.note(m_hub.settings().name, error, formatInstant(m_timeline.now(), 3));
}

} // namespace twinflow::engine
