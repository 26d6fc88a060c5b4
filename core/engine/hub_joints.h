// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a run joins to its hubs beside functions: the deployment's devices, and storages behind routes.
#pragma once

#include "base/timeline.h"
#include "deployment/deployment.h"
#include "downstream/sink.h"
#include "ingress/hub.h"
#include "metrics/incidents.h"
#include "simulation/device_agent.h"

#include <string>
#include <vector>

namespace twinflow::engine {

/// The way from a hub's route into a storage: records as the hub writes them.
class HubStorage final : public ingress::HubTarget {
public:
    HubStorage(downstream::Sink& sink, const Timeline& timeline)
        : m_sink(sink)
        , m_timeline(timeline) {}
    delivery::Outcome take(const ingress::DeviceMessage& message) override;

private:
    downstream::Sink& m_sink;
    const Timeline& m_timeline;
    std::string m_record; // reused
};

/// A group of devices: registered with their twins when it is time, and removed again.
class GroupDevices final : private TimerTarget {
public:
    /// All references outlive it.
    GroupDevices(const deployment::DeviceGroup& group, std::vector<std::string> ids, ingress::Hub& hub,
                 Timeline& timeline, metrics::Incidents& incidents);

    /// Registers what is there from the start, and asks to be woken for the rest. Gives the first refusal; of later
    /// ones the incidents tell. Error codes: those of Hub::createDevice() and Hub::updateTwin(), json-syntax.
    Result<void> begin();

private:
    enum class Step : std::uint8_t { registering, connecting, removing };
    void onTimer(std::uint64_t step) override;
    /// Goes on after a device that is refused, and tells of it.
    template <typename Tell>
    void registerAll(Tell tell);
    void note(const Error& error);

    ingress::DeviceIdentity m_identity; // but for the id
    std::vector<std::string> m_ids;
    Duration m_registered;
    Duration m_removed;
    ingress::Hub& m_hub;
    Timeline& m_timeline;
    metrics::Incidents& m_incidents;
    simulation::DeviceAgent m_agent;
};

} // namespace twinflow::engine
