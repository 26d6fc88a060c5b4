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
    Result<void> done;
    if (m_registered > Duration{})
        wake(m_registered, Step::registering);
    else
        registerAll([&](const Error& refusal) {
            if (done) done = refuse(refusal);
        });
    if (m_agent.behaviour().connects == simulation::ConnectsWhen::started) wake(m_registered, Step::connecting);
    if (m_removed > Duration{}) wake(m_removed, Step::removing);
    return done;
}

template <typename Tell>
void GroupDevices::registerAll(Tell tell) {
    const simulation::InitialTwin& twin = m_agent.behaviour().twin;
    const auto sections = JsonDocument::parse(
        R"({"tags":)" + twin.tags + R"(,"properties":{"desired":)" + twin.desired + "}}", "behaviour.twin");
    if (!sections) {
        tell(sections.error());
        return;
    }
    const bool isWritten = twin.tags != "{}" || twin.desired != "{}";
    ingress::DeviceIdentity identity = m_identity;
    for (const std::string& id : m_ids) {
        identity.id = id;
        Result<void> done = m_hub.createDevice(identity, &m_agent);
        if (done && isWritten) done = m_hub.updateTwin(id, sections->root());
        if (!done) tell(done.error());
    }
}

void GroupDevices::onTimer(std::uint64_t step) {
    switch (static_cast<Step>(step)) {
    case Step::registering:
        registerAll([this](const Error& refusal) { note(refusal); });
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
