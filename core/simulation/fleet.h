// SPDX-FileCopyrightText: Twinflow contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Devices that send: each ticks on the timeline and makes its payload from its generators.
#pragma once

#include "base/random.h"
#include "base/timeline.h"
#include "ingress/device_message.h"
#include "simulation/payload.h"
#include "simulation/recordings.h"
#include "simulation/scenario.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace twinflow::simulation {

/// Takes each message as it is sent, and numbers it.
class MessageTaker {
public:
    virtual ~MessageTaker() = default;
    virtual void take(ingress::DeviceMessage& message) = 0;
};

/// One traffic line for its devices. Every device draws from a stream of its own, named by group and id, so that adding
/// a device or a group changes no other. Timers are background duty: traffic alone does not keep a run alive. `number`
/// of a message is the taker's.
class Fleet final : public TimerTarget {
public:
    /// All references outlive the fleet.
    Fleet(Traffic traffic, std::vector<std::string> deviceIds, const Recordings& recordings, const Random& random,
          Timeline& timeline, MessageTaker& taker);
    ~Fleet() override;
    Fleet(const Fleet&) = delete;
    Fleet& operator=(const Fleet&) = delete;

    /// Asks for every device's first tick, spread over one interval. Call once.
    void start();
    /// No message after this.
    void stop() { m_stopped = true; }
    void onTimer(std::uint64_t device) override;
    std::uint64_t sent() const { return m_sent; }
    std::size_t deviceCount() const;
    const Traffic& traffic() const { return m_traffic; }

private:
    struct Device;
    void schedule(std::uint64_t device);
    std::span<double> stateOf(std::uint64_t device);

    Traffic m_traffic;
    PayloadMaker m_payload;
    Timeline& m_timeline;
    MessageTaker& m_taker;
    std::vector<Device> m_devices;
    std::vector<double> m_state; // of all devices, stateSize numbers each
    Instant m_began{};
    ingress::DeviceMessage m_message; // reused
    std::uint64_t m_sent = 0;
    bool m_stopped = false;
};

} // namespace twinflow::simulation
