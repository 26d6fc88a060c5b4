// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The side of simulated devices that the cloud talks to.
#pragma once

#include "ingress/hub.h"
#include "simulation/device_behaviour.h"

#include <functional>

namespace twinflow::simulation {

/// Stands for all devices of one group.
class DeviceAgent final : public ingress::DeviceClient {
public:
    /// `hub` outlives the agent's use. `refused` hears what the hub said to a report that it did not take.
    DeviceAgent(DeviceBehaviour behaviour, ingress::Hub& hub, std::function<void(const Error&)> refused)
        : m_behaviour(std::move(behaviour))
        , m_hub(hub)
        , m_refused(std::move(refused)) {}

    void online(std::string_view device, std::string_view desired) override;
    ingress::MessageAnswer receive(std::string_view, const ingress::CloudMessage&) override {
        return m_behaviour.cloudToDevice;
    }
    bool takesMethods(std::string_view) const override { return !m_behaviour.methods.empty(); }
    std::optional<ingress::MethodAnswer> invoke(std::string_view device, std::string_view method,
                                                std::string_view payload) override;
    void desiredChanged(std::string_view device, std::string_view patch) override;

    const DeviceBehaviour& behaviour() const { return m_behaviour; }

private:
    /// Reports an object, without the members whose names begin with $; nothing when it is empty.
    void report(std::string_view device, std::string_view json);

    DeviceBehaviour m_behaviour;
    ingress::Hub& m_hub;
    std::function<void(const Error&)> m_refused;
};

} // namespace twinflow::simulation
